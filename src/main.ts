import packageJson from '../package.json' with { type: 'json' };
import { createCompileCache } from './compile-cache.js';
import { DatabaseStartError } from './database/start-error.ts';
import type { Gateway } from './gateway.ts';
import { requireUsableAddress } from './http/unusable-address.ts';
import { exitWithin } from './runtime/exit-within.ts';
import { isInstalled } from './runtime/is-installed.ts';
import { makeDataDir } from './settings/make-data-dir.ts';
import { readSettings, type Settings } from './settings/settings.ts';
import { SettingsError } from './settings/settings-error.ts';
import { firstSendCommand } from './start-page/first-send.ts';

/** The process ends within 15 s of a signal; this leaves a second for what follows. */
const maxStopMs = 14_000;

/** Tells the operator in plain words why the gateway does not start. */
function exitWithMessage(error: unknown): never {
  // A package that is not installed is reported by the program that loads this one.
  if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') {
    throw error;
  }
  const isExpected = error instanceof SettingsError || error instanceof DatabaseStartError;
  console.error(isExpected ? error.message : error);
  process.exit(1);
}

/** Some packages are loaded only when they are needed, which is too late to find out that they are not installed. */
function requirePackages(): void {
  const missing = Object.keys(packageJson.dependencies).find((name) => !isInstalled(name));
  if (missing !== undefined) {
    // As Node.js reports it.
    throw Object.assign(new Error(`Cannot find package '${missing}'`), { code: 'ERR_MODULE_NOT_FOUND' });
  }
}

/** What someone who has just started the gateway needs to try it, apart from the log, which goes to standard error. */
function printDemo(listeningAt: string, demoKey: string, { servesGraphiql }: Settings): void {
  const url = `http://localhost:${new URL(listeningAt).port}`;
  console.log(`
${servesGraphiql ? `GraphiQL      ${url}/graphql\n` : ''}Captured mail ${url}/dev/mail
Demo API key  ${demoKey}
Command line  npm run -s cli -- --help

Send a first workflow:
${firstSendCommand(url, demoKey)}
`);
}

let gateway: Gateway | undefined;
let isStopping = false;

/**
 * Stops the gateway in order, or at the end of its time in the middle of whatever takes so long: a transaction that is cut off
 * is rolled back, and the next start, or another replica, recovers jobs and sends. Further signals change nothing.
 */
async function stop(): Promise<void> {
  if (isStopping) {
    return;
  }
  isStopping = true;
  exitWithin(maxStopMs);
  // A start in progress finishes first: it may be in the middle of a migration.
  await starting.catch(() => {});
  await gateway?.close().catch((error: unknown) => console.error('The gateway did not stop cleanly.', error));
  process.exit(0);
}

process.on('SIGTERM', stop);
process.on('SIGINT', stop);

async function start(): Promise<void> {
  const settings = readSettings(process.env);
  await requireUsableAddress(settings);
  if (settings.metricsPort !== undefined) {
    const { host, metricsPort: port } = settings;
    await requireUsableAddress({ host, port, setting: 'METRICS_PORT' });
  }
  requirePackages();
  await makeDataDir(settings.dataDir);
  createCompileCache(settings.dataDir);
  // Loaded once the settings are known to be good: a bad one is reported immediately.
  const { createGateway } = await import('./gateway.ts');
  gateway = await createGateway({ settings });
  const url = await gateway.listen();
  if (isStopping) {
    return;
  }
  console.log(`Postern ready at ${url}`);
  if (gateway.demoKey !== undefined) {
    printDemo(url, gateway.demoKey, settings);
  }
}

const starting = start();
await starting.catch(exitWithMessage);
