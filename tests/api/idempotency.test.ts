import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MailNotAcceptedError } from '../../src/mail/mailer.ts';
import { type Api, apis, callThrough } from '../support/both-apis.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { createPrefill } from '../support/responses.ts';
import { changes, countEverything, createWorld, type World } from '../support/world.ts';

const startOfTime = new Date('2026-03-01T09:00:00.000Z');
const hourMs = 3_600_000;

let now = startOfTime;
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ clock: () => now });
});
afterAll(() => gateway.drop());

let world: World;
beforeEach(async () => {
  now = startOfTime;
  world = await createWorld(gateway);
});

const send = (idempotencyKey: string, more: object = {}) => ({
  mutation: 'sendWorkflow' as const,
  input: {
    entityId: world.company,
    ddq: { questionnaireId: world.questionnaire },
    email: 'recipient@example.com',
    ...more,
  },
  idempotencyKey,
});
const create = (idempotencyKey: string, legalName = 'Acme') => ({
  mutation: 'createEntity' as const,
  input: { legalName },
  idempotencyKey,
});

/** A doorstep for the first request and one for the second. */
const pairs: [Api, Api][] = apis.flatMap((first) => apis.map((second): [Api, Api] => [first, second]));

describe('an idempotency key', () => {
  it.each(pairs)(
    'first used on %s replays the first answer on %s and does nothing else',
    async (first, second) => {
      const firstAnswer = await callThrough(first, world, send('one'));
      const before = await countEverything(world);
      const secondAnswer = await callThrough(second, world, send('one'));

      expect(firstAnswer).toMatchObject({ code: 'OK', status: 201, isReplayed: false });
      expect(secondAnswer).toEqual({ ...firstAnswer, isReplayed: true });
      expect(changes(before, await countEverything(world))).toEqual({});
    },
  );

  it.each(pairs)('first used on %s for one body rejects another on %s', async (first, second) => {
    await callThrough(first, world, send('one'));
    const before = await countEverything(world);

    const answer = await callThrough(second, world, send('one', { expiryHours: 2 }));

    expect(answer).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', status: 422, isReplayed: false });
    expect(changes(before, await countEverything(world))).toEqual({});
  });

  it.each(pairs)('first used on %s for one operation rejects another on %s', async (first, second) => {
    await callThrough(first, world, send('one'));

    const answer = await callThrough(second, world, create('one'));

    expect(answer).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', status: 422 });
  });

  it.each(pairs)(
    'first used on %s to send one response rejects another response on %s',
    async (first, second) => {
      const responseIds = [
        await createPrefill(world, { email: 'a@example.com' }),
        await createPrefill(world, { email: 'a@example.com' }),
      ];
      const calls = responseIds.map((responseId) => ({
        mutation: 'sendPrefillResponse' as const,
        input: { responseId },
        idempotencyKey: 'one',
      }));

      const sent = await callThrough(first, world, calls[0]!);
      const replayed = await callThrough(second, world, calls[0]!);
      const refused = await callThrough(second, world, calls[1]!);

      expect(sent).toMatchObject({ code: 'OK', status: 200 });
      expect(replayed).toEqual({ ...sent, isReplayed: true });
      expect(refused.code).toBe('IDEMPOTENCY_KEY_REUSED');
    },
  );

  it.each(pairs)(
    'first used on %s replays the answer of a prefill and of a new entity on %s',
    async (first, second) => {
      const prefill = send('one', { ddq: { questionnaireId: world.questionnaire, prefill: true } });
      for (const call of [prefill, create('two')]) {
        const answer = await callThrough(first, world, call);
        const before = await countEverything(world);
        expect(await callThrough(second, world, call)).toEqual({ ...answer, isReplayed: true });
        expect(changes(before, await countEverything(world))).toEqual({});
      }
    },
  );

  it.each(apis)('replays on %s whatever the order of the body’s fields', async (api) => {
    const { input, ...call } = send('one');
    await callThrough(api, world, { ...call, input });

    const reordered = Object.fromEntries(Object.entries(input).reverse());

    expect(await callThrough(api, world, { ...call, input: reordered })).toMatchObject({ isReplayed: true });
  });

  it.each(apis)(
    'an idempotency key may be used again on %s after a rejection, because only successes are kept',
    async (api) => {
      const refused = [
        await callThrough(api, world, send('one', { email: 'nobody' })),
        await callThrough(api, world, send('one', { ddq: { questionnaireId: 999_999 } })),
      ];
      expect(refused.map(({ code }) => code)).toEqual(['VALIDATION_ERROR', 'NOT_FOUND']);

      const answer = await callThrough(api, world, send('one'));

      expect(answer).toMatchObject({ code: 'OK', isReplayed: false });
    },
  );

  it.each(apis)(
    'an idempotency key may be used again on %s after a lack of credits and after a rejected mail',
    async (api) => {
      const { allTenants } = gateway.services;
      const where = { tenantId: world.tenant.id };
      await allTenants.creditAccount.update({ where, data: { balance: 0 } });
      expect(await callThrough(api, world, send('one'))).toMatchObject({ code: 'INSUFFICIENT_CREDITS' });
      await allTenants.creditAccount.update({ where, data: { balance: 1 } });

      const { sendMail } = gateway.services;
      gateway.services.sendMail = () =>
        Promise.reject(
          new MailNotAcceptedError({
            failure: 'UNREACHABLE',
            stage: 'connection',
            reason: 'the server is not there',
          }),
        );
      const failed = await callThrough(api, world, send('one')).finally(() => {
        gateway.services.sendMail = sendMail;
      });
      expect(failed).toMatchObject({ code: 'EMAIL_DISPATCH_FAILED', status: 500 });

      expect(await callThrough(api, world, send('one'))).toMatchObject({ code: 'OK', isReplayed: false });
    },
  );

  it.each(pairs)(
    'an idempotency key of a request in progress on %s is a conflict on %s, and replays afterwards',
    async (first, second) => {
      const { sendMail } = gateway.services;
      const reached = Promise.withResolvers<void>();
      const mayGo = Promise.withResolvers<void>();
      gateway.services.sendMail = async (mail) => {
        reached.resolve();
        await mayGo.promise;
        return sendMail(mail);
      };
      const underWay = callThrough(first, world, send('one'));
      await reached.promise;
      const refused = await callThrough(second, world, send('one'));
      mayGo.resolve();
      const answer = await underWay;
      gateway.services.sendMail = sendMail;

      expect(refused).toMatchObject({ code: 'CONFLICT', status: 409 });
      expect(answer).toMatchObject({ code: 'OK' });
      expect(await callThrough(second, world, send('one'))).toEqual({ ...answer, isReplayed: true });
    },
  );

  it.each(apis)(
    'an idempotency key is remembered on %s for 24 hours and forgotten after them',
    async (api) => {
      const first = await callThrough(api, world, send('one'));
      now = new Date(startOfTime.getTime() + 24 * hourMs - 1000);
      expect(await callThrough(api, world, send('one'))).toEqual({ ...first, isReplayed: true });

      now = new Date(startOfTime.getTime() + 24 * hourMs + 1000);
      const later = await callThrough(api, world, send('one'));

      expect(later).toMatchObject({ code: 'OK', isReplayed: false });
      expect(later.object.workflow_session_id).not.toBe(first.object.workflow_session_id);
    },
  );

  it.each(apis)('an idempotency key is a name in one tenant and one mode only on %s', async (api) => {
    const other = await createWorld(gateway);
    const testKey = await world.tenant.createKey({ mode: 'TEST' });

    const answers = [
      await callThrough(api, world, create('one')),
      await callThrough(api, world, { ...create('one', 'Another'), key: testKey }),
      await callThrough(api, other, create('one', 'A third')),
    ];

    expect(answers).toMatchObject(Array(3).fill({ code: 'OK', isReplayed: false }));
  });

  it.each(apis)(
    'an idempotency key is rejected on %s when it is empty, too long or has spaces',
    async (api) => {
      for (const key of ['', 'two words', 'k'.repeat(256)]) {
        const answer = await callThrough(api, world, create(key));
        expect(answer, JSON.stringify(key)).toMatchObject({ code: 'VALIDATION_ERROR', status: 400 });
        expect(Object.keys(answer.fields)).toHaveLength(1);
      }
      expect(await callThrough(api, world, create('k'.repeat(255)))).toMatchObject({ code: 'OK' });
    },
  );

  it('an idempotency key is taken for a questionnaire too', async () => {
    const input = {
      name: 'Once',
      type: 'RFI',
      sections: [{ title: 'Only', questions: [{ key: 'a', text: 'A?', type: 'TEXT' }] }],
      idempotencyKey: 'one',
    };
    const mutation = `mutation ($input: CreateQuestionnaireInput!) {
      createQuestionnaire(input: $input) { ... on CreateQuestionnairePayload { questionnaire { id name currentVersion { questionCount } } } ... on Error { code } }
    }`;
    const first = await world.tenant.graphql(mutation, { input });
    const second = await world.tenant.graphql(mutation, { input });
    const other = await world.tenant.graphql(mutation, { input: { ...input, name: 'Twice' } });

    expect(first.data.createQuestionnaire).toMatchObject({
      questionnaire: { id: expect.stringMatching(/^\d+$/), name: 'Once' },
    });
    expect(second.data).toEqual(first.data);
    expect(other.data.createQuestionnaire).toEqual({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });
});

describe('two sends of one response at the same time', () => {
  it.each(pairs)('first on %s, then on %s: one sends and the other is told', async (first, second) => {
    const responseId = await createPrefill(world, { email: 'a@example.com' });
    const call = { mutation: 'sendPrefillResponse' as const, input: { responseId } };

    const answers = await Promise.all([callThrough(first, world, call), callThrough(second, world, call)]);

    const [sent, ...others] = answers.sort((one, other) => one.status - other.status);
    expect(sent).toMatchObject({ code: 'OK' });
    expect(['CONFLICT', 'INVALID_REQUEST']).toContain(others[0]?.code);
    const { body: credits } = await world.tenant.rest('GET', '/credits/');
    expect(credits).toEqual({ available: 4, held: 0, used: 1 });
    const { body: mails } = await world.tenant.rest('GET', '/captured-mails/');
    expect(mails.count).toBe(1);
  });
});
