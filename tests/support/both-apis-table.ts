import { expect, it } from 'vitest';
import { type ErrorCode, errorCodes } from '../../src/errors.ts';
import { type Api, apis, type Call, callThrough, type Outcome, previewOf } from './both-apis.ts';
import { dumpDatabase } from './dump-database.ts';
import type { TestGateway } from './gateway.ts';
import { changes, countEverything, createWorld, type World } from './world.ts';

type Awaitable<Value> = Value | Promise<Value>;

/** A success: what the answer's object holds, and what the call leaves behind. */
interface Success {
  /** Keys of the REST object that must have exactly these values. */
  object: object;
  /** What of `countEverything` is different afterwards, and how; the audit trail has tests of its own. */
  changes?: object;
}

/** A refusal, which leaves nothing behind. */
interface Refusal {
  code: ErrorCode;
  /** Every path that is refused, in GraphQL's spelling; for VALIDATION_ERROR. */
  fields?: string[];
  currentStatus?: string;
  /** The audit trail tells of the attempt; nothing else is left behind. */
  isAudited?: true;
  /** GraphQL's own types refuse the input before there is an operation. */
  bySchema?: true;
  /** What GraphQL reports instead: it has in the input what REST has in the path. */
  inInput?: { code: ErrorCode; fields: string[] };
}

/** Nothing has an id that is malformed. In an input it is invalid. */
export const noSuchResource = (id: string, field: string): Refusal => ({
  code: 'NOT_FOUND',
  ...(!/^[\da-f-]{36}$/.test(id) && { inInput: { code: 'VALIDATION_ERROR', fields: [field] } }),
});

/** One call and what comes of it, written once for both APIs. */
export interface Case<Given = undefined> {
  /** The guarantee. */
  name: string;
  /** Brings about what the call finds. */
  given?: (world: World) => Awaitable<Given>;
  /** Send credits of the tenant. Defaults to 5. */
  credits?: number;
  call: (world: World, given: Given) => Call;
  /** What comes of it: either this or `refusal`. */
  success?: (world: World, given: Given) => Success;
  refusal?: Refusal;
  /** Looks closer at what there is after a success. */
  also?: (options: { world: World; given: Given; outcome: Outcome }) => Awaitable<void>;
}

/** Keeps the type of what is given between the functions of one case. */
export const oneCase = <Given = undefined>(row: Case<Given>): Case<any> => row;

/**
 * Makes a test of each case: the call goes through each API, each time for a tenant of its own; each outcome is held
 * against the expectation, and both against each other.
 */
export function testThroughBothApis(gateway: () => TestGateway, cases: readonly Case<any>[]): void {
  // Refusals leave nothing behind, which is checked, so those that need nothing special share a tenant for each API.
  const shared = new Map<Api, Promise<World>>();
  const sharedWorld = (api: Api): Promise<World> => {
    const world = shared.get(api) ?? createWorld(gateway());
    shared.set(api, world);
    return world;
  };

  for (const row of cases) {
    it(row.name, async () => {
      const outcomes: Outcome[] = [];
      for (const api of apis) {
        const needsOwnWorld =
          row.given !== undefined || row.credits !== undefined || !row.name.startsWith('refuses');
        const world = needsOwnWorld
          ? await createWorld(gateway(), row.credits === undefined ? {} : { credits: row.credits })
          : await sharedWorld(api);
        outcomes.push(await runCase(api, world, row));
      }
      const [rest, graphql] = outcomes;
      if (graphql?.code !== 'REFUSED_BY_THE_SCHEMA' && !row.refusal?.inInput) {
        expect(rest, 'REST and GraphQL answer differently').toEqual(graphql);
      }
    });
  }
}

