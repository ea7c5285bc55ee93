import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../src/ids.ts';
import { operatorKey, shareTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';

let gateway: TestGateway;
let tenant: TestTenant;

beforeAll(async () => {
  gateway = await shareTestGateway();
});
beforeEach(async () => {
  tenant = await gateway.createTenant({ name: 'Acme Bank' });
});
afterAll(() => gateway.drop());

const problem = '... on Error { code message } ... on ValidationError { fields { path messages } }';
const look = 'id name defaultExpiryHours language accentColour';

async function createTenant(input: object) {
  const { data } = await gateway.graphql(
    `mutation ($input: CreateTenantInput!) {
      createTenant(input: $input) { __typename ... on CreateTenantPayload { tenant { ${look} } } ${problem} }
    }`,
    { input: { name: 'Acme Bank', ...input } },
    { key: operatorKey },
  );
  return data.createTenant;
}

const update = (input: object, key = tenant.key) =>
  gateway.graphql(
    `mutation ($input: UpdateTenantInput!) {
      updateTenant(input: $input) { __typename ... on UpdateTenantPayload { tenant { ${look} credits { available } } } ${problem} }
    }`,
    { input },
    { key },
  );

async function stored() {
  const { data } = await tenant.graphql(`{ viewer { tenant { ${look} } } }`);
  return data.viewer.tenant;
}

const malformed = ['red', '205c4e', '#fff', '#205c4e80', '#20 5c4e', '#205c4g', '#205c4e;color:red', ''];

describe('creating a tenant', () => {
  it('a new tenant keeps its colour as it was given', async () => {
    expect(await createTenant({ accentColour: '#7B2cBF', language: 'DE' })).toMatchObject({
      tenant: { accentColour: '#7B2cBF', language: 'DE' },
    });
  });

  it('a new tenant has the gateway’s own colour unless one is given', async () => {
    expect((await createTenant({})).tenant.accentColour).toBeNull();
    expect((await createTenant({ accentColour: null })).tenant.accentColour).toBeNull();
  });

  it.each(malformed)(
    'a new tenant with the colour %j is rejected, and the error explains how a colour is written',
    async (accentColour) => {
      const before = await gateway.services.allTenants.tenant.count();
      expect(await createTenant({ accentColour })).toMatchObject({
        __typename: 'ValidationError',
        fields: [{ path: 'accentColour', messages: ['Use a colour written as #rrggbb, such as #205c4e.'] }],
      });
      expect(await gateway.services.allTenants.tenant.count()).toBe(before);
    },
  );
});

describe('changing a tenant', () => {
  it('changing a tenant changes what is given, keeps what is absent, and returns the tenant', async () => {
    const { data } = await update({ accentColour: '#7B2CBF', defaultExpiryHours: 24 });
    expect(data.updateTenant).toEqual({
      __typename: 'UpdateTenantPayload',
      tenant: {
        id: tenant.id,
        name: 'Acme Bank',
        defaultExpiryHours: 24,
        language: 'EN',
        accentColour: '#7B2CBF',
        credits: { available: 100 },
      },
    });
    await update({ name: 'Acme & Söhne', language: 'DE' });
    expect(await stored()).toEqual({
      id: tenant.id,
      name: 'Acme & Söhne',
      defaultExpiryHours: 24,
      language: 'DE',
      accentColour: '#7B2CBF',
    });
  });

  it('removes the colour for null, and reads null elsewhere as absent', async () => {
    await update({ accentColour: '#7b2cbf' });
    await update({ accentColour: null, name: null, language: null, defaultExpiryHours: null });
    expect(await stored()).toMatchObject({ name: 'Acme Bank', language: 'EN', accentColour: null });
  });

  it('an invalid change of a tenant reports every error at the same time, and changes nothing', async () => {
    const before = await stored();
    const { data } = await update({
      name: ' ',
      defaultExpiryHours: 169,
      accentColour: 'purple',
    });
    expect(data.updateTenant.fields.map(({ path }: { path: string }) => path).sort()).toEqual([
      'accentColour',
      'defaultExpiryHours',
      'name',
    ]);
    expect(await stored()).toEqual(before);
  });

  it('the operator can change any tenant, but has to name it', async () => {
    const { data } = await update({ tenantId: tenant.id, name: 'By the operator' }, operatorKey);
    expect(data.updateTenant.tenant.name).toBe('By the operator');
    expect((await update({ name: 'Whose?' }, operatorKey)).data.updateTenant).toMatchObject({
      __typename: 'ValidationError',
      fields: [{ path: 'tenantId', messages: ['This field is required.'] }],
    });
    expect(
      (await update({ tenantId: newId(), name: 'Nobody' }, operatorKey)).data.updateTenant,
    ).toMatchObject({ __typename: 'NotFoundError' });
  });

  it('a tenant can change only itself: another tenant’s id and an unknown one give the same NotFoundError', async () => {
    const other = await gateway.createTenant({ name: 'Other Bank' });
    const answers = [];
    for (const tenantId of [other.id, newId()]) {
      answers.push((await update({ tenantId, name: 'Stolen' })).data.updateTenant);
    }
    expect(answers[0]).toMatchObject({ __typename: 'NotFoundError' });
    expect(answers[1]).toEqual(answers[0]);
    const kept = await gateway.services.allTenants.tenant.findUniqueOrThrow({ where: { id: other.id } });
    expect(kept.name).toBe('Other Bank');
  });

  it.each([
    { scopes: ['READ', 'WRITE', 'SEND'], mode: 'LIVE' },
    { scopes: ['ADMIN'], mode: 'TEST' },
  ] as const)('changing a tenant is rejected for a $mode key with $scopes', async ({ scopes, mode }) => {
    const key = await tenant.createKey({ scopes: [...scopes], mode });
    expect(await update({ name: 'Changed' }, key)).toMatchObject({
      data: null,
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
    expect((await stored()).name).toBe('Acme Bank');
  });

  it('a change of a tenant appears in the very next email and link, whichever key sends it', async () => {
    const send = async (key: string) => {
      const { body } = await gateway.rest(
        'POST',
        '/workflows/send/',
        {
          entity: { entity_type: 'individual', first_name: 'Noor', last_name: 'Haddad' },
          verification: { checks: { document: true } },
          email: 'noor@recipient.example',
        },
        { key },
      );
      const { body: mails } = await gateway.rest('GET', '/captured-mails/', undefined, { key });
      const sent = mails.results.find(
        (mail: { workflow_session_id: string }) => mail.workflow_session_id === body.workflow_session_id,
      );
      return { ...sent, hours: (Date.parse(body.expires_at) - Date.parse(sent.created_at)) / 3_600_000 };
    };
    const keys = [tenant.key, await tenant.createKey({}), await tenant.createKey({ mode: 'TEST' })];
    for (const key of keys) {
      expect((await send(key)).html).not.toContain('#7b2cbf');
    }
    await update(
      {
        tenantId: tenant.id,
        name: 'Neue Bank',
        language: 'DE',
        accentColour: '#7b2cbf',
        defaultExpiryHours: 2,
      },
      operatorKey,
    );
    for (const key of keys) {
      const mail = await send(key);
      expect(mail.subject).toBe('Neue Bank bittet Sie, Ihre Identität zu bestätigen');
      expect(mail.html).toContain('background-color:#7b2cbf');
      expect(mail.hours).toBeCloseTo(2, 1);
    }
  });
});
