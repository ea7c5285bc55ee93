import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createComplyCube } from '../../src/providers/complycube/complycube.ts';
import {
  type ComplyCubeBehaviour,
  type ComplyCubeTestServer,
  complyCubeId,
  startComplyCubeServer,
} from '../support/complycube-server.ts';

const servers: ComplyCubeTestServer[] = [];
let complyCube: ComplyCubeTestServer;
beforeEach(async () => {
  complyCube = await startComplyCubeServer();
  servers.push(complyCube);
});
afterAll(() => Promise.all(servers.map((server) => server.close())));

const connect = (options: { apiKey?: string; timeoutMs?: number } = {}) =>
  createComplyCube({ apiKey: complyCube.apiKey, apiUrl: complyCube.url, ...options });

const ada = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com', reference: 'our own id' };
const page = (clientId: string) => ({
  clientId,
  checks: ['DOCUMENT', 'ENHANCED_IDENTITY'] as const,
  language: 'de' as const,
  doneUrl: 'https://kyc.example/verification/done',
  cancelledUrl: 'https://kyc.example/verification/cancelled',
});

describe('the API', () => {
  it('the API is told of a person what it needs, and opens a page for exactly the checks', async () => {
    const provider = connect();
    const clientId = await provider.createClient(ada);
    const url = await provider.openPage(page(clientId));
    expect(url).toMatch(/^https:\/\/flow\.complycube\.example\//);
    expect(complyCube.requests.map(({ method, path, body }) => [method, path, body])).toEqual([
      [
        'POST',
        '/v1/clients/',
        {
          type: 'person',
          email: 'ada@example.com',
          personDetails: { firstName: 'Ada', lastName: 'Lovelace' },
          externalId: 'our own id',
        },
      ],
      [
        'POST',
        '/v1/flow/sessions/',
        {
          clientId,
          checkTypes: ['document_check', 'enhanced_identity_check'],
          successUrl: 'https://kyc.example/verification/done',
          cancelUrl: 'https://kyc.example/verification/cancelled',
          language: 'de',
        },
      ],
    ]);
    for (const { headers } of complyCube.requests) {
      expect(headers.authorization).toBe(complyCube.apiKey);
    }
    await provider.deleteClient(clientId);
    expect(complyCube.clients.size).toBe(0);
  });

  it('the API says whose check it is and which; one that there is not, or not to be asked for, is no one’s', async () => {
    const provider = connect();
    const [known, screening] = [complyCubeId(), complyCubeId()];
    complyCube.checks.set(known, { clientId: 'ada', type: 'identity_check' });
    complyCube.checks.set(screening, { clientId: 'ada', type: 'standard_screening_check' });
    expect(await provider.findCheck(known)).toEqual({ clientId: 'ada', check: 'IDENTITY' });
    expect(await provider.findCheck(screening)).toBeUndefined();
    expect(await provider.findCheck(complyCubeId())).toBeUndefined();
  });
});

describe('an API that does not do what it is requested', () => {
  const failures: [ComplyCubeBehaviour, string][] = [
    [400, 'ComplyCube responded with 400 (invalid_request, email).'],
    [401, 'ComplyCube responded with 401 (unauthorized).'],
    [404, 'ComplyCube responded with 404 (resource_not_found).'],
    [422, 'ComplyCube responded with 422 (unprocessable_request, clientId).'],
    [429, 'ComplyCube responded with 429 (rate_limit_exceeded).'],
    [500, 'ComplyCube responded with 500 (internal_server_error).'],
    [503, 'ComplyCube responded with 503 (internal_server_error).'],
    ['drop', 'ComplyCube could not be reached.'],
    ['html', 'ComplyCube returned a response that cannot be understood.'],
    ['other-json', 'ComplyCube returned a response that cannot be understood.'],
    ['redirect', 'ComplyCube responded with 307 (unknown).'],
    ['silence', 'ComplyCube did not respond in time.'],
    ['trickle', 'ComplyCube did not respond in time.'],
  ];
  for (const [behaviour, reason] of failures) {
    it(`an API that does not do what it is requested fails in one way, with no personal data and no key in the reason: ${behaviour}`, async () => {
      const isSlow = behaviour === 'silence' || behaviour === 'trickle';
      const provider = connect(isSlow ? { timeoutMs: 100 } : {});
      complyCube.behaviour = behaviour;
      const failure = { name: 'ProviderUnavailableError', message: reason };
      await expect(provider.createClient(ada)).rejects.toMatchObject(failure);
      await expect(provider.openPage(page(complyCubeId()))).rejects.toMatchObject(failure);
      if (behaviour !== 404) {
        await expect(provider.findCheck(complyCubeId())).rejects.toMatchObject(failure);
      }
      expect(complyCube.requests.map(({ path }) => path)).not.toContain('/v1/elsewhere');
    });
  }

  it('an API that does not do what it is requested fails in that way with a key that is not known', async () => {
    const stranger = connect({ apiKey: 'another-key' });
    await expect(stranger.createClient(ada)).rejects.toThrow('ComplyCube responded with 401 (unauthorized).');
  });

  it('an API that does not do what it is requested fails in that way where no one listens', async () => {
    await complyCube.close();
    await expect(connect().createClient(ada)).rejects.toMatchObject({
      name: 'ProviderUnavailableError',
      message: 'ComplyCube could not be reached (ECONNREFUSED).',
    });
  });
});
