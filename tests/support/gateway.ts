import { randomUUID } from 'node:crypto';
import type { InjectOptions } from 'fastify';
import { createGateway, type Gateway, type GatewayOptions } from '../../src/gateway.ts';
import { readSettings } from '../../src/settings/settings.ts';
import {
  createEmptyTestDatabase,
  createTestDatabase,
  type DatabaseSettings,
  databaseEnvironment,
  type TestDatabase,
  withServer,
} from './database.ts';

export const operatorKey = 'operator-key-of-the-tests';

/** What a REST call answered. */
export interface RestAnswer {
  status: number;
  headers: Record<string, string | string[] | number | undefined>;
  body: any;
}

/** A GraphQL answer. */
export interface GraphqlAnswer {
  status: number;
  data: any;
  errors: { message: string; extensions: { code: string; fields?: unknown } }[] | undefined;
}

interface CallOptions {
  key?: string | undefined;
  headers?: Record<string, string>;
}

/** A gateway on a database of its own, called through its real apis without a port. */
export interface TestGateway extends Gateway {
  rest: (method: string, path: string, body?: unknown, options?: CallOptions) => Promise<RestAnswer>;
  graphql: (query: string, variables?: object, options?: CallOptions) => Promise<GraphqlAnswer>;
  /** A tenant of the test's own, so that no test sees rows of another. */
  createTenant: (options?: { credits?: number; name?: string }) => Promise<TestTenant>;
  /** A tenant that is already there, with one of its live keys that have every scope. */
  tenantOf: (id: string, key: string) => TestTenant;
  /** SQL statements since the last call; only with `countStatements`. */
  takeStatements: () => string[];
  settings: DatabaseSettings;
  drop: () => Promise<void>;
}

export interface TestTenant {
  id: string;
  /** A live key with every scope. */
  key: string;
  rest: TestGateway['rest'];
  graphql: TestGateway['graphql'];
  /** Makes another key of this tenant. */
  createKey: (options: { scopes?: string[]; mode?: 'LIVE' | 'TEST' }) => Promise<string>;
}

interface StartOptions {
  environment?: Record<string, string>;
  clock?: () => Date;
  /** What time is for job queues; pg-boss’s `TestClock` lets a test move it. */
  jobClock?: GatewayOptions['jobClock'];
  countStatements?: boolean;
  /** Whether there is a demo tenant. */
  hasDemoTenant?: boolean;
  /** Starts on a database without a table, as an operator's first start does. */
  isFirstStart?: boolean;
  /** Sees each log line. */
  onLog?: (line: string) => void;
  /** Settings of the database that differ from the server's, where the tests run on a server. */
  databaseSettings?: Record<string, string>;
  /** Reaches the database server through this port of the loopback address. */
  throughPort?: number;
}

