import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { holdConnections, letRequestsArrive } from '../support/hold-connections.ts';

let gateway: TestGateway;
let tenant: TestTenant;
let url: string;
const log: string[] = [];

beforeAll(async () => {
  gateway = await startTestGateway({ countStatements: true, onLog: (line) => log.push(line) });
  url = await gateway.listen();
  tenant = await gateway.createTenant();
  await tenant.rest('GET', '/credits/');
});
afterAll(() => gateway.drop());

const connections = () =>
  new Promise<number>((resolve) => gateway.app.server.getConnections((_error, count) => resolve(count)));

/** Sends a request over a connection of its own, and closes that once the gateway works on it. */
async function sendAndLeave(path: string, body?: object): Promise<void> {
  const arrived = new Promise<void>((resolve) => gateway.app.server.once('request', () => resolve()));
  const sent = request(`${url}${path}`, {
    method: body ? 'POST' : 'GET',
    agent: false,
    headers: { authorization: `Bearer ${tenant.key}`, 'content-type': 'application/json' },
  });
  sent.on('error', () => {});
  sent.end(body && JSON.stringify(body));
  await arrived;
  await letRequestsArrive();
  sent.destroy();
  await expect.poll(connections).toBe(0);
}

describe('for a client that has closed the connection', () => {
  const reads: Record<string, [string, object?]> = {
    'a query': [
      '/graphql',
      { query: '{ entities { nodes { id documents { totalCount } } } documents { totalCount } }' },
    ],
    'a query in a URL': [`/graphql?query=${encodeURIComponent('{ entities { nodes { id } } }')}`],
    'a list of REST': ['/api/v1/entities/'],
  };
  for (const [name, [path, body]] of Object.entries(reads)) {
    it(`${name} sends no further statement and logs no error`, async () => {
      // What is done for the first time takes longer.
      await gateway.app.inject({
        method: body ? 'POST' : 'GET',
        url: path,
        headers: { authorization: `Bearer ${tenant.key}` },
        ...(body && { payload: body }),
      });
      const release = await holdConnections(gateway, [tenant.id]);
      gateway.takeStatements();
      log.length = 0;
      await sendAndLeave(path, body);
      await release();
      await tenant.rest('GET', '/credits/');
      expect(gateway.takeStatements().filter((sql) => /entities|documents/.test(sql))).toEqual([]);
      expect(log.filter((line) => JSON.parse(line).level >= 50)).toEqual([]);
    });
  }

  it('a mutation finishes what it has started, and begins nothing else', async () => {
    const release = await holdConnections(gateway, [tenant.id]);
    const create = (name: string) => `${name}: createEntity(input: { legalName: "${name}" }) { __typename }`;
    await sendAndLeave('/graphql', { query: `mutation { ${create('First')} ${create('Second')} }` });
    await release();
    const names = async () => {
      const { data } = await tenant.graphql('{ entities { nodes { name } } }');
      return data.entities.nodes.map(({ name }: { name: string }) => name);
    };
    await expect.poll(names).toEqual(['First']);
    // What would have come second has had its time.
    await tenant.rest('GET', '/credits/');
    expect(await names()).toEqual(['First']);
  });
});
