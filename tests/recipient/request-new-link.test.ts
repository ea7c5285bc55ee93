import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { newestLink } from '../support/recipient.ts';
import { sendWorkflow } from '../support/sessions.ts';
import { createWorld, type World } from '../support/world.ts';

let now = new Date('2026-03-01T09:00:00Z');
const waitHours = (hours: number) => {
  now = new Date(now.getTime() + hours * 3_600_000);
};

let gateway: TestGateway;
let world: World;
let id: string;
let url: string;
beforeAll(async () => {
  gateway = await shareTestGateway({ clock: () => now });
});
afterAll(() => gateway.drop());
beforeEach(async () => {
  world = await createWorld(gateway, { credits: 3 });
  ({ workflowSessionId: id } = await sendWorkflow(world, { expiryHours: 1 }));
  url = await newestLink(world);
});

const open = async (language = 'en') => gateway.app.inject({ url: `${url}?lang=${language}` });
const request = (accept = 'text/html') =>
  gateway.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept },
    payload: 'action=request-link',
  });
async function requests() {
  const { body } = await world.tenant.rest('GET', `/workflows/${id}/events/?page_size=100`);
  return body.results.filter(({ type }: { type: string }) => type === 'onboarding.link_requested');
}
const mailCount = async () => (await world.tenant.rest('GET', '/captured-mails/')).body.count;

describe('the page of an expired link', () => {
  it('requests a new link without a script: the team is notified, the page says so and nothing is sent', async () => {
    waitHours(2);
    const before = await open();
    expect(before.statusCode).toBe(410);
    expect(before.body).toContain('<button name="action" value="request-link">Request a new link</button>');
    const mails = await mailCount();
    const { statusCode, headers } = await request();
    expect({ statusCode, location: headers.location }).toEqual({ statusCode: 303, location: url });
    const after = await open();
    expect(after.statusCode).toBe(410);
    expect(after.body).toContain('You have requested a new link');
    expect((await open('de')).body).toContain('Sie haben einen neuen Link angefordert');
    expect(after.body).not.toContain('request-link');
    expect(await requests()).toMatchObject([{ actor: { kind: 'recipient' }, details: {} }]);
    expect(await mailCount()).toBe(mails);
    const { data } = await world.tenant.graphql(
      `query ($id: ID!) { workflowSession(id: $id) { status linkRequestedAt
        entity { workflowSessions(first: 1) { nodes { linkRequestedAt } } } } }`,
      { id },
    );
    const linkRequestedAt = '2026-03-01T11:00:00.000Z';
    expect(data.workflowSession).toEqual({
      status: 'EXPIRED',
      linkRequestedAt,
      entity: { workflowSessions: { nodes: [{ linkRequestedAt }] } },
    });
  });

  it('notifies the team at most once a day, however often and concurrently the form is sent', async () => {
    waitHours(2);
    await Promise.all([request(), request(), request()]);
    await request();
    expect(await requests()).toHaveLength(1);
    waitHours(23);
    await request();
    expect(await requests()).toHaveLength(1);
    waitHours(2);
    expect((await open()).body).toContain('Request a new link');
    await request();
    expect(await requests()).toHaveLength(2);
  });

  it('has the button again when a later link of the session has expired too', async () => {
    waitHours(2);
    await request();
    await world.tenant.rest('POST', `/workflows/${id}/resend/`, { expiry_hours: 1 });
    const replaced = url;
    url = await newestLink(world);
    expect((await open()).statusCode).toBe(200);
    waitHours(2);
    expect((await open()).body).toContain('request-link');
    await request();
    expect(await requests()).toHaveLength(2);
    url = replaced;
    await request();
    expect(await requests()).toHaveLength(2);
  });
});

describe('a new link cannot be requested', () => {
  const rejects = async (status: number) => {
    expect((await open()).body).not.toContain('request-link');
    expect((await request()).statusCode).toBe(status);
    expect(await requests()).toEqual([]);
  };

  it('through a link that is open', () => rejects(303));

  it('through a link that the team has revoked', async () => {
    await world.tenant.rest('POST', `/workflows/${id}/revoke/`, {});
    waitHours(2);
    await rejects(410);
  });

  it('through a link that a later one has replaced', async () => {
    await world.tenant.rest('POST', `/workflows/${id}/resend/`, { expiry_hours: 1 });
    waitHours(2);
    await rejects(410);
  });

  it('through a link that does not exist', async () => {
    url = `/w/${'A'.repeat(43)}`;
    await rejects(404);
  });
});
