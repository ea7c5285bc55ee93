import { expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { testEngine } from '../support/database.ts';
import { startTestGateway } from '../support/gateway.ts';

it('the log says what runs and when it has stopped, and leaves out health checks', async () => {
  const log: Record<string, unknown>[] = [];
  const gateway = await startTestGateway({ onLog: (line) => log.push(JSON.parse(line)) });
  await gateway.listen();
  await gateway.app.inject('/health/live');
  await gateway.app.inject('/health/ready');
  await gateway.app.inject('/api/v1/credits/');
  await gateway.drop();

  expect(log.map(({ msg }) => msg)).toEqual([
    expect.stringMatching(/^Server listening at http/),
    'Postern is ready.',
    'request',
    'Postern has stopped.',
  ]);
  expect(log[1]).toMatchObject({
    version: packageJson.version,
    database: testEngine,
    mail: 'captured',
    work: 'requests and jobs',
  });
  expect(log[2]).toMatchObject({ route: '/api/v1/credits/', status: 401 });
});
