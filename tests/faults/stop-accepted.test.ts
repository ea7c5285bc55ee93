import { expect, it, vi } from 'vitest';
import { startTestGateway } from '../support/gateway.ts';
import { openConnection, readResponse } from '../support/raw-http.ts';

it('a request that has started to arrive when the gateway stops is served, and its connection is closed', async () => {
  const gateway = await startTestGateway();
  const tenant = await gateway.createTenant({ credits: 3 });
  const url = await gateway.listen();
  const connection = await openConnection(url);
  connection.write('GET /api/v1/credits/ HTTP/1.1\r\nHost: localhost\r\n');
  // Once this is answered, the beginning of the other request has been read.
  await fetch(`${url}/health/live`, { headers: { connection: 'close' } });
  const closing = gateway.close();
  const isRefused = () =>
    openConnection(url).then(
      (late) => {
        late.destroy();
        return false;
      },
      () => true,
    );
  await vi.waitUntil(isRefused, { timeout: 10_000 });
  const answer = readResponse(connection);
  connection.write(`Authorization: Bearer ${tenant.key}\r\n\r\n`);

  expect(await answer).toMatchObject({
    status: 200,
    headers: { connection: 'close' },
    body: JSON.stringify({ available: 3, held: 0, used: 0 }),
  });
  await closing;
  await gateway.drop();
});
