import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createGateway } from '../../src/gateway.ts';
import { readSettings } from '../../src/settings/settings.ts';
import { databaseEnvironment, testEngine } from '../support/database.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { countEverything, createWorld, type World } from '../support/world.ts';
import { callMessage, callTool, rpcHeaders, sendRpc } from './agent.ts';

const startOfTime = new Date('2026-03-01T09:00:00.000Z');
let now = startOfTime;
let gateway: TestGateway;
let world: World;
beforeAll(async () => {
  gateway = await startTestGateway({ clock: () => now });
});
afterAll(() => gateway.drop());
beforeEach(async () => {
  now = startOfTime;
  world = await createWorld(gateway);
});

const passTo = (seconds: number) => {
  now = new Date(startOfTime.getTime() + seconds * 1_000);
};
const sendOf = ({ company, questionnaire }: World, more: object = {}) => ({
  entity_id: company,
  ddq: { questionnaire_id: questionnaire },
  email: 'recipient@example.com',
  ...more,
});
const send = (more: object = {}, key = world.tenant.key) =>
  callTool(gateway, key, 'send_workflow', sendOf(world, more));
const countEmails = async () => (await countEverything(world))['mails'];
const isReplayed = ({ _meta }: { _meta?: Record<string, unknown> }) =>
  _meta?.['postern/idempotent_replayed'] === true;

describe('identical calls without an idempotency key', () => {
  it('a call that is repeated within a minute sends once and returns the first result', async () => {
    const first = await send();
    passTo(60 - 0.001);
    const second = await send();
    expect([isReplayed(first), isReplayed(second)]).toEqual([false, true]);
    expect(second.structuredContent).toEqual(first.structuredContent);
    expect(await countEmails()).toBe(1);
  });

  it('a call that is repeated a minute after the last one sends again', async () => {
    const first = await send();
    passTo(60);
    const second = await send();
    expect(isReplayed(second)).toBe(false);
    expect(second.structuredContent.workflow_session_id).not.toBe(
      first.structuredContent.workflow_session_id,
    );
    expect(await countEmails()).toBe(2);
  });

  it.each([0, 29.9, 30, 59.9, 59.999])(
    'wherever a minute begins, two calls less than a minute apart are one, such as at %s s',
    async (start) => {
      passTo(start);
      await send();
      passTo(start + 59.9);
      expect(isReplayed(await send())).toBe(true);
      expect(await countEmails()).toBe(1);
    },
  );

  it('each repetition counts from the last one, so that two calls within a minute are never two', async () => {
    for (const seconds of [0, 50, 100, 150]) {
      passTo(seconds);
      await send();
    }
    expect(await countEmails()).toBe(1);
    passTo(210);
    await send();
    expect(await countEmails()).toBe(2);
  });

  it('calls at the same time send once', async () => {
    const answers = await Promise.all([send(), send(), send(), send()]);
    expect(await countEmails()).toBe(1);
    for (const { structuredContent } of answers) {
      expect(['sent', undefined]).toContain(structuredContent.status);
      expect(['conflict', undefined]).toContain(structuredContent.code);
    }
    expect(answers.filter(({ isError }) => !isError).length).toBeGreaterThan(0);
  });

  it('calls at the same time, at the moment at which a minute ends, send once more and not twice', async () => {
    await send();
    passTo(60);
    await Promise.all([send(), send(), send(), send()]);
    expect(await countEmails()).toBe(2);
  });

  it('the order of arguments and arguments that are null make no difference', async () => {
    await send({ expiry_hours: null });
    const { email, ...rest } = sendOf(world);
    expect(isReplayed(await callTool(gateway, world.tenant.key, 'send_workflow', { email, ...rest }))).toBe(
      true,
    );
    expect(await countEmails()).toBe(1);
  });

  it('other arguments, another key and another tool are other calls', async () => {
    await send();
    expect(isReplayed(await send({ expiry_hours: 24 }))).toBe(false);
    expect(isReplayed(await send({}, await world.tenant.createKey({})))).toBe(false);
    expect(await countEmails()).toBe(3);
    const hold = { id: world.company, reason: 'Same' };
    await callTool(gateway, world.tenant.key, 'hold_entity', hold);
    expect(isReplayed(await callTool(gateway, world.tenant.key, 'release_entity', hold))).toBe(false);
  });

  it('a call that sets a state is carried out each time, so that there and back again is not lost', async () => {
    const hold = { id: world.company };
    for (const [tool, onHold] of [
      ['hold_entity', true],
      ['release_entity', false],
      ['hold_entity', true],
    ] as const) {
      expect(isReplayed(await callTool(gateway, world.tenant.key, tool, hold))).toBe(false);
      const { body } = await world.tenant.rest('GET', `/entities/${world.company}/`);
      expect(body.on_hold, tool).toBe(onHold);
    }
  });

  it('the same call for another person is another call', async () => {
    const sendFor = (person: string) =>
      sendRpc(gateway, callMessage('send_workflow', sendOf(world)), {
        key: world.tenant.key,
        headers: { 'x-acting-user': person },
      });
    for (const person of ['Ada Byron <ada@team.example>', 'Grace Hopper <grace@team.example>']) {
      expect((await sendFor(person)).body.result.structuredContent.status).toBe('sent');
    }
    await sendFor('Ada Byron <ada@team.example>');
    expect(await countEmails()).toBe(2);
  });

  it('a call that failed can be repeated at once', async () => {
    const { mailDelivery } = { mailDelivery: gateway.services.sendMail };
    gateway.services.sendMail = async () => {
      throw new Error('broken');
    };
    expect((await send()).structuredContent.code).toBe('internal_error');
    gateway.services.sendMail = mailDelivery;
    expect((await send()).structuredContent.status).toBe('sent');
  });

  it('REST calls without a key stay calls of their own', async () => {
    await world.tenant.rest('POST', '/workflows/send/', sendOf(world));
    await world.tenant.rest('POST', '/workflows/send/', sendOf(world));
    expect(await countEmails()).toBe(2);
  });
});

