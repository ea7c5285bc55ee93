import { setTimeout as pause } from 'node:timers/promises';
import { expect, vi } from 'vitest';
import { autofill, erase, followRun, save, submit, upload } from './changes.ts';
import type { Attempt, Operation, Reply } from './operation.ts';
import { granted, type Place } from './place.ts';
import { directSend, prefill, prefillSend, resend } from './sends.ts';
import { read, type Subject } from './subject.ts';

const operations: readonly Operation[] = [
  directSend,
  prefill,
  prefillSend,
  resend,
  save,
  submit,
  upload,
  autofill,
  erase,
];
/** Each as often as it weighs. */
const choices = operations.flatMap((operation) => Array<Operation>(operation.weight).fill(operation));

/** How many requests are in progress when the process is killed, at most. */
const requestsPerKill = 8;
/** How long after a response the process is killed, at most. */
const maxDelayMs = 40;
/** For what a process that has just started recovers. */
const patience = { timeout: 60_000, interval: 50 };

/** How often a request was interrupted, and what was found afterwards. */
export interface Tally {
  responded: number;
  interrupted: number;
  done: number;
  undone: number;
}

/** An attempt that was made before a kill. */
interface Made {
  operation: Operation;
  attempt: Attempt;
  /** Set if a response came before the kill. */
  status?: number | undefined;
  body?: unknown;
}

/** Everything that is done and seen in round after round of starting a gateway, using it and killing it. */
export class Rounds {
  readonly tallies = new Map<string, Tally>(
    operations.map(({ name }) => [name, { responded: 0, interrupted: 0, done: 0, undone: 0 }]),
  );
  /** What must never be, each with its round. */
  readonly violations: string[] = [];
  kills = 0;
  subjects: Subject[] = [];
  #made: Made[] = [];
  /** How long it took the first of several requests to have its response, the last time that was awaited. */
  #firstResponseMs = 400;
  readonly #place: Place;

  constructor(place: Place) {
    this.#place = place;
  }

  /** Starts the gateway, looks at what the last kill has left behind, makes requests and kills it in the middle of them. */
  async run(): Promise<void> {
    await this.#place.start();
    await this.look();
    await this.#make();
    this.kills += 1;
  }

  /** Reads what has become of each request, and makes those again that were interrupted. */
  async look(): Promise<void> {
    await vi.waitUntil(async () => (await this.#credits()).held === 0, patience);
    const made = this.#made;
    this.#made = [];
    await Promise.all(
      made.map((request) => this.#guard(request.operation.name, () => this.#settle(request))),
    );
    await Promise.all(
      this.subjects
        .filter((subject) => subject.autofill === 'processing')
        .map((subject) =>
          this.#guard('autofill', async () => this.#replace(subject, await followRun(this.#place, subject))),
        ),
    );
    await this.#guard('credits', async () => {
      const { used } = this.#place;
      expect(await this.#credits()).toEqual({ available: granted - used, held: 0, used });
    });
  }

  async #settle({ operation, attempt, status, body }: Made): Promise<void> {
    const tally = this.tallies.get(operation.name)!;
    const outcome = await attempt.inspect();
    if (status === undefined) {
      tally.interrupted += 1;
      tally[outcome] += 1;
      const repeated = await this.#repeat(attempt);
      if (outcome === 'undone' || attempt.isReplayed) {
        expect(repeated.status, JSON.stringify(repeated.body)).toBeLessThan(300);
      }
      expect(repeated.isReplayed).toBe(attempt.isReplayed && outcome === 'done');
      expect(await attempt.inspect()).toBe('done');
    } else {
      tally.responded += 1;
      expect(status, JSON.stringify(body)).toBeLessThan(300);
      expect(outcome, 'It was acknowledged.').toBe('done');
    }
    this.#place.used += attempt.credits;
    this.#replace(attempt.subject, { ...attempt.keep(), isBusy: false });
  }

  /** Until the interrupted request is recovered, it counts as being in progress. */
  async #repeat({ request }: Attempt): Promise<Reply> {
    for (;;) {
      const reply = await request();
      if (reply.status !== 409) {
        return reply;
      }
      await pause(patience.interval);
    }
  }

  #replace(old: Subject | undefined, subject: Subject): void {
    this.subjects = [...this.subjects.filter((other) => other !== old), subject];
  }

  async #make(): Promise<void> {
    const { random } = this.#place;
    for (let request = 0; request < requestsPerKill; request += 1) {
      const operation = random.pick(choices);
      const attempt = await operation.prepare(this.#place, this.subjects);
      if (attempt) {
        if (attempt.subject) {
          attempt.subject.isBusy = true;
        }
        this.#made.push({ operation, attempt });
      }
    }
    // Some deliveries have reached their receiver and wait for its response at the kill.
    const { endpoint } = this.#place;
    if (random.next() < 0.5) {
      endpoint.behave('hold');
    }
    await this.#requestAndKill();
    endpoint.release();
  }

  /** Kills the process before its first response, or shortly after one of them. */
  async #requestAndKill(): Promise<void> {
    const { random } = this.#place;
    const startedAt = performance.now();
    const awaited = Array.from(this.#made, () => Promise.withResolvers<void>());
    let responses = 0;
    const requests = this.#made.map(async (made) => {
      const reply = await made.attempt.request().catch(() => undefined);
      made.status = reply?.status;
      made.body = reply?.body;
      if (reply) {
        awaited[responses]?.resolve();
        responses += 1;
      }
    });
    const number = random.below(awaited.length + 1);
    if (number === 0) {
      await pause(random.next() * this.#firstResponseMs);
    } else {
      await Promise.race([awaited[number - 1]?.promise, Promise.all(requests)]);
      this.#firstResponseMs = number === 1 ? performance.now() - startedAt : this.#firstResponseMs;
      await pause(random.next() * maxDelayMs);
    }
    await this.#place.end('SIGKILL');
    await Promise.all(requests);
  }

  #credits = async () => read(this.#place, 'live', '/credits/');

  async #guard(name: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.violations.push(`kill ${this.kills}, ${name}: ${error instanceof Error ? error.message : error}`);
    }
  }
}
