import net from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testEngine } from '../support/database.ts';
import { startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';

/*
 * A database server that goes away and comes back, as seen by clients. The embedded database is part of the process and
 * cannot go alone.
 */
const sockets = new Set<net.Socket>();
let proxy: net.Server;
let gateway: TestGateway;
let tenant: TestTenant;
const log: { level: number; msg: string }[] = [];

/** Stands between the gateway and the server, so that the server can be taken away from this gateway alone. */
async function startProxy(target: URL): Promise<net.Server> {
  const server = net.createServer((client) => {
    const upstream = net.connect(Number(target.port || 5432), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
    }
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

beforeAll(async () => {
  if (testEngine === 'pglite') {
    return;
  }
  proxy = await startProxy(new URL(process.env['TEST_DATABASE_URL']!));
  gateway = await startTestGateway({
    throughPort: (proxy.address() as net.AddressInfo).port,
    onLog: (line) => log.push(JSON.parse(line)),
  });
  tenant = await gateway.createTenant();
});

afterAll(async () => {
  await gateway?.drop();
  proxy?.close();
});

it.skipIf(testEngine === 'pglite')(
  'every API says that it is unavailable while the database is gone, and serves again afterwards',
  async () => {
    const port = (proxy.address() as net.AddressInfo).port;
    expect((await tenant.rest('GET', '/entities/')).status).toBe(200);

    proxy.close();
    for (const socket of sockets) {
      socket.destroy();
    }
    const rest = await tenant.rest('GET', '/entities/');
    expect([rest.status, rest.body.code]).toEqual([503, 'unavailable']);
    const graphql = await tenant.graphql('{ entities { totalCount } }');
    expect(graphql.errors?.[0]?.extensions.code).toBe('UNAVAILABLE');
    const strange = await gateway.rest('GET', '/entities/', undefined, {
      key: `kycg_live_${'x'.repeat(43)}`,
    });
    expect([strange.status, strange.body.code]).toEqual([503, 'unavailable']);
    const ready = await gateway.app.inject('/health/ready');
    expect(ready.statusCode).toBe(503);

    await new Promise<void>((resolve) => proxy.listen(port, '127.0.0.1', resolve));
    expect((await tenant.rest('GET', '/entities/')).status).toBe(200);
    expect((await gateway.app.inject('/health/ready')).statusCode).toBe(200);

    // Requests, regular work and queues have all failed, and the operator reads two lines of it.
    const news = () => log.filter(({ level, msg }) => level >= 40 || msg.startsWith('The database'));
    await expect
      .poll(() => news().map(({ msg }) => msg))
      .toEqual([
        'The database cannot be reached. Until it can, requests get 503 and jobs wait.',
        'The database can be reached again.',
      ]);
  },
);
