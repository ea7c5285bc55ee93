import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LinkClosedError } from '../../src/domain/recipients/recipient.ts';
import { ProviderUnavailableError } from '../../src/domain/verification/provider.ts';
import { type ComplyCubeTestServer, startComplyCubeServer } from '../support/complycube-server.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { startHostedVerification, submitVerification } from '../support/recipients.ts';
import { createWorld, type World } from '../support/world.ts';
import {
  allChecks,
  consented,
  giveEvidence,
  readEvents,
  readSession,
  readVerification,
  type SentVerification,
  sendVerification,
} from './support.ts';

let complyCube: ComplyCubeTestServer;
let gateway: TestGateway;
let world: World;
const log: string[] = [];
beforeAll(async () => {
  complyCube = await startComplyCubeServer();
  gateway = await startTestGateway({
    onLog: (line) => log.push(line),
    environment: {
      COMPLYCUBE_API_KEY: complyCube.apiKey,
      COMPLYCUBE_WEBHOOK_SECRET: 'webhook-secret',
      COMPLYCUBE_API_URL: complyCube.url,
      PUBLIC_URL: 'https://kyc.example',
    },
  });
  world = await createWorld(gateway, { credits: 100 });
});
afterAll(async () => {
  await gateway.drop();
  await complyCube.close();
});
let requestsBefore = 0;
beforeEach(() => {
  requestsBefore = complyCube.requests.length;
});
afterEach(() => {
  complyCube.behaviour = 'answer';
  complyCube.exceptions.clear();
});

const newRequests = () => complyCube.requests.slice(requestsBefore);
const paths = () => newRequests().map(({ method, path }) => `${method} ${path}`);
const start = ({ recipient }: SentVerification) => startHostedVerification(recipient, { language: 'en' });

