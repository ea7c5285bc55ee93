import { Client } from 'undici';
import type { Api, BenchCase, Call } from './cases.ts';
import { expectSameAnswer } from './compare.ts';
import type { BenchServer } from './servers.ts';

const connections = 16;

/** What one run of one API came to. */
export interface Run {
  requestsPerSecond: number;
  p99Ms: number;
  /** Of the server's process, for one request; undefined if it cannot be determined. */
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
  const latenciesMs: number[] = [];
  const headers = headersOf(apiKey);

  /** Makes one call after the other, from one of them on, until the time is over. */
  const keepCalling = async (first: number, endsAt: number) => {
    const client = new Client(server.url);
    for (let index = first; performance.now() < endsAt; index = (index + 1) % api.calls.length) {
      const { method, path, body = null } = api.calls[index]!;
      const askedAt = performance.now();
      const response = await client.request({ method: method as 'GET', path, body, headers });
      const text = await response.body.text();
      latenciesMs.push(performance.now() - askedAt);
      const right = expected[index] ?? '';
      const isRight = isVolatile ? text.length === right.length : text === right;
      if (!isRight || Math.floor(response.statusCode / 100) !== 2) {
        const who = server === raw ? 'peer' : 'gateway';
        throw new Error(
          `${benchCase.name} over ${api.name} (${who}): ${response.statusCode} with the wrong answer ${text}`,
        );
      }
    }
    await client.close();
  };

  const cpuBefore = server.cpuMicroseconds();
  const startedAt = performance.now();
  // Each connection begins elsewhere, so that they do not request the same data at the same time.
  const starts = Array.from({ length: connections }, (_, index) =>
    Math.floor((index * api.calls.length) / connections),
  );
  await Promise.all(starts.map((first) => keepCalling(first, startedAt + seconds * 1_000)));
  const elapsedMs = performance.now() - startedAt;
  const cpuAfter = server.cpuMicroseconds();

  const requestCount = latenciesMs.length;
  const cpu = cpuBefore === undefined || cpuAfter === undefined ? undefined : cpuAfter - cpuBefore;
  return {
    requestsPerSecond: requestCount / (elapsedMs / 1_000),
    p99Ms: latenciesMs.sort((a, b) => a - b)[Math.floor(0.99 * requestCount)] ?? 0,
    cpuMicroseconds: cpu === undefined ? undefined : cpu / requestCount,
    busy: cpu === undefined ? undefined : cpu / 1_000 / elapsedMs,
    requestCount,
  };
}
