import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { emailLink } from '../../src/text/contact-details.ts';
import { operatorKey, shareTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { newestLink } from '../support/recipient.ts';
import { sendWorkflow } from '../support/sessions.ts';
import { createWorld } from '../support/world.ts';

let gateway: TestGateway;
let tenant: TestTenant;

beforeAll(async () => {
  gateway = await shareTestGateway();
});
beforeEach(async () => {
  tenant = await gateway.createTenant({ name: 'Acme Bank', credits: 100 });
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => gateway.drop());

const fields = 'contactEmail contactPhone privacyUrl replyTo';
const contact = {
  contactEmail: 'kyc@acme.example',
  contactPhone: '+44 (0)20 7946 0958',
  privacyUrl: 'https://acme.example/privacy?a=1&b=2',
  replyTo: 'replies@acme.example',
};
const none = { contactEmail: null, contactPhone: null, privacyUrl: null, replyTo: null };

async function update(input: object, key = tenant.key) {
  const { data } = await gateway.graphql(
    `mutation ($input: UpdateTenantInput!) {
      updateTenant(input: $input) {
        __typename ... on UpdateTenantPayload { tenant { ${fields} } } ... on ValidationError { fields { path messages } }
      }
    }`,
    { input },
    { key },
  );
  return data.updateTenant;
}

describe('a tenant’s contact details', () => {
  it('are returned as they were set, stay when they are absent and are cleared by null', async () => {
    expect((await update(contact)).tenant).toEqual(contact);
    expect((await update({ name: 'Acme' })).tenant).toEqual(contact);
    const { data } = await tenant.graphql(`{ viewer { tenant { ${fields} } } }`);
    expect(data.viewer.tenant).toEqual(contact);
    expect((await update({ tenantId: tenant.id, ...none }, operatorKey)).tenant).toEqual(none);
  });

  it.each([
    ['contactEmail', 'Acme <kyc@acme.example>'],
    ['contactEmail', 'kyc@acme.example\r\nBcc: mallory@evil.example'],
    ['replyTo', 'a@acme.example, b@acme.example'],
    ['replyTo', 'kyc@acme.example\nBcc: mallory@evil.example'],
    ['contactPhone', '020 7946 0958'],
    ['contactPhone', '+44 20 HELLO'],
    ['contactPhone', '+1234567890123456'],
    ['contactPhone', '+44 20'],
    ['privacyUrl', 'http://acme.example/privacy'],
    ['privacyUrl', 'javascript:alert(1)'],
    ['privacyUrl', 'https://user:password@acme.example/'],
    ['privacyUrl', `https://acme.example/${'a'.repeat(2_048)}`],
  ])('with the %s %j are rejected, and the error names the field', async (field, value) => {
    expect(await update({ [field]: value })).toMatchObject({
      __typename: 'ValidationError',
      fields: [{ path: field }],
    });
    const { data } = await tenant.graphql(`{ viewer { tenant { ${fields} } } }`);
    expect(data.viewer.tenant).toEqual(none);
  });
});

describe('the recipients of a tenant with contact details', () => {
  const page = async (url: string, language = 'en') =>
    (await gateway.app.inject({ url: `${url}?lang=${language}` })).body.replaceAll('&#38;', '&');
  const linksOnPages = [
    'href="mailto:kyc@acme.example"',
    'href="tel:+442079460958"',
    'href="https://acme.example/privacy?a&#61;1&b&#61;2"',
  ];

  it('see them on the page of their link, also once it is revoked or expired, and not on an unknown link', async () => {
    const world = await createWorld(gateway, { credits: 3 });
    await update(contact, world.tenant.key);
    const { workflowSessionId } = await sendWorkflow(world);
    const url = await newestLink(world);
    const pages = [await page(url), await page(url, 'de')];
    await gateway.services.allTenants.workflowSession.update({
      where: { id: workflowSessionId },
      data: { status: 'EXPIRED' },
    });
    pages.push(await page(url));
    await gateway.services.allTenants.workflowSession.update({
      where: { id: workflowSessionId },
      data: { status: 'REVOKED' },
    });
    pages.push(await page(url));
    for (const html of pages) {
      for (const link of linksOnPages) {
        expect(html).toContain(link);
      }
    }
    expect(await page(`/w/${'A'.repeat(43)}`)).not.toContain('acme.example');
  });

  it('find them in emails and previews, and replies go to the tenant’s address', async () => {
    const world = await createWorld(gateway, { credits: 3 });
    await update(contact, world.tenant.key);
    const sendMail = vi.spyOn(gateway.services, 'sendMail');
    await sendWorkflow(world);
    expect(sendMail).toHaveBeenLastCalledWith(expect.objectContaining({ replyTo: contact.replyTo }));
    const { body } = await world.tenant.rest('GET', '/captured-mails/?page_size=1');
    const preview = await world.tenant.rest('POST', '/workflows/preview/', {
      entity_id: world.company,
      ddq: { questionnaire_id: world.questionnaire },
      email: 'jane@recipient.example',
    });
    for (const { text, html } of [body.results[0], preview.body.mail]) {
      expect(text).toContain(
        `Questions?\nEmail: ${contact.contactEmail}\nPhone: ${contact.contactPhone}\nPrivacy notice: ${contact.privacyUrl}`,
      );
      expect(text).toMatch(/Replies go to .+\. This email/);
      expect(html).toContain('href="mailto:kyc@acme.example"');
      expect(html).toContain('href="tel:+442079460958"');
    }
    await update(none, world.tenant.key);
    await sendWorkflow(world);
    expect(sendMail).toHaveBeenLastCalledWith(expect.objectContaining({ replyTo: null }));
    const { body: later } = await world.tenant.rest('GET', '/captured-mails/?page_size=1');
    expect(later.results[0].text).toContain('Replies to this address are not read.');
    expect(later.results[0].text).not.toContain('Questions?');
  });
});

it('an address whose characters could add recipients opens an email to that address alone', () => {
  expect(emailLink('a?bcc=b&c%0a@acme.example')).toBe('mailto:a%3Fbcc%3Db%26c%250a@acme.example');
});
