import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase, testEngine } from '../support/database.ts';
import { programEnvironment } from '../support/program-environment.ts';

/** Starts a gateway, and prints the packages that this has loaded. */
const program = `
  import { registerHooks } from 'node:module';
  const packages = new Set();
  registerHooks({
    load(url, context, nextLoad) {
      const name = /.*\\/node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url)?.[1];
      if (name !== undefined) packages.add(name);
      if (/\\/nodemailer\\/(?!.*\\/addressparser\\/)/.test(url)) packages.add('nodemailer beyond its parser');
      return nextLoad(url, context);
    },
  });
  const { createGateway } = await import('./src/gateway.ts');
  const { readSettings } = await import('./src/settings/settings.ts');
  const gateway = await createGateway({ settings: readSettings(process.env) });
  await gateway.listen();
  console.log(JSON.stringify([...packages]));
  await gateway.close();
`;

async function packagesOfStart(environment: Record<string, string>): Promise<string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
    env: { ...programEnvironment(), PORT: '0', LOG_LEVEL: 'silent', ...environment },
  });
  return JSON.parse(stdout);
}

/** What a start must not load unless its settings ask for it. */
const onDemand = [
  '@aws-crypto/decrypt-node',
  '@aws-crypto/encrypt-node',
  '@aws-crypto/material-management-node',
  '@aws-crypto/raw-aes-keyring-node',
  '@aws-sdk/client-s3',
  '@complycube/api',
  '@fastify/ajv-compiler',
  '@fastify/fast-json-stringify-compiler',
  '@graphql-yoga/render-graphiql',
  'ajv',
  'axios',
  'chrono-node',
  'css-select',
  'csv-parse',
  'culori',
  'file-type',
  'flydrive',
  'handlebars',
  'html-to-text',
  'htmlparser2',
  'minisearch',
  'nodemailer beyond its parser',
  'numfmt',
  'pdfjs-dist',
  'pino-pretty',
  'piscina',
  'postal-mime',
  'tesseract.js',
  'unpdf',
  'yauzl',
];

describe('a start', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase({ holds: 'withTenant' });
  });
  afterAll(() => database.drop());
  const environment = (): Record<string, string> => ({
    DATA_DIR: database.settings.dataDir,
    ...(database.settings.databaseUrl && { DATABASE_URL: database.settings.databaseUrl }),
  });

  it('loads no package that only some requests, jobs or settings need', async () => {
    const packages = await packagesOfStart(environment());
    expect(packages).toContain('fastify');
    expect(packages.filter((name) => onDemand.includes(name))).toEqual([]);
    expect(packages.filter((name) => name.includes('pglite'))).toHaveLength(testEngine === 'pglite' ? 2 : 0);
  });

  it('loads what its settings need', async () => {
    const packages = await packagesOfStart({
      ...environment(),
      COMPLYCUBE_API_KEY: 'live_key',
      COMPLYCUBE_WEBHOOK_SECRET: 'secret',
      PUBLIC_URL: 'https://postern.example',
      SMTP_URL: 'smtp://127.0.0.1:1',
    });
    expect(packages).toEqual(expect.arrayContaining(['@complycube/api', 'nodemailer beyond its parser']));
  });
});
