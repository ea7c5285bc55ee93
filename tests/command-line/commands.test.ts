import { afterEach, describe, expect, it } from 'vitest';
import { run, type StandIn, startStandIn } from './support.ts';

const environment = { OPERATOR_KEY: 'operator-secret' };
const tenant = {
  id: '0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a',
  name: 'Acme Bank',
  defaultExpiryHours: 24,
  language: 'DE',
  accentColour: '#7b2cbf',
  retentionDays: null,
  createdAt: '2026-02-26T12:00:00.123Z',
  credits: { available: 7, held: 1, used: 2 },
};
const key = {
  id: '0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5b',
  tenantId: '0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a',
  name: 'Back office',
  mode: 'TEST',
  scopes: ['READ', 'SEND'],
  prefix: 'kycg_test_abcd',
  expiresAt: null,
  revokedAt: null,
  lastUsedAt: null,
  createdAt: '2026-02-26T12:00:00.000Z',
};

const standIns: StandIn[] = [];
afterEach(async () => {
  await Promise.all(standIns.splice(0).map((standIn) => standIn.close()));
});

async function gatewayAnswering(...data: object[]): Promise<StandIn> {
  const standIn = await startStandIn(() => ({ data: data[standIn.requests.length - 1] }));
  standIns.push(standIn);
  return standIn;
}

describe('tenant create', () => {
  const createTenant = { __typename: 'CreateTenantPayload', tenant, secret: 'kycg_live_secret' };

  it('posts what was typed to /graphql with the operator key as bearer', async () => {
    const gateway = await gatewayAnswering({ createTenant });
    const { status } = await run(
      `tenant create --name Acme --credits 10 --expiry-hours 24 --language de --colour #7B2CBF --url ${gateway.url}/`.split(
        ' ',
      ),
      environment,
    );

    expect(status).toBe(0);
    expect(gateway.requests).toMatchObject([
      {
        method: 'POST',
        url: '/graphql',
        headers: { authorization: 'Bearer operator-secret', 'content-type': 'application/json' },
        body: {
          variables: {
            input: {
              name: 'Acme',
              credits: 10,
              defaultExpiryHours: 24,
              language: 'DE',
              accentColour: '#7B2CBF',
            },
          },
        },
      },
    ]);
  });

  it('tenant create leaves out of the input what was not typed', async () => {
    const gateway = await gatewayAnswering({ createTenant });
    await run(['tenant', 'create', '--name', 'Acme', '--url', gateway.url], environment);

    expect(gateway.requests[0]!.body.variables).toEqual({ input: { name: 'Acme' } });
  });

  it('tenant create prints the tenant and its key as one JSON document with --json, wherever that stands', async () => {
    const gateway = await gatewayAnswering({ createTenant }, { createTenant });
    const after = await run(
      ['tenant', 'create', '--name', 'Acme', '--url', gateway.url, '--json'],
      environment,
    );
    const before = await run(
      ['--json', '--url', gateway.url, 'tenant', 'create', '--name', 'Acme'],
      environment,
    );

    expect(after.json()).toEqual({ tenant, apiKey: 'kycg_live_secret' });
    expect(before.json()).toEqual(after.json());
  });

  it('tenant create shows people the whole key and says that it is shown once', async () => {
    const gateway = await gatewayAnswering({ createTenant });
    const { stdout } = await run(['tenant', 'create', '--name', 'Acme', '--url', gateway.url], environment);

    expect(stdout).toMatchInlineSnapshot(`
      "Tenant         Acme Bank
      ID             0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a
      Credits        7 available, 1 held, 2 used
      Link lifetime  24 hours
      Language       de
      Colour         #7b2cbf
      Retention      responses are kept
      Created        2026-02-26T12:00:00Z
      API key        kycg_live_secret

      Store the API key now: it is not shown again.
      "
    `);
  });
});

