import { randomUUID } from 'node:crypto';
import { getNamedType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';
import { compileRoute } from '../../src/rest/compile-route.ts';
import { routes } from '../../src/rest/routes.ts';
import { dumpDatabase } from '../support/dump-database.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { idArguments, routeIds } from '../support/id-fields.ts';
import { type Caller, callerWith, createQuestionnaire, furnish, type Things } from './furnish.ts';
import { type Answer, graphqlCases, type IdCase, routeCases, sharedByModes } from './id-cases.ts';

interface Party extends Caller {
  things: Things;
}

let gateway: TestGateway;
let caller: Party;
/** The same tenant with a test key. */
let rehearsal: Party;
let stranger: Party;

/** In every name that is made here, so that a search could find them all. */
const word = 'Zephyrine';

async function newParty(): Promise<Party> {
  const owner = callerWith(gateway, (await gateway.createTenant()).key);
  const questionnaire = await createQuestionnaire(owner);
  return { ...owner, things: await furnish(owner, { word, questionnaire }) };
}

beforeAll(async () => {
  // Nothing changes between two looks at the database because a job has run.
  gateway = await startTestGateway({ environment: { WORKER: 'none' } });
  const tenant = await gateway.createTenant();
  const [live, test] = [tenant.key, await tenant.createKey({ mode: 'TEST' })].map((key) =>
    callerWith(gateway, key),
  ) as [Caller, Caller];
  const questionnaire = await createQuestionnaire(live);
  caller = { ...live, things: await furnish(live, { word, questionnaire }) };
  rehearsal = { ...test, things: await furnish(test, { word, questionnaire }) };
  stranger = await newParty();
});
afterAll(() => gateway.drop());

/** Whose things the cases that change something change, one case after the other. */
let changed: Promise<Party> | undefined;

/** What a case deletes, revokes or erases is gone for the next one, which gets things of its own. */
function partyToChange(name: string): Promise<Party> {
  changed ??= newParty();
  const party = changed;
  if (/delete|revoke|erase/i.test(name)) {
    changed = undefined;
  }
  return party;
}

const cases = { ...graphqlCases, ...routeCases };
const missingId = ({ of }: IdCase) => (of === 'questionnaire' ? 2_000_000_000 : randomUUID());
const unchanging = { leaveOut: ['last_used_at'] };

/** Calls with an id that the caller must not see, and expects the answer that an id of nothing gets, and no effect. */
async function expectToSeeNothing(aCase: IdCase, who: Party, id: string | number) {
  const before = await dumpDatabase(gateway, unchanging);
  const answer = await aCase.call(who, id, who.things);
  expect(answer).toEqual(await aCase.call(who, missingId(aCase), who.things));
  expect(JSON.stringify(answer)).not.toContain(`"${id}"`);
  expect(await dumpDatabase(gateway, unchanging)).toEqual(before);
}

/** The paths of what is invalid about an input, which a mutation returns and a query reports. */
function invalidPathsOf({ body }: Answer): string[] {
  const { data, errors } = body as { data: Record<string, any> | null; errors?: any[] };
  const [result] = Object.values(data ?? {});
  const fields = errors ? errors[0].extensions.fields : result?.fields;
  return fields.map(({ path }: { path: string }) => path.replace(/\[\d+\]/g, ''));
}

describe('every place that takes an id', () => {
  it('every place that takes an id has a case in the lists of this test', () => {
    expect(Object.keys(graphqlCases).sort()).toEqual(idArguments(schema).sort());
    expect(Object.keys(routeCases).sort()).toEqual(routes.flatMap((route) => routeIds(schema, route)).sort());
  });

  for (const [name, aCase] of Object.entries(cases)) {
    it(`${name} answers another tenant's id like one that exists nowhere, and changes nothing`, async () => {
      const foreignId = stranger.things[aCase.of];
      await expectToSeeNothing(aCase, caller, foreignId);
      if (typeof foreignId === 'string') {
        await expectToSeeNothing(aCase, caller, foreignId.toUpperCase());
      }
    });
  }

  for (const [name, aCase] of Object.entries(cases).filter(([, { of }]) => !sharedByModes.has(of))) {
    it(`${name} keeps live and test apart, in both directions`, async () => {
      await expectToSeeNothing(aCase, rehearsal, caller.things[aCase.of]);
      await expectToSeeNothing(aCase, caller, rehearsal.things[aCase.of]);
    });
  }

  for (const [name, aCase] of Object.entries(routeCases).filter(([place]) => place.endsWith('}'))) {
    it(`${name} answers what cannot be an id like one that exists nowhere`, async () => {
      const missing = await aCase.call(caller, missingId(aCase), caller.things);
      expect(missing).toMatchObject({ status: 404, body: { code: 'not_found' } });
      for (const text of ['nonsense', '0', "'%20OR%201=1--", '%00', `${randomUUID()}0`]) {
        expect(await aCase.call(caller, text, caller.things)).toEqual(missing);
      }
    });
  }

  for (const [name, aCase] of Object.entries(graphqlCases).filter(([, { isOperators }]) => !isOperators)) {
    const [, place = ''] = /\((.*)\)/.exec(name) ?? [];
    const isLookedUp = /^ids?$/.test(place);
    it(`${name} ${isLookedUp ? 'finds nothing by' : 'rejects'} what cannot be an id`, async () => {
      for (const text of ['nonsense', `${randomUUID()}0`]) {
        const answer = await aCase.call(caller, text, caller.things);
        if (isLookedUp) {
          expect(answer).toEqual(await aCase.call(caller, missingId(aCase), caller.things));
        } else {
          expect(invalidPathsOf(answer)).toEqual([place.replace('input.', '')]);
        }
      }
    });
  }

  for (const [name, aCase] of Object.entries(cases).filter(([, { isOperators }]) => !isOperators)) {
    it(`${name} answers the caller's own id differently, so that the cases above prove something`, async () => {
      const { things, ...owner } = /^(?:Query|GET)/.test(name) ? caller : await partyToChange(name);
      const missing = await aCase.call(owner, missingId(aCase), things);
      expect(await aCase.call(owner, things[aCase.of], things)).not.toEqual(missing);
    });
  }
});

describe('every list', () => {
  const operators = ['tenants', 'jobs'];
  const connections = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(({ type }) =>
    getNamedType(type).name.endsWith('Connection'),
  );

  for (const { name } of connections.filter((field) => !operators.includes(field.name))) {
    it(`${name} shows and counts the caller's own only`, async () => {
      const list = async (who: Caller) => {
        const { data } = await who.graphql(`{ ${name} { totalCount nodes { id } edges { node { id } } } }`);
        const ids = data[name].nodes.map((node: { id: string }) => node.id);
        expect(data[name].edges.map(({ node }: { node: { id: string } }) => node.id)).toEqual(ids);
        expect(data[name].totalCount).toBe(ids.length);
        expect(ids).not.toEqual([]);
        return ids;
      };
      const [own, rehearsed, foreign] = [await list(caller), await list(rehearsal), await list(stranger)];
      expect(own.filter((id: string) => foreign.includes(id))).toEqual([]);
      if (name === 'questionnaires') {
        expect(rehearsed).toEqual(own);
      } else if (name === 'apiKeys') {
        // A live key made the test keys and can revoke them; a test key does not see the live ones.
        expect(rehearsed).toEqual([rehearsal.things.apiKey]);
      } else {
        expect(own.filter((id: string) => rehearsed.includes(id))).toEqual([]);
      }
    });
  }

  for (const name of operators) {
    it(`${name} is the operator’s alone`, async () => {
      expect(await caller.graphql(`{ ${name} { totalCount } }`)).toMatchObject({
        data: null,
        errors: [{ extensions: { code: 'FORBIDDEN' } }],
      });
    });
  }

  for (const { path } of routes.filter(
    (route) => !route.path.includes('{') && compileRoute(schema, route).page !== undefined,
  )) {
    it(`GET ${path} shows and counts the caller's own only`, async () => {
      const list = async (who: Caller) => {
        const { body } = await who.rest('GET', path);
        expect(body.count).toBe(body.results.length);
        expect(body.count).toBeGreaterThan(0);
        return body.results.map((item: { id: string }) => item.id);
      };
      const [own, foreign] = [await list(caller), await list(stranger)];
      expect(own.filter((id: string) => foreign.includes(id))).toEqual([]);
    });
  }

  it('a search in the list of entities finds only the caller’s own', async () => {
    for (const { things, ...who } of [caller, rehearsal, stranger]) {
      const { body } = await who.rest('GET', '/entities/?search=zephyrine');
      expect(body.count).toBe(2);
      expect(body.results.map((item: { id: string }) => item.id).sort()).toEqual(
        [things.company, things.individual].sort(),
      );
    }
  });

  it('every list rejects or stands still at a cursor of another tenant, and gives nothing of it', async () => {
    const { data } = await stranger.graphql('{ entities { edges { cursor } } }');
    const cursor = data.entities.edges[0].cursor;
    const answer = await caller.graphql(
      'query ($after: String) { entities(after: $after) { nodes { id } } }',
      {
        after: cursor,
      },
    );
    const shown: { id: string }[] = answer.data.entities.nodes;
    const own = [caller.things.company, caller.things.individual];
    expect(shown.every(({ id }) => own.includes(id))).toBe(true);
  });
});

describe('a test key', () => {
  it('a test key answers a live key’s id like one that exists nowhere, and cannot revoke it', async () => {
    const revoke = cases['Mutation.revokeApiKey(input.id)'] as IdCase;
    await expectToSeeNothing(revoke, rehearsal, caller.things.apiKey);
    expect((await caller.rest('GET', '/credits/')).status).toBe(200);
  });
});

describe('what is counted or remembered', () => {
  it('a questionnaire’s responses are counted within one mode', async () => {
    for (const { things, ...who } of [caller, rehearsal]) {
      const { body } = await who.rest('GET', `/questionnaires/${things.questionnaire}/`);
      expect(body.response_count).toBe(2);
    }
  });

  it('idempotency keys of different tenants and modes are kept apart', async () => {
    const answers = [];
    for (const who of [caller, rehearsal, stranger]) {
      answers.push(
        await who.rest(
          'POST',
          '/entities/',
          { legal_name: 'Same Key Ltd' },
          { headers: { 'idempotency-key': 'same' } },
        ),
      );
    }
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(3);
    expect(answers.map(({ headers }) => headers['idempotent-replayed'])).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('each caller sees its own tenant, key and credits', async () => {
    const ask = (who: Caller) =>
      who.graphql('{ viewer { tenant { id credits { used } } apiKey { id mode } } }');
    for (const [who, mode] of [
      [caller, 'LIVE'],
      [rehearsal, 'TEST'],
      [stranger, 'LIVE'],
    ] as const) {
      const { data } = await ask(who);
      expect(data.viewer).toMatchObject({
        tenant: { id: who.things.tenant },
        apiKey: { id: who.things.apiKey, mode },
      });
    }
  });
});
