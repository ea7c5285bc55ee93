import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { createPrefill } from '../support/responses.ts';
import { createWorld, type World } from '../support/world.ts';

let gateway: TestGateway;
let world: World;
let stranger: World;
/** The ids of entities by their names, and those of a response about each. */
const entities = new Map<string, string>();
const responses = new Map<string, string>();

const names = [
  'Müller & Söhne',
  'Mu\u0308ller',
  '50% off_season',
  '50 offseason',
  'Ångström AB',
  'Ελλάς ΑΕ',
  'Xq',
];

beforeAll(async () => {
  gateway = await shareTestGateway();
  world = await createWorld(gateway);
  stranger = await createWorld(gateway);
  for (const owner of [stranger, world]) {
    for (const name of names) {
      const { status, body } = await owner.tenant.rest('POST', '/entities/', { legal_name: name });
      expect(status, name).toBe(201);
      entities.set(name, body.id);
      responses.set(name, await createPrefill(owner, { entityId: body.id }));
    }
  }
});
afterAll(() => gateway.drop());

/** The ids that a list finds through both APIs, which agree on them and on their number. */
async function found(list: 'entities' | 'responses', search: string): Promise<string[]> {
  const { body } = await world.tenant.rest('GET', `/${list}/?search=${encodeURIComponent(search)}`);
  const { data } = await world.tenant.graphql(
    `query ($search: String) { ${list}(filter: { search: $search }) { totalCount nodes { id } } }`,
    { search },
  );
  const ids = body.results.map(({ id }: { id: string }) => id);
  expect(data[list].nodes.map(({ id }: { id: string }) => id)).toEqual(ids);
  expect([body.count, data[list].totalCount]).toEqual([ids.length, ids.length]);
  return ids;
}

const searches: [string, string[]][] = [
  ['müller', ['Müller & Söhne', 'Mu\u0308ller']],
  ['MU\u0308LLER', ['Müller & Söhne', 'Mu\u0308ller']],
  ['ü', ['Müller & Söhne', 'Mu\u0308ller']],
  ['söhne', ['Müller & Söhne']],
  ['r & s', ['Müller & Söhne']],
  ['50%', ['50% off_season']],
  ['50% off_', ['50% off_season']],
  ['50%season', []],
  ['f_season', ['50% off_season']],
  ['off.season', []],
  ['offseason', ['50 offseason']],
  ['50 ', ['50% off_season', '50 offseason']],
  ['ÅNGSTRÖM', ['Ångström AB']],
  ['ελλ', ['Ελλάς ΑΕ']],
  ['q', ['Xq']],
  ['xq', ['Xq']],
  ['%', ['50% off_season']],
  ['%%%', []],
  ['___', []],
  ['\\\\\\', []],
  // What ends one text and starts another is in none.
  ['xq\nxq', []],
  ['xq\n', ['Xq']],
];

describe('a search through both APIs', () => {
  it.each(searches)(
    'a search for %j through both APIs finds the tenant’s own entities, and the responses about them',
    async (search, expected) => {
      const newestFirst = names.filter((name) => expected.includes(name)).reverse();
      expect(await found('entities', search)).toEqual(newestFirst.map((name) => entities.get(name)));
      expect(await found('responses', search)).toEqual(newestFirst.map((name) => responses.get(name)));
    },
  );
});
