import { vi } from 'vitest';
import { type RestAnswer, startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { type SmtpTestServer, startSmtpServer } from '../support/smtp-server.ts';
import { type GatewayProcess, startGatewayProcess } from './gateway-process.ts';
import { bodyFor, type Client, createPrefilled, createQuestionnaire, linkIn, readState } from './support.ts';

/**
 * One story in five chapters, told once because every process takes its time: a gateway is killed while six sends are
 * in progress, each at another point; the next one is killed in the middle of a burst; the third recovers what both left
 * behind, takes the same requests again and is stopped in order. Each chapter gives back what was seen in it.
 */
export interface Stage {
  smtp: SmtpTestServer;
  /** Made the tenant, and is closed: the embedded database takes one process at a time. */
  setUp: TestGateway;
  tenant: TestTenant;
  questionnaireId: number;
  /** Killed at one of the points each. */
  stuck: Send[];
  /** Killed together. */
  hurried: Send[];
  /** The last is the one that runs. */
  processes: GatewayProcess[];
}

export interface Send {
  address: string;
  /** For a prefilled response; undefined for a direct send. */
  responseId?: string;
  /** The same request, with the same idempotency key, each time it is called. */
  post: (client: Client) => Promise<RestAnswer>;
  /** What the client was told before the process died. */
  answer?: RestAnswer;
}

/** What has become of a send, as its tenant sees it. */
export interface Outcome {
  send: Send;
  sessions: any[];
  /** The prefilled response, or that of a direct send; undefined when there is none. */
  response: any;
  /** The status that the session's verification is read with; undefined without a session. */
  verification: number | undefined;
}

export const granted = 100;
/** The gateway has at most five concurrent conversations; the sixth email waits for one of them to end. */
export const killPoints = [
  'silence-at-greeting',
  'silence-at-recipient',
  'silence-in-message',
  'silence-after-message',
  'silence-after-message',
  'queue',
] as const;
/** Direct; its email was read to the end, so that the server delivers it although the sender is dead. */
const orphan = 4;
/** Prefilled, and as far as the orphan. */
const prefilledOrphan = 3;
const burst = { size: 16, killedAtMail: 5 };
const smtpTimeoutMs = 5_000;
/** For values that the gateway is asked for repeatedly, because it does not report them. */
const patience = { timeout: 60_000, interval: 100 };

export async function setStage(): Promise<Stage> {
  const smtp = await startSmtpServer();
  const setUp = await startTestGateway();
  const tenant = await setUp.createTenant({ credits: granted });
  const questionnaireId = await createQuestionnaire(tenant);
  const stage: Stage = { smtp, setUp, tenant, questionnaireId, stuck: [], hurried: [], processes: [] };
  for (const index of killPoints.keys()) {
    stage.stuck.push(await planSend(stage, { isDirect: index % 2 === 0, name: `stuck-${index}` }));
  }
  for (let index = 0; index < burst.size; index += 1) {
    stage.hurried.push(await planSend(stage, { isDirect: index % 2 === 0, name: `hurried-${index}` }));
  }
  await setUp.close();
  return stage;
}

export async function clearStage({ smtp, setUp, processes }: Stage): Promise<void> {
  await Promise.all(processes.map((process) => process.end('SIGKILL')));
  await setUp.drop();
  await smtp.close();
}

async function planSend(
  { setUp, tenant, questionnaireId }: Stage,
  { isDirect, name }: { isDirect: boolean; name: string },
): Promise<Send> {
  const address = `${name}@recipient.example`;
  const headers = { 'idempotency-key': name };
  if (isDirect) {
    const body = bodyFor(questionnaireId, address);
    return { address, post: (client) => client.rest('POST', '/workflows/send/', body, { headers }) };
  }
  const { services } = setUp;
  const responseId = await createPrefilled({ services, tenant, questionnaireId, email: address });
  const post: Send['post'] = (client) =>
    client.rest('POST', `/responses/${responseId}/send/`, {}, { headers });
  return { address, responseId, post };
}

async function startProcess({ setUp, smtp, tenant, processes }: Stage) {
  const gateway = await startGatewayProcess({ settings: setUp.settings, smtpUrl: smtp.url, smtpTimeoutMs });
  processes.push(gateway);
  return { gateway, client: gateway.clientFor(tenant.key) };
}

/** Begins a send. Its answer is kept, should there be one before the process dies. */
const begin = (send: Send, client: Client): Promise<void> =>
  send.post(client).then(
    (answer) => {
      send.answer = answer;
    },
    () => undefined,
  );

async function openLink({ url }: GatewayProcess, path: string) {
  const response = await fetch(`${url}${path}`);
  return { status: response.status, refresh: response.headers.get('refresh'), html: await response.text() };
}

const heldCredits = async (client: Client) => (await readState(client)).credits.held;

export async function killWhileMailsAreHeld(stage: Stage) {
  const { smtp, stuck } = stage;
  const { gateway, client } = await startProcess(stage);
  const sending: Promise<void>[] = [];
  for (const [index, point] of killPoints.entries()) {
    if (point !== 'queue') {
      smtp.behaviour = point;
    }
    sending.push(begin(stuck[index]!, client));
    await (point === 'queue'
      ? vi.waitUntil(async () => (await heldCredits(client)) === killPoints.length, patience)
      : smtp.waitForSilence(index + 1));
  }
  const held = await heldCredits(client);
  await gateway.end('SIGKILL');
  await Promise.all(sending);
  smtp.behaviour = 'accept';
  smtp.thaw();
  return { held };
}

export async function killInABurst(stage: Stage) {
  const { smtp, stuck, hurried } = stage;
  const { gateway, client } = await startProcess(stage);
  const pendingPage = await openLink(gateway, await linkOfOrphan(stage));
  const sameKey = await stuck[orphan]!.post(client);
  const sameResponse = await client.rest(
    'POST',
    `/responses/${stuck[prefilledOrphan]!.responseId}/send/`,
    {},
  );

  const killedAt = smtp.received.length + burst.killedAtMail;
  const sending = hurried.map((send) => begin(send, client));
  await smtp.waitForMail(killedAt);
  await gateway.end('SIGKILL');
  await Promise.all(sending);
  return { pendingPage, sameKey, sameResponse };
}

async function linkOfOrphan({ smtp, stuck }: Stage): Promise<string> {
  const mail = smtp.received.find(({ to }) => to.includes(stuck[orphan]!.address));
  return linkIn((await mail?.parse())?.text);
}

export async function recover(stage: Stage) {
  const { smtp } = stage;
  const connectionsBefore = smtp.connectionCount;
  const startedAt = performance.now();
  const { gateway, client } = await startProcess(stage);
  await vi.waitUntil(async () => (await heldCredits(client)) === 0, patience);
  return {
    gateway,
    client,
    durationMs: performance.now() - startedAt,
    connections: smtp.connectionCount - connectionsBefore,
    state: await readState(client),
    page: await openLink(gateway, await linkOfOrphan(stage)),
    outcomes: await readOutcomes(stage, client),
  };
}

async function readOutcomes({ stuck, hurried }: Stage, client: Client): Promise<Outcome[]> {
  const { data } = await client.graphql(`{
    workflowSessions(first: 100) { nodes { id email response { id } verificationSession { id } } }
  }`);
  return Promise.all(
    [...stuck, ...hurried].map(async (send) => {
      const sessions = data.workflowSessions.nodes.filter(({ email }: any) => email === send.address);
      const responseId = send.responseId ?? sessions[0]?.response.id;
      const verificationId = sessions[0]?.verificationSession.id;
      return {
        send,
        sessions,
        response: responseId && (await client.rest('GET', `/responses/${responseId}/`)).body,
        verification:
          verificationId && (await client.rest('GET', `/verification-sessions/${verificationId}/`)).status,
      };
    }),
  );
}

export async function retryAll({ smtp, stuck, hurried }: Stage, client: Client) {
  const mailsBefore = smtp.received.length;
  const answers = await Promise.all([...stuck, ...hurried].map(({ post }) => post(client)));
  return { answers, mails: smtp.received.length - mailsBefore, state: await readState(client) };
}

export async function stopDuringASend(
  { smtp, questionnaireId }: Stage,
  { gateway, client }: { gateway: GatewayProcess; client: Client },
) {
  smtp.behaviour = 'silence-after-message';
  const sending = client.rest('POST', '/workflows/send/', bodyFor(questionnaireId, 'last@recipient.example'));
  await smtp.waitForSilence();
  const exiting = gateway.end('SIGTERM');
  await vi.waitUntil(() => rejectsConnections(gateway), patience);
  smtp.behaviour = 'accept';
  smtp.thaw();
  return { answer: await sending, exitStatus: await exiting };
}

const rejectsConnections = ({ url }: GatewayProcess): Promise<boolean> =>
  fetch(`${url}/health/live`).then(
    () => false,
    () => true,
  );