describe('a verification that ComplyCube carries out', () => {
  it('a verification that ComplyCube carries out sends the recipient to a page for exactly the checks that were requested', async () => {
    const sent = await consented(await sendVerification(world, { checks: allChecks }));
    const { url } = await start(sent);
    expect(url).toMatch(/^https:\/\/flow\.complycube\.example\//);
    const [client, session] = newRequests();
    expect(client?.body).toEqual({
      type: 'person',
      email: 'ada@example.com',
      personDetails: { firstName: 'Ada', lastName: 'Lovelace' },
      externalId: sent.verificationSessionId,
    });
    const { providerClientId, status, provider } = await readVerification(sent);
    expect({ status, provider }).toEqual({ status: 'ACCESSED', provider: 'COMPLYCUBE' });
    expect(session?.body).toMatchObject({
      clientId: providerClientId,
      checkTypes: ['document_check', 'identity_check', 'enhanced_identity_check', 'proof_of_address_check'],
    });
    expect(JSON.stringify(newRequests())).not.toContain(sent.token);
    expect(session?.body).toMatchObject({
      successUrl: 'https://kyc.example/verification/done',
      cancelUrl: 'https://kyc.example/verification/cancelled',
    });
  });

  it('a verification that ComplyCube carries out makes the person known once, however often they start', async () => {
    const sent = await consented(await sendVerification(world));
    const first = await start(sent);
    const second = await start(sent);
    expect(second.url).not.toBe(first.url);
    expect(paths()).toEqual(['POST /v1/clients/', 'POST /v1/flow/sessions/', 'POST /v1/flow/sessions/']);
  });

  it('a verification that ComplyCube carries out takes two clicks at the same time for one', async () => {
    const sent = await consented(await sendVerification(world));
    const [first, second] = await Promise.all([start(sent), start(sent)]);
    expect(second).toEqual(first);
    expect(paths()).toEqual(['POST /v1/clients/', 'POST /v1/flow/sessions/']);
  });

  it('a verification that ComplyCube carries out keeps one person where two replicas made two, and deletes the other', async () => {
    const sent = await consented(await sendVerification(world));
    const held = complyCube.hold('clients');
    const started = start(sent);
    await held.waitFor(1);
    const { id: other } = await gateway.services.allTenants.verificationSession.update({
      where: { id: sent.verificationSessionId },
      data: { providerClientId: 'made-by-another-replica' },
    });
    held.release();
    // The page is for the kept one, which this server knows nothing of.
    await expect(started).rejects.toThrow('ComplyCube responded with 404');
    expect(other).toBe(sent.verificationSessionId);
    expect((await readVerification(sent)).providerClientId).toBe('made-by-another-replica');
    expect(paths().map((path) => path.replace(/clients\/.+/, 'clients/:id'))).toEqual([
      'POST /v1/clients/',
      'DELETE /v1/clients/:id',
      'POST /v1/flow/sessions/',
    ]);
  });

  it('a verification that ComplyCube carries out asks no one without consent', async () => {
    const sent = await sendVerification(world);
    await expect(start(sent)).rejects.toMatchObject({
      name: 'ConsentMissingError',
    });
    expect(newRequests()).toEqual([]);
  });

  it('a verification that ComplyCube carries out asks no one for a link that was closed', async () => {
    const sent = await consented(await sendVerification(world));
    await world.tenant.rest('POST', `/workflows/${sent.workflowSessionId}/revoke/`);
    await expect(start(sent)).rejects.toThrow(LinkClosedError);
    expect(newRequests()).toEqual([]);
  });

  it('a verification that ComplyCube carries out cannot be handed in on the gateway’s own page', async () => {
    const sent = await consented(await sendVerification(world));
    await giveEvidence(sent, 'DOCUMENT');
    await expect(submitVerification(sent.recipient)).rejects.toThrow(LinkClosedError);
    expect(await readVerification(sent)).toMatchObject({ status: 'ACCESSED' });
  });
});

describe('an API that fails', () => {
  for (const behaviour of [401, 404, 422, 429, 500, 'drop', 'html', 'other-json'] as const) {
    it(`an API that fails leaves everything as it was, and the next start works: ${behaviour}`, async () => {
      const sent = await consented(await sendVerification(world));
      const before = [await readVerification(sent), await readSession(sent), await readEvents(sent)];
      complyCube.behaviour = behaviour;
      await expect(start(sent)).rejects.toThrow(ProviderUnavailableError);
      expect([await readVerification(sent), await readSession(sent), await readEvents(sent)]).toEqual(before);
      complyCube.behaviour = 'answer';
      await start(sent);
    });
  }

  it('an API that fails has the person known already when it opens no page, and they are not made twice', async () => {
    const sent = await consented(await sendVerification(world));
    complyCube.exceptions.set('flow', 503);
    await expect(start(sent)).rejects.toThrow(ProviderUnavailableError);
    complyCube.exceptions.clear();
    await start(sent);
    expect(paths()).toEqual(['POST /v1/clients/', 'POST /v1/flow/sessions/', 'POST /v1/flow/sessions/']);
  });

  it('an API that fails is logged with the reason, and without the person, the link and the key', async () => {
    const sent = await consented(await sendVerification(world));
    log.length = 0;
    complyCube.behaviour = 422;
    await expect(start(sent)).rejects.toThrow(ProviderUnavailableError);
    const written = log.join('\n');
    expect(written).toContain('ComplyCube responded with 422 (unprocessable_request, clientId).');
    expect(written).toContain(sent.verificationSessionId);
    for (const secret of ['Ada', 'Lovelace', 'ada@example.com', sent.token, complyCube.apiKey]) {
      expect(written).not.toContain(secret);
    }
  });
});

describe('a test key', () => {
  it('a test key never sends anyone to ComplyCube: its verifications are manual', async () => {
    const key = await world.tenant.createKey({ mode: 'TEST' });
    const sent = await consented(await sendVerification(world, { key }));
    expect(await readVerification(sent)).toMatchObject({ mode: 'TEST', provider: 'MANUAL' });
    await expect(start(sent)).rejects.toThrow(LinkClosedError);
    await giveEvidence(sent, 'DOCUMENT');
    await submitVerification(sent.recipient);
    expect(await readVerification(sent)).toMatchObject({ status: 'COMPLETED' });
    expect(newRequests()).toEqual([]);
  });
});

describe('the pages that ComplyCube sends people back to', () => {
  for (const outcome of ['done', 'cancelled']) {
    it(`exist in both languages and tell of no one: ${outcome}`, async () => {
      const visit = (language: string) =>
        gateway.app.inject({
          url: `/verification/${outcome}?clientId=5eb04fcd0f3e360008035eb1`,
          headers: { 'accept-language': language },
        });
      const [english, german] = await Promise.all([visit('en'), visit('de')]);
      for (const page of [english, german]) {
        expect(page.statusCode).toBe(200);
        expect(page.headers).toMatchObject({
          'cache-control': 'no-store',
          'referrer-policy': 'no-referrer',
          'content-security-policy': expect.stringContaining("default-src 'none'"),
        });
        expect(page.body).not.toContain('5eb04fcd0f3e360008035eb1');
      }
      expect(english.body).toContain('<html lang="en"');
      expect(german.body).toContain('<html lang="de"');
    });
  }
});

describe('the start through the recipient’s page', () => {
  const post = (token: string, fields: Record<string, string>) =>
    gateway.app.inject({
      method: 'POST',
      url: `/w/${token}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ step: 'VERIFICATION', action: 'start', ...fields }).toString(),
    });

  it('the start through the recipient’s page shows a link to the provider’s page, and keeps the consent that came with the click', async () => {
    const sent = await sendVerification(world);
    const page = await post(sent.token, { consent: 'given' });
    expect(page.statusCode).toBe(200);
    expect(page.body).toMatch(/href="https:\/\/flow\.complycube\.example\/[^"]+"/);
    expect((await readVerification(sent)).consentedAt).not.toBeNull();
  });

  it('the start through the recipient’s page says that it could not be started, and that it can be tried again', async () => {
    const sent = await sendVerification(world);
    complyCube.behaviour = 503;
    const page = await post(sent.token, { consent: 'given' });
    expect(page.body).not.toContain('flow.complycube.example');
    expect(page.body).toContain('role="alert"');
    complyCube.behaviour = 'answer';
    expect((await post(sent.token, { consent: 'given' })).body).toContain('flow.complycube.example');
  });

  it('the start through the recipient’s page asks for consent first', async () => {
    const sent = await sendVerification(world);
    const page = await post(sent.token, {});
    expect(page.statusCode).toBe(422);
    expect(newRequests()).toEqual([]);
  });
});