export async function startTestGateway(options: StartOptions = {}): Promise<TestGateway> {
  const database = await (options.isFirstStart
    ? createEmptyTestDatabase()
    : createTestDatabase({ holds: options.hasDemoTenant ? 'withDemoTenant' : 'withTenant' }));
  await changeDatabase(database, options.databaseSettings ?? {});
  const statements: string[] = [];
  // What a file has declared stays in the worker's memory, with the functions below, and must not keep all of its gateways there.
  let gateway: Gateway | undefined = await createGateway({
    settings: readSettings({
      OPERATOR_KEY: operatorKey,
      RATE_LIMIT_PER_MINUTE: '0',
      LOG_LEVEL: options.onLog ? 'info' : 'silent',
      PORT: '0',
      ...databaseEnvironment(throughPort(database.settings, options.throughPort)),
      ...options.environment,
    }),
    ...(options.clock && { clock: options.clock }),
    ...(options.jobClock && { jobClock: options.jobClock }),
    ...(options.onLog && { logDestination: { write: options.onLog } }),
    ...(options.countStatements && { onStatement: (sql: string) => statements.push(sql) }),
  });

  const inject = (request: InjectOptions) => {
    if (gateway === undefined) {
      throw new Error('The gateway of this test has been dropped.');
    }
    return gateway.app.inject(request);
  };

  const rest: TestGateway['rest'] = async (method, path, body, { key, headers = {} } = {}) => {
    const response = await inject({
      method: method as 'GET',
      url: path.startsWith('/api/') ? path : `/api/v1${path}`,
      headers: {
        ...(key && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return {
      status: response.statusCode,
      headers: response.headers,
      body: response.body === '' ? undefined : parseBody(response.body),
    };
  };

  const graphql: TestGateway['graphql'] = async (query, variables, { key, headers = {} } = {}) => {
    const response = await inject({
      method: 'POST',
      url: '/graphql',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(key && { authorization: `Bearer ${key}` }),
        ...headers,
      },
      payload: JSON.stringify({ query, variables }),
    });
    const { data, errors } = response.json();
    return { status: response.statusCode, data, errors };
  };

  const tenantOf = (id: string, key: string): TestTenant => ({
    id,
    key,
    rest: (method, path, body, callOptions) => rest(method, path, body, { key, ...callOptions }),
    graphql: (query, variables, callOptions) => graphql(query, variables, { key, ...callOptions }),
    createKey: async ({ scopes = ['READ', 'WRITE', 'SEND', 'ADMIN'], mode = 'LIVE' }) => {
      const { data } = await graphql(
        `mutation ($input: CreateApiKeyInput!) {
          createApiKey(input: $input) { ... on CreateApiKeyPayload { secret } }
        }`,
        { input: { tenantId: id, name: 'Key of a test', scopes, mode } },
        { key: operatorKey },
      );
      return data.createApiKey.secret;
    },
  });

  const testGateway: TestGateway = {
    ...gateway,
    rest,
    graphql,
    settings: database.settings,
    tenantOf,
    createTenant: async ({ credits = 100, name = `Tenant ${randomUUID()}` } = {}) => {
      const { data } = await graphql(
        `mutation ($input: CreateTenantInput!) {
          createTenant(input: $input) { ... on CreateTenantPayload { tenant { id } secret } }
        }`,
        { input: { name, credits } },
        { key: operatorKey },
      );
      return tenantOf(data.createTenant.tenant.id, data.createTenant.secret);
    },
    takeStatements: () => statements.splice(0),
    drop: async () => {
      await gateway?.close();
      await database.drop();
      for (const name of Object.keys(gateway ?? {})) {
        delete testGateway[name as keyof Partial<Gateway>];
      }
      gateway = undefined;
    },
  };
  return testGateway;
}

const systemClock = () => new Date();
let shared: Promise<TestGateway> | undefined;
let clockOfShared = systemClock;

/**
 * The gateway that files of a worker use one after the other, which saves each of them a start. It is for files whose tests
 * look at tenants of their own and at nothing else, and change nothing of the gateway. Its jobs may still work for earlier
 * files.
 *
 * @param options.clock what the time is, until the gateway is dropped, which leaves it to the next file
 */
export async function shareTestGateway({ clock = systemClock } = {}): Promise<TestGateway> {
  clockOfShared = clock;
  shared ??= startTestGateway({ clock: () => clockOfShared() });
  return {
    ...(await shared),
    drop: async () => {
      clockOfShared = systemClock;
    },
  };
}

async function changeDatabase(
  { settings: { databaseUrl } }: TestDatabase,
  settings: Record<string, string>,
): Promise<void> {
  for (const [name, value] of databaseUrl === undefined ? [] : Object.entries(settings)) {
    const database = new URL(databaseUrl ?? '').pathname.slice(1);
    await withServer(databaseUrl ?? '', (server) =>
      server.query(`ALTER DATABASE "${database}" SET ${name} = '${value}'`),
    );
  }
}

function throughPort(settings: DatabaseSettings, port: number | undefined): DatabaseSettings {
  if (port === undefined || settings.databaseUrl === undefined) {
    return settings;
  }
  const url = new URL(settings.databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return { ...settings, databaseUrl: url.href };
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
