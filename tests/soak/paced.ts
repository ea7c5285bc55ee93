import { setTimeout as pause } from 'node:timers/promises';

/** A kind of work that clients do again and again. */
export interface Activity {
  name: string;
  everyMs: number;
  /** Does it once. Fails if anything about it is not as it must be. */
  work: (index: number) => Promise<void>;
}

/** More of one activity at once means that the gateway does not keep up with it. */
const maxAtOnce = 50;

/** Does each of several activities at its own pace, whatever the others take. */
export class Paced {
  /** How often each was done. */
  readonly done = new Map<string, number>();
  /** How often each failure has occurred. */
  readonly failures = new Map<string, number>();
  readonly #running: Promise<void>[];
  readonly #ending = new AbortController();

  constructor(activities: readonly Activity[]) {
    this.#running = activities.map((activity) => this.#repeat(activity));
  }

  /** Waits until everything that has begun is done. */
  async stop(): Promise<void> {
    this.#ending.abort();
    await Promise.all(this.#running);
  }

  async #repeat({ name, everyMs, work }: Activity): Promise<void> {
    const { signal } = this.#ending;
    const inProgress = new Set<Promise<void>>();
    for (let index = 0; !signal.aborted; index += 1) {
      if (inProgress.size < maxAtOnce) {
        const one = this.#once(name, () => work(index)).finally(() => inProgress.delete(one));
        inProgress.add(one);
      } else {
        this.#fail(name, `${maxAtOnce} were in progress.`);
      }
      await pause(everyMs, undefined, { signal }).catch(() => undefined);
    }
    await Promise.all(inProgress);
  }

  async #once(name: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.done.set(name, (this.done.get(name) ?? 0) + 1);
    } catch (error) {
      this.#fail(name, error instanceof Error ? error.message : String(error));
    }
  }

  #fail(name: string, message: string): void {
    const failure = `${name}: ${message}`;
    this.failures.set(failure, (this.failures.get(failure) ?? 0) + 1);
  }
}
