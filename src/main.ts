import { DatabaseStartError } from './database/start-error.ts';
import type { Gateway } from './gateway.ts';
import { readSettings, SettingsError } from './settings.ts';

/** Tells the operator in plain words why the gateway does not start. */
function refuseToStart(error: unknown): never {
  const isExpected = error instanceof SettingsError || error instanceof DatabaseStartError;
  console.error(isExpected ? error.message : error);
  process.exit(1);
}

/** What a person who has just started the gateway needs to try it. */
function printDemo(url: string, demoKey: string): void {
  const body = {
    entity: { legal_name: 'Acme Ltd' },
    ddq: { questionnaire_id: 1 },
    email: 'compliance@acme.example',
  };
  console.log(`
GraphiQL      ${url}/graphql
Captured mail ${url}/dev/mail
Demo API key  ${demoKey}

Send a first workflow:
curl -s ${url}/api/v1/workflows/send/ -H 'Authorization: Bearer ${demoKey}' -H 'Content-Type: application/json' -d '${JSON.stringify(body)}'
`);
}

let gateway: Gateway | undefined;
let isStopping = false;

async function stop(): Promise<void> {
  if (isStopping) {
    return;
  }
  isStopping = true;
  // A start under way is let through first: stopping in the middle of a migration would be no stop.
  await starting.catch(() => {});
  await gateway?.close();
  process.exit(0);
}

process.on('SIGTERM', stop);
process.on('SIGINT', stop);

async function start(): Promise<void> {
  const settings = readSettings(process.env);
  // Loaded once the settings are known to be good: a bad one is told at once.
  const { createGateway } = await import('./gateway.ts');
  gateway = await createGateway({ settings });
  const url = await gateway.listen();
  if (isStopping) {
    return;
  }
  console.log(`Postern ready at ${url}`);
  if (gateway.demoKey !== undefined) {
    printDemo(url, gateway.demoKey);
  }
}

const starting = start();
await starting.catch(refuseToStart);
