import { expect, it } from 'vitest';
import { startTestGateway } from '../support/gateway.ts';
import { createPrefill, saveAnswers } from '../support/responses.ts';
import { sendWorkflow } from '../support/sessions.ts';
import { createWorld } from '../support/world.ts';

it('a send, answers and jobs are the same on a database with other defaults (a server only with TEST_DATABASE_URL)', async () => {
  const gateway = await startTestGateway({
    databaseSettings: {
      DateStyle: 'German',
      TimeZone: 'America/New_York',
      standard_conforming_strings: 'off',
      IntervalStyle: 'sql_standard',
      extra_float_digits: '-10',
    },
  });
  try {
    const world = await createWorld(gateway);
    const { workflowSessionId } = await sendWorkflow(world, { expiryHours: 24 });
    const { body: session } = await world.tenant.rest('GET', `/workflows/${workflowSessionId}/`);
    expect(Date.parse(session.expires_at) - Date.parse(session.created_at)).toBe(86_400_000);
    expect(Math.abs(Date.parse(session.created_at) - Date.now())).toBeLessThan(60_000);
    const responseId = await createPrefill(world);
    await saveAnswers(world, responseId, { name: 'C:\\new – "x"', size: 0.1 });
    const { body: response } = await world.tenant.rest('GET', `/responses/${responseId}/`);
    expect(response.answers.map(({ value }: { value: unknown }) => value)).toEqual([
      'C:\\new – "x"',
      0.1,
      null,
    ]);
    expect(response.updated_at >= response.created_at).toBe(true);
  } finally {
    await gateway.drop();
  }
});