async function runCase(api: Api, world: World, row: Case<any>): Promise<Outcome> {
  const given = await row.given?.(world);
  const before = await countEverything(world);
  const call = row.call(world, given);
  const preview = await callPreview(api, world, call);
  const outcome = await callThrough(api, world, call);
  if (preview) {
    checkPreview(preview, outcome);
  }
  const changed = changes(before, await countEverything(world));
  if (row.refusal) {
    const { inInput, ...refusal } = row.refusal;
    checkRefusal(api, outcome, api === 'GraphQL' && inInput ? inInput : refusal);
    expect(changed, `what ${api} has left behind`).toEqual(
      row.refusal.isAudited ? { auditEvents: expect.any(Number) } : {},
    );
  } else {
    const expected = row.success?.(world, given) ?? { object: {} };
    expect(outcome, `${api} answered ${JSON.stringify(outcome)}`).toMatchObject({ code: 'OK' });
    expect(outcome.object).toMatchObject(expected.object);
    if (expected.changes) {
      expect(changed, `what ${api} has changed`).toEqual({
        ...expected.changes,
        ...('auditEvents' in changed && { auditEvents: expect.any(Number) }),
      });
    }
    await row.also?.({ world, given, outcome });
  }
  return withoutIdentities(outcome, world);
}

/** Previews a send and requires that it leaves no trace; undefined for a mutation that has no preview. */
async function callPreview(api: Api, world: World, call: Call): Promise<Outcome | undefined> {
  const mutation = previewOf(call.mutation);
  if (!mutation) {
    return undefined;
  }
  // The time of a key's last use is written after the response to its request.
  // Deliveries to the webhooks of other files' tenants are repeated in the background.
  const isOfOthers = (row: string) =>
    /^webhook_(?:attempts|deliveries) /.test(row) && !row.includes(world.tenant.id);
  const dump = async () =>
    (await dumpDatabase(world.gateway, { leaveOut: ['last_used_at'] })).filter((row) => !isOfOthers(row));
  const before = await dump();
  const preview = await callThrough(api, world, { ...call, mutation });
  expect(await dump(), `what a preview on ${api} has left behind`).toEqual(before);
  return preview;
}

/** A preview comes to what the send comes to. Only the mail server's verdict is not known before. */
function checkPreview(preview: Outcome, send: Outcome): void {
  if (send.code !== 'OK' && send.code !== 'EMAIL_DISPATCH_FAILED') {
    expect(preview).toEqual(send);
    return;
  }
  expect(preview, `The preview came to ${JSON.stringify(preview)}`).toMatchObject({
    code: 'OK',
    status: 200,
  });
  if (send.code === 'OK') {
    const { entity_name, steps, expires_at, email_sent } = send.object;
    expect(preview.object).toMatchObject({ entity_name, steps, expires_at, cost: email_sent ? 1 : 0 });
    expect(preview.object.mail !== null).toBe(email_sent);
  }
}

function checkRefusal(api: Api, outcome: Outcome, refusal: Refusal): void {
  const isSchemas = refusal.bySchema && api === 'GraphQL';
  expect(outcome.code, `${api} answered ${JSON.stringify(outcome)}`).toBe(
    isSchemas ? 'REFUSED_BY_THE_SCHEMA' : refusal.code,
  );
  if (!isSchemas) {
    expect(Object.keys(outcome.fields).sort(), `what ${api} has refused`).toEqual(
      [...(refusal.fields ?? [])].sort(),
    );
    expect(outcome.status).toBe(errorCodes[refusal.code].status);
    expect(outcome.currentStatus).toBe(refusal.currentStatus);
    expect(outcome.message).toMatch(/^[A-Z].*\.$/);
  }
}

/** Two tenants never get the same ids and hardly ever the same times; everything else is the same. */
function withoutIdentities(outcome: Outcome, world: World): Outcome {
  const names = new Map<unknown, string>([
    [world.company, 'the company'],
    [world.individual, 'the individual'],
    ...Object.entries(world.questions).map(([key, id]) => [id, `the question ${key}`] as const),
  ]);
  const text = JSON.stringify(outcome, (key, value: unknown) => {
    if (names.has(value)) {
      return names.get(value);
    }
    if (key === 'questionnaire') {
      return { ...(value as object), id: 'its id' };
    }
    if (typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value)) {
      return 'an id';
    }
    if (key === 'created_at' || key === 'updated_at') {
      return String(value).replaceAll(/\d/g, '0');
    }
    return value;
  });
  return JSON.parse(text);
}
