import { beforeEach, expect } from 'vitest';
import { it } from './shared-gateway.ts';
import { type Connection, furnishGateway, type LiveGateway, watchConsole } from './support.ts';

/** A client that keeps what it has read in a cache in which each object with an id is kept once. */
export interface CachingClient {
  /** Reads by network what the cache does not have. */
  read: (query: string, variables: object) => Promise<unknown>;
  /** Reads from the cache alone. */
  readCache: (query: string, variables: object) => Promise<any>;
  /** Mounts a component, which is shown anew whenever the cache changes what it selects. */
  mount: (query: string, variables: object, show: (shown: Shown) => void) => void;
}

export interface Shown {
  data: unknown;
  /** Whether it is everything that the component selects. */
  complete: boolean;
}

/** A response with the version that it answers, as a page of one response shows it. */
const responseQuery = /* GraphQL */ `
  query Response($id: ID!) {
    response(id: $id) {
      id
      name
      questionnaire { id currentVersion { id number } }
      questionnaireVersion {
        id
        number
        name
        questionnaire { id }
        sections { id title questions { id key text visibleWhen { key equals } } }
      }
      answers { id question { id key text } value }
    }
  }
`;

/** What two components of one page select, each the fields of `answers` that it shows. */
const valuesQuery = /* GraphQL */ `
  query Values($id: ID!) {
    response(id: $id) { id answers { id question { id key } value } }
  }
`;
const sourcesQuery = /* GraphQL */ `
  query Sources($id: ID!) {
    response(id: $id) { id answers { id question { id text } source { engine quote page } } }
  }
`;

/** What the page of both components selects. */
const pageQuery = /* GraphQL */ `
  query Page($id: ID!) {
    response(id: $id) { id ...Values ...Sources }
  }
  fragment Values on Response { answers { id question { id key } value } }
  fragment Sources on Response { answers { id question { id text } source { engine quote page } } }
`;

/** A request that is made after all that a client already wants to send. */
const lastQuery = /* GraphQL */ `
  query Last { viewer { tenant { id } } }
`;

/** Tests a client against a live gateway. */
export function testCachingClient(create: (url: string, connection: Connection) => CachingClient): void {
  let live: LiveGateway;
  let connection: Connection;
  let client: CachingClient;
  let written: unknown[];

  it.beforeAll(async ({ gateway }) => {
    live = await furnishGateway(gateway);
  });
  beforeEach(() => {
    written = watchConsole();
    connection = live.connect();
    client = create(live.url, connection);
  });

  it('responses to two versions of one questionnaire stay apart in the cache', async () => {
    const ids = [live.firstResponse, live.secondResponse, live.thirdResponse];
    for (const id of ids) await client.read(responseQuery, { id });
    const cached = await Promise.all(ids.map((id) => client.readCache(responseQuery, { id })));

    expect(cached.map(({ response }) => response.questionnaireVersion.number)).toEqual([1, 2, 2]);
    for (const [index, id] of ids.entries()) {
      expect(cached[index]).toMatchObject(await live.ask(responseQuery, { id }));
    }
    expect(written).toEqual([]);
  });

  it('two components that select different fields of answers make one request each', async () => {
    const page = mountComponents();
    await expect.poll(() => page.map(({ complete }) => complete)).toEqual([true, true]);
    await client.read(lastQuery, {});

    expect(connection.sent).toEqual(['Values', 'Sources', 'Last']);
    await expectWhole(page);
  });

  it('two components that select different fields of answers share the one request of their page', async () => {
    await client.read(pageQuery, { id: live.firstResponse });
    const page = mountComponents();
    await client.read(lastQuery, {});

    expect(connection.sent).toEqual(['Page', 'Last']);
    await expectWhole(page);
  });

  const mountComponents = (): Shown[] =>
    [valuesQuery, sourcesQuery].map((query) => {
      const shown: Shown = { data: undefined, complete: false };
      client.mount(query, { id: live.firstResponse }, (next) => Object.assign(shown, next));
      return shown;
    });

  async function expectWhole([values, sources]: Shown[]): Promise<void> {
    const variables = { id: live.firstResponse };
    expect(values?.data).toMatchObject(await live.ask(valuesQuery, variables));
    expect(sources?.data).toMatchObject(await live.ask(sourcesQuery, variables));
    expect(written).toEqual([]);
  }
}
