import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { newestLink } from '../support/recipient.ts';
import { createPrefill } from '../support/responses.ts';
import { createWorld, type World } from '../support/world.ts';

let gateway: TestGateway;
let world: World;
beforeAll(async () => {
  gateway = await startTestGateway({ clock: () => new Date('2026-03-01T09:00:00Z') });
});
beforeAll(async () => {
  world = await createWorld(gateway);
});
afterAll(() => gateway.drop());

const body = ({ company, questionnaire }: World) => ({
  entity_id: company,
  ddq: { questionnaire_id: questionnaire },
  email: 'recipient@example.com',
  expiry_hours: 24,
});

describe('POST /workflows/preview/', () => {
  it('a preview over REST has every key of the contract, and the email as it is sent then but for its link', async () => {
    const { tenant } = world;
    const preview = await tenant.rest('POST', '/workflows/preview/', body(world));
    expect(preview.status).toBe(200);
    expect(preview.body).toEqual({
      entity_name: 'Acme Trading Ltd',
      response_name: 'Acme Trading Ltd – Company basics',
      steps: ['ddq'],
      expires_at: '2026-03-02T09:00:00Z',
      cost: 1,
      credits: (await tenant.rest('GET', '/credits/')).body,
      mail: {
        to: 'recipient@example.com',
        subject: expect.any(String),
        text: expect.any(String),
        html: expect.stringContaining('<html'),
      },
    });

    await tenant.rest('POST', '/workflows/send/', body(world));
    const [sent] = (await tenant.rest('GET', '/captured-mails/')).body.results;
    const link = await newestLink(world);
    const { subject, text, html } = preview.body.mail;
    const withoutLink = (mailText: string) => mailText.replaceAll(link, '/w/preview');
    expect({ subject, text, html }).toEqual({
      subject: sent.subject,
      text: withoutLink(sent.text),
      html: withoutLink(sent.html),
    });
    expect(text).not.toBe(sent.text);
  });

  it('the placeholder of a preview’s email is a link to nothing', async () => {
    const { body: preview } = await world.tenant.rest('POST', '/workflows/preview/', body(world));
    const [, path = ''] = /https?:\/\/[^/\s]+(\/w\/\S+)/.exec(preview.mail.text) ?? [];
    expect((await gateway.app.inject(path)).statusCode).toBe(404);
  });

  it('a preview of a prefill costs nothing, and has neither an email nor a deadline', async () => {
    const { email: _email, ...rest } = body(world);
    const { body: preview } = await world.tenant.rest('POST', '/workflows/preview/', {
      ...rest,
      ddq: { ...rest.ddq, prefill: true, response_name: 'Annual review' },
    });
    expect(preview).toMatchObject({
      response_name: 'Annual review',
      steps: ['ddq'],
      expires_at: null,
      cost: 0,
      mail: null,
    });
  });

  it('a preview with a test key costs nothing and shows the email', async () => {
    const key = await world.tenant.createKey({ mode: 'TEST' });
    const { body: preview } = await world.tenant.rest(
      'POST',
      '/workflows/preview/',
      {
        entity: { entity_type: 'individual', first_name: 'Grace', last_name: 'Hopper' },
        verification: { checks: { document: true } },
        email: 'grace@example.com',
      },
      { key },
    );
    expect(preview).toMatchObject({
      entity_name: 'Grace Hopper',
      response_name: null,
      steps: ['verification'],
      cost: 0,
      mail: { to: 'grace@example.com' },
    });
  });

  it('a preview ignores an idempotency key: a malformed one, and one that a send has used for something else', async () => {
    const { tenant } = world;
    const headers = { 'idempotency-key': 'of-a-send' };
    expect((await tenant.rest('POST', '/workflows/send/', body(world), { headers })).status).toBe(201);
    const other = { ...body(world), email: 'someone.else@example.com' };
    const preview = await tenant.rest('POST', '/workflows/preview/', other, { headers });
    expect([preview.status, preview.headers['idempotent-replayed']]).toEqual([200, undefined]);
    const again = await tenant.rest('POST', '/workflows/send/', body(world), { headers });
    expect(again.headers['idempotent-replayed']).toBe('true');

    const malformed = { 'idempotency-key': 'x'.repeat(300) };
    expect((await tenant.rest('POST', '/workflows/preview/', other, { headers: malformed })).status).toBe(
      200,
    );
  });

  it.each([
    [['SEND'], false, 200],
    [['WRITE'], false, 403],
    [['SEND'], true, 403],
    [['WRITE'], true, 200],
    [['READ'], true, 403],
  ])(
    'a preview with the scopes %s (prefill: %s) gets the status %i, as a send does',
    async (scopes, prefill, status) => {
      const key = await world.tenant.createKey({ scopes: ['READ', ...scopes] });
      const sent = { ...body(world), ddq: { questionnaire_id: world.questionnaire, prefill } };
      const preview = await world.tenant.rest('POST', '/workflows/preview/', sent, { key });
      expect(preview.status).toBe(status);
    },
  );

  it('previews at the same time do not take each other’s last credit', async () => {
    const poor = await createWorld(gateway, { credits: 1 });
    const previews = await Promise.all(
      Array.from({ length: 6 }, () => poor.tenant.rest('POST', '/workflows/preview/', body(poor))),
    );
    expect(previews.map(({ status }) => status)).toEqual(Array(6).fill(200));
    expect((await poor.tenant.rest('GET', '/credits/')).body).toEqual({ available: 1, held: 0, used: 0 });
  });
});

describe('POST /responses/{id}/preview/', () => {
  it('a preview of a prefilled response shows its own address, deadline and language', async () => {
    const responseId = await createPrefill(world, { email: 'planned@example.com', expiryHours: 3 });
    const { status, body: preview } = await world.tenant.rest('POST', `/responses/${responseId}/preview/`);
    expect(status).toBe(200);
    expect(preview).toMatchObject({
      expires_at: '2026-03-01T12:00:00Z',
      cost: 1,
      mail: { to: 'planned@example.com' },
    });
    const { body: german } = await world.tenant.rest('POST', `/responses/${responseId}/preview/`, {
      language: 'de',
      email: 'other@example.com',
    });
    expect(german.mail).toMatchObject({
      to: 'other@example.com',
      html: expect.stringContaining('lang="de"'),
    });
    const { body: response } = await world.tenant.rest('GET', `/responses/${responseId}/`);
    expect(response.status).toBe('PREFILL');
  });

  it('a preview of a response that was sent fails as the send does', async () => {
    const responseId = await createPrefill(world, { email: 'planned@example.com' });
    expect((await world.tenant.rest('POST', `/responses/${responseId}/send/`)).status).toBe(200);
    const preview = await world.tenant.rest('POST', `/responses/${responseId}/preview/`);
    expect(preview).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', details: { current_status: 'DRAFT' } },
    });
  });
});