describe('tenant update', () => {
  const updateTenant = { __typename: 'UpdateTenantPayload', tenant };

  it('posts what was typed and nothing else, and prints the tenant', async () => {
    const gateway = await gatewayAnswering({ updateTenant });
    const result = await run(
      `tenant update --tenant ${tenant.id} --language de --json --url ${gateway.url}`.split(' '),
      environment,
    );

    expect(result.json()).toEqual(tenant);
    expect(gateway.requests[0]!.headers.authorization).toBe('Bearer operator-secret');
    expect(gateway.requests[0]!.body.variables).toEqual({ input: { tenantId: tenant.id, language: 'DE' } });
  });

  it('tenant update removes the colour with --colour none, and works with a tenant’s own key', async () => {
    const gateway = await gatewayAnswering({
      updateTenant: { ...updateTenant, tenant: { ...tenant, accentColour: null } },
    });
    const { stdout } = await run(
      ['tenant', 'update', '--colour', 'none', '--key', 'kycg_live_own', '--url', gateway.url],
      environment,
    );

    expect(stdout).toMatch(/^Colour +default$/m);
    expect(gateway.requests[0]!.headers.authorization).toBe('Bearer kycg_live_own');
    expect(gateway.requests[0]!.body.variables).toEqual({ input: { accentColour: null } });
  });

  it('tenant update asks for a tenant or a key, and for something to change, before it calls anyone', async () => {
    const nobody = await run(['tenant', 'update', '--name', 'Acme'], environment);
    const nothing = await run(['tenant', 'update', '--tenant', tenant.id], environment);

    expect(nobody).toMatchObject({ status: 2, stdout: '' });
    expect(nobody.errors[0]).toContain('--tenant');
    expect(nothing).toMatchObject({ status: 2, stdout: '' });
    expect(nothing.errors[0]).toContain('nothing to change');
  });
});

describe('tenant list', () => {
  const page = (names: string[], endCursor: string | null) => ({
    tenants: {
      nodes: names.map((name) => ({ ...tenant, name })),
      pageInfo: { hasNextPage: endCursor !== null, endCursor },
    },
  });

  it('tenant list reads every page, each from where the one before it ended', async () => {
    const gateway = await gatewayAnswering(page(['A', 'B'], 'two'), page(['C'], 'three'), page(['D'], null));
    const result = await run(['tenant', 'list', '--json', '--url', gateway.url], environment);

    expect(result.json().map(({ name }: { name: string }) => name)).toEqual(['A', 'B', 'C', 'D']);
    expect(gateway.requests.map(({ body }) => body.variables.after)).toEqual([null, 'two', 'three']);
  });

  it('tenant list shows people a table without colours', async () => {
    const gateway = await gatewayAnswering(page(['Acme Bank', 'B'], null));
    const { stdout } = await run(['tenant', 'list', '--url', gateway.url], environment);

    expect(stdout).toMatchInlineSnapshot(`
      "ID                                    Name       Available  Held  Used  Link hours  Language  Colour   Created
      0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a  Acme Bank  7          1     2     24          de        #7b2cbf  2026-02-26T12:00:00Z
      0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a  B          7          1     2     24          de        #7b2cbf  2026-02-26T12:00:00Z
      "
    `);
  });

  it('tenant list lets no name reach the terminal as an escape sequence or as another row', async () => {
    const gateway = await gatewayAnswering(page(['\u001b]0;owned\u0007Acme\nBank\u202e'], null));
    const { stdout } = await run(['tenant', 'list', '--url', gateway.url], environment);

    expect(stdout).not.toMatch(/(?!\n)\p{Cc}|\u202e/u);
    expect(stdout.trimEnd().split('\n')).toHaveLength(2);
  });

  it('tenant list prints an empty array as JSON, and a sentence for people, if there is none', async () => {
    const gateway = await gatewayAnswering(page([], null), page([], null));

    expect((await run(['tenant', 'list', '--json', '--url', gateway.url], environment)).json()).toEqual([]);
    expect((await run(['tenant', 'list', '--url', gateway.url], environment)).stdout).toBe('No tenants.\n');
  });
});

describe('credits grant', () => {
  it('credits grant prints the tenant with its credits', async () => {
    const gateway = await gatewayAnswering({ grantCredits: { __typename: 'GrantCreditsPayload', tenant } });
    const result = await run(
      [
        'credits',
        'grant',
        '--tenant',
        tenant.id,
        '--amount',
        '5',
        '--note',
        'Q1',
        '--json',
        '--url',
        gateway.url,
      ],
      environment,
    );

    expect(result.json()).toEqual(tenant);
    expect(gateway.requests[0]!.body.variables).toEqual({
      input: { tenantId: tenant.id, amount: 5, note: 'Q1' },
    });
  });
});