describe('calls with an idempotency key', () => {
  it('the same key and arguments within a day are one call, through REST as well, and other keys are others', async () => {
    const first = await send({ idempotency_key: 'one' });
    passTo(3_600);
    expect(isReplayed(await send({ idempotency_key: 'one' }))).toBe(true);
    const { body, headers } = await world.tenant.rest('POST', '/workflows/send/', sendOf(world), {
      headers: { 'idempotency-key': 'one' },
    });
    expect(headers['idempotent-replayed']).toBe('true');
    expect(body).toEqual(first.structuredContent);
    expect(isReplayed(await send({ idempotency_key: 'two' }))).toBe(false);
    expect(await countEmails()).toBe(2);
  });

  it('a key with other arguments, and a malformed key, are errors', async () => {
    await send({ idempotency_key: 'one' });
    const reused = await send({ idempotency_key: 'one', expiry_hours: 24 });
    expect(reused.structuredContent.code).toBe('idempotency_key_reused');
    const malformed = await send({ idempotency_key: 'with spaces' });
    expect(malformed.structuredContent.errors).toEqual({
      idempotency_key: ['Use 1 to 255 visible ASCII characters without spaces.'],
    });
  });
});

describe.runIf(testEngine === 'postgresql')('two gateways on one server', () => {
  it('identical calls at the same time on two gateways send once, also when a minute ends', async () => {
    const { settings } = gateway;
    const other = await createGateway({
      settings: readSettings({
        RATE_LIMIT_PER_MINUTE: '0',
        LOG_LEVEL: 'silent',
        PORT: '0',
        OPERATOR_KEY: 'operator-key-of-the-tests',
        ...databaseEnvironment(settings),
      }),
      clock: () => now,
    });
    try {
      const sendThrough = ({ app }: Pick<TestGateway, 'app'>) =>
        app.inject({
          method: 'POST',
          url: '/mcp',
          headers: rpcHeaders(world.tenant.key),
          payload: JSON.stringify(callMessage('send_workflow', sendOf(world))),
        });
      for (const [seconds, emails] of [
        [0, 1],
        [59.999, 1],
        [119.999, 2],
      ] as const) {
        passTo(seconds);
        await Promise.all([gateway, other, gateway, other].map(sendThrough));
        expect(await countEmails()).toBe(emails);
      }
    } finally {
      await other.close();
    }
  });
});
