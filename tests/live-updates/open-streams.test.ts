import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Principal } from '../../src/domain/context.ts';
import { RateLimitedError, UnavailableError } from '../../src/errors.ts';
import { createEventStream } from '../../src/graphql/event-stream.ts';
import type { StreamResult } from '../../src/graphql/execute-subscription.ts';
import { createOpenStreams, type OpenStreams } from '../../src/graphql/open-streams.ts';

const maxStreamsPerKey = 20;
const maxStreamsPerTenant = 1_000;
const maxStreams = 5_000;

describe('the number of streams', () => {
  let streams: OpenStreams;
  beforeEach(() => {
    // Without a database: no key is looked up in time.
    streams = createOpenStreams({} as Parameters<typeof createOpenStreams>[0]);
  });
  afterEach(() => streams.endAll());

  const open = (tenantId: number, keyId: number) =>
    streams.open(
      { kind: 'api_key', keyId: `${keyId}`, tenant: { id: `${tenantId}` } } as Principal,
      undefined,
    );

  /** Opens as many streams as a tenant can have, and returns one of them. */
  function fill(tenantId: number) {
    const keys = Array.from({ length: maxStreamsPerTenant / maxStreamsPerKey }, (_, index) => index);
    const opened = keys.flatMap((key) =>
      Array.from({ length: maxStreamsPerKey }, () => open(tenantId, 1_000 * tenantId + key)),
    );
    return opened[0]!;
  }

  test('a tenant has at most 1,000 streams, whatever keys it has, and one more once another one is closed', () => {
    const { close } = fill(1);
    expect(streams.count()).toBe(maxStreamsPerTenant);
    expect(() => open(1, -1)).toThrow(RateLimitedError);
    expect(() => open(1, -1)).toThrow('The tenant has 1000 open streams, which is the maximum.');
    expect(open(2, -2).signal.aborted).toBe(false);
    close();
    expect(open(1, -1).signal.aborted).toBe(false);
    expect(() => open(1, -1)).toThrow(RateLimitedError);
  });

  test('a replica has at most 5,000 streams, and rejects everyone else until one is closed', () => {
    const closes = Array.from({ length: maxStreams / maxStreamsPerTenant }, (_, tenantId) => fill(tenantId));
    expect(streams.count()).toBe(maxStreams);
    expect(() => open(100, -1)).toThrow(UnavailableError);
    closes[0]!.close();
    expect(open(100, -1).signal.aborted).toBe(false);
    expect(() => open(100, -1)).toThrow(UnavailableError);
  });
});

describe('the comments of a stream', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('a stream without events has a comment at its start and in every 15 seconds, and none once it has ended', async () => {
    const waiting = Promise.withResolvers<StreamResult>();
    const ended = Promise.withResolvers<void>();
    const stream = createEventStream({
      results: (async function* later() {
        yield waiting.promise;
      })(),
      onEnd: ended.resolve,
      onError: () => {},
    });
    expect(stream.read()).toBe(':\n\n');
    for (let round = 0; round < 5; round += 1) {
      expect(stream.read()).toBeNull();
      vi.advanceTimersByTime(15_000);
      expect(stream.read()).toMatch(/^(:\n\n)+$/);
    }
    stream.destroy();
    await ended.promise;
    expect(vi.getTimerCount()).toBe(0);
  });
});
