import autocannon, { type Request } from 'autocannon';
import type { Api, BenchCase, Call } from './cases.ts';
import { expectSameAnswer } from './compare.ts';
import type { BenchServer } from './servers.ts';

const connections = 16;

/** What one run of one API came to. */
export interface Run {
  requestsPerSecond: number;
  p99Ms: number;
  /** Of the server's process, for one request; undefined where it cannot be told. */
  cpuMicroseconds: number | undefined;
  /** Part of one core that the server used. */
  busy: number | undefined;
  /** How many requests were answered and checked. */
  requestCount: number;
}

/** A api of a case, and who serves it. */
export interface LoadTarget {
  benchCase: BenchCase;
  api: Api;
  server: BenchServer;
  /** The peer, whose answers tell what is right. */
  raw: BenchServer;
  apiKey: string;
}

const headersOf = (apiKey: string) => ({
  authorization: `Bearer ${apiKey}`,
  accept: 'application/json',
  'content-type': 'application/json',
});

/** Asks once, outside any measurement. @throws Error for anything but success */
export async function ask(server: BenchServer, call: Call, apiKey: string): Promise<string> {
  const { method, path, body = null } = call;
  const response = await fetch(server.url + path, { method, body, headers: headersOf(apiKey) });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${method} ${path} was answered with ${response.status}: ${text}`);
  }
  return text;
}

/**
 * Makes every call of a API once and compares each answer with the peer's.
 *
 * @returns the right answers, in the order of the calls
 * @throws Error when any is wrong
 */
export async function readAnswers(target: LoadTarget): Promise<string[]> {
  const answers: string[] = [];
  for (const index of target.api.calls.keys()) {
    answers.push(await readAnswer(target, index));
  }
  return answers;
}

async function readAnswer(target: LoadTarget, index: number): Promise<string> {
  const { benchCase, api, server, raw, apiKey } = target;
  const body = await ask(server, api.calls[index]!, apiKey);
  if (server !== raw) {
    const rawBody = await ask(raw, benchCase.apis[0].calls[index]!, apiKey);
    expectSameAnswer({ benchCase, api, body, rawBody });
  }
  return body;
}

/**
 * Keeps a API busy for some time. The first answer is compared with the peer's; each answer under load must be the
 * expected text or, where ids and times are new each time, have its length.
 *
 * @throws Error when any answer is not a success or is wrong
 */
export async function runLoad(
  target: LoadTarget,
  { expected, seconds }: { expected: readonly string[]; seconds: number },
): Promise<Run> {
  const { benchCase, api, server, raw, apiKey } = target;
  await readAnswer(target, 0);
  const isVolatile = benchCase.volatileFields.length > 0;
  let wrong: string | undefined;
  const requests = api.calls.map(
    ({ method, path, body }, index): Request => ({
      method,
      path,
      body,
      headers: headersOf(apiKey),
      onResponse: (_status, text) => {
        const right = expected[index] ?? '';
        if (isVolatile ? text.length !== right.length : text !== right) {
          wrong = text;
        }
      },
    }),
  );

  let clientCount = 0;
  const cpuBefore = server.cpuMicroseconds();
  const startedAt = performance.now();
  const result = await autocannon({
    url: server.url,
    connections,
    duration: seconds,
    sampleInt: 100,
    requests,
    // Each connection begins elsewhere, so that they do not ask for the same thing at once.
    setupClient: (client) => {
      const start = Math.floor((clientCount++ * requests.length) / connections);
      client.setRequests([...requests.slice(start), ...requests.slice(0, start)].map((one) => ({ ...one })));
    },
  });
  const elapsedMs = performance.now() - startedAt;
  const cpuAfter = server.cpuMicroseconds();

  const { '2xx': requestCount, non2xx, errors, timeouts, latency } = result;
  if (wrong !== undefined || non2xx + errors + timeouts > 0 || requestCount === 0) {
    throw new Error(
      `${benchCase.name} over ${api.name} (${server === raw ? 'peer' : 'gateway'}): ${non2xx} refusals, ${errors} errors, ` +
        `${timeouts} timeouts, ${requestCount} successes; wrong answer: ${wrong ?? 'none'}`,
    );
  }
  const cpu = cpuBefore === undefined || cpuAfter === undefined ? undefined : cpuAfter - cpuBefore;
  return {
    requestsPerSecond: requestCount / (elapsedMs / 1_000),
    p99Ms: latency.p99,
    cpuMicroseconds: cpu === undefined ? undefined : cpu / requestCount,
    busy: cpu === undefined ? undefined : cpu / 1_000 / elapsedMs,
    requestCount,
  };
}