describe('key create', () => {
  const createApiKey = { __typename: 'CreateApiKeyPayload', apiKey: key, secret: 'kycg_test_secret' };

  it('key create takes scopes and the mode in either case', async () => {
    const gateway = await gatewayAnswering({ createApiKey });
    const result = await run(
      `key create --tenant ${tenant.id} --name CI --scopes READ,send --mode test --expires-at 2030-01-31T12:00:00Z --json --url ${gateway.url}`.split(
        ' ',
      ),
      environment,
    );

    expect(result.json()).toEqual({ key, apiKey: 'kycg_test_secret' });
    expect(gateway.requests[0]!.body.variables).toEqual({
      input: {
        tenantId: tenant.id,
        name: 'CI',
        scopes: ['READ', 'SEND'],
        mode: 'TEST',
        expiresAt: '2030-01-31T12:00:00Z',
      },
    });
  });

  it("acts with a tenant's own key in place of the operator key, and then needs no --tenant", async () => {
    const gateway = await gatewayAnswering({ createApiKey });
    const { status } = await run(
      `key create --key kycg_live_own --name CI --scopes READ --url ${gateway.url}`.split(' '),
      environment,
    );

    expect(status).toBe(0);
    expect(gateway.requests[0]!.headers.authorization).toBe('Bearer kycg_live_own');
    expect(gateway.requests[0]!.body.variables).toEqual({ input: { name: 'CI', scopes: ['READ'] } });
  });

  it('key create does not fall back to the operator key where --key is given but empty', async () => {
    const gateway = await gatewayAnswering({ createApiKey });
    const { status } = await run(
      ['key', 'create', '--key', '', '--name', 'CI', '--scopes', 'READ', '--url', gateway.url],
      environment,
    );

    expect(status).toBe(1);
    expect(gateway.requests).toEqual([]);
  });
});

describe('key list and key revoke', () => {
  it("lists one tenant's keys without secrets", async () => {
    const apiKeys = { nodes: [key], pageInfo: { hasNextPage: false, endCursor: 'end' } };
    const gateway = await gatewayAnswering({ apiKeys }, { apiKeys });
    const asJson = await run(
      ['key', 'list', '--tenant', tenant.id, '--json', '--url', gateway.url],
      environment,
    );
    const asTable = await run(['key', 'list', '--url', gateway.url], environment);

    expect(asJson.json()).toEqual([key]);
    expect(gateway.requests[0]!.body.variables).toEqual({ tenantId: tenant.id, after: null });
    expect(asTable.stdout).toMatch(/^ID +Tenant +Name +Starts with +Mode/);
    expect(asTable.stdout).toContain('Back office');
  });

  it('key list and key revoke prints the revoked key', async () => {
    const revoked = { ...key, revokedAt: '2026-03-01T00:00:00.000Z' };
    const gateway = await gatewayAnswering({
      revokeApiKey: { __typename: 'RevokeApiKeyPayload', apiKey: revoked },
    });
    const result = await run(['key', 'revoke', key.id, '--json', '--url', gateway.url], environment);

    expect(result.json()).toEqual(revoked);
    expect(gateway.requests[0]!.body.variables).toEqual({ input: { id: key.id } });
  });
});

describe('what the gateway rejects', () => {
  it('what the gateway rejects is one line for each field, under the name of its option', async () => {
    const gateway = await gatewayAnswering({
      createTenant: {
        __typename: 'ValidationError',
        code: 'VALIDATION_ERROR',
        message: 'Validation failed.',
        fields: [
          { path: 'name', messages: ['This field must not be blank.', 'Use one line.'] },
          { path: 'defaultExpiryHours', messages: ['Use an integer from 1 to 168.'] },
          { path: 'somethingElse', messages: ['Unknown field.'] },
        ],
      },
    });
    const result = await run(
      ['tenant', 'create', '--name', ' ', '--expiry-hours', '999', '--json', '--url', gateway.url],
      environment,
    );

    expect(result).toMatchObject({ status: 1, stdout: '' });
    expect(result.errors).toEqual([
      '--name: This field must not be blank. Use one line.',
      '--expiry-hours: Use an integer from 1 to 168.',
      'somethingElse: Unknown field.',
    ]);
  });

  it('what the gateway rejects is the one line of any other error', async () => {
    const gateway = await gatewayAnswering({
      revokeApiKey: { __typename: 'NotFoundError', code: 'NOT_FOUND', message: 'API key not found.' },
    });
    const result = await run(['key', 'revoke', 'x', '--url', gateway.url], environment);

    expect(result).toMatchObject({ status: 1, stdout: '', errors: ['API key not found.'] });
  });
});
