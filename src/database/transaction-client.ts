import type pg from 'pg';

/** What is the same in all forms of a client's `query`. */
type Query = (config: unknown, values?: unknown, callback?: unknown) => unknown;
type AnyClient = new (config?: pg.ClientConfig) => { query: Query };

/** The beginning of a script that is a transaction. */
const beginOfScript = /^\s*BEGIN\s*;/i;
/** What cannot be in a transaction. */
const outsideTransaction = /^\s*(?:(?:CREATE|DROP|REINDEX)\b[\s\S]*\bCONCURRENTLY\b|VACUUM\b)/i;
/** One statement that changes a setting of the session. */
const setting = /^\s*SET\s+(?:SESSION\s+)?(?!LOCAL\b|TRANSACTION\b)([^;]+?)\s*;?\s*$/i;

/**
 * Makes a kind of connection for transaction poolers, which give each transaction another session of the server. Every
 * transaction begins with the settings, and so does every statement that is sent alone: it is put into a transaction, which
 * has ended before its result is returned. The three statements take one round trip. A setting that is changed for the session is
 * kept here, and becomes one of those that every transaction begins with.
 *
 * @param Client the driver's own kind
 * @param options.url the pooler; the job queues' engine has another URL in its configuration, for what listens
 * @param options.begin what a transaction begins with: `BEGIN`, and settings that last until its end
 */
export function createTransactionClient(
  Client: typeof pg.Client,
  { url, begin }: { url: string; begin: string },
): typeof pg.Client {
  const Base = Client as unknown as AnyClient;

  class TransactionClient extends Base {
    #isInTransaction = false;
    #begin = begin;

    constructor(config?: pg.ClientConfig) {
      super({ ...config, connectionString: url, pipeline: true });
    }

    override query: Query = (config, values, callback) => {
      if (typeof callback === 'function') {
        return this.#callBack(this.query(config, values), callback);
      }
      if (typeof values === 'function') {
        return this.#callBack(this.query(config), values);
      }
      const text = typeof config === 'string' ? config : (config as { text?: string }).text;
      // A cursor or a stream reads its rows itself.
      if (text === undefined) {
        return super.query(config, values);
      }
      const command = text.trim().toUpperCase();
      if (command === 'BEGIN') {
        this.#isInTransaction = true;
        return super.query(this.#begin);
      }
      if (command === 'COMMIT' || command === 'ROLLBACK') {
        this.#isInTransaction = false;
        return super.query(config, values);
      }
      if (this.#isInTransaction || outsideTransaction.test(text)) {
        return super.query(config, values);
      }
      if (typeof config === 'string' && beginOfScript.test(text)) {
        return super.query(
          text.replace(beginOfScript, () => `${this.#begin};`),
          values,
        );
      }
      const [, assignment] = setting.exec(text) ?? [];
      return assignment === undefined ? this.#runAlone(config, values) : this.#keepSetting(assignment);
    };

    async #runAlone(config: unknown, values: unknown): Promise<unknown> {
      const sent = [super.query(this.#begin), super.query(config, values), super.query('COMMIT')];
      const results = await Promise.allSettled(sent);
      const failure = results.find((result) => result.status === 'rejected');
      if (failure) throw failure.reason;
      const [, result] = results as PromiseFulfilledResult<unknown>[];
      return result?.value;
    }

    async #keepSetting(assignment: string): Promise<unknown> {
      const before = this.#begin;
      this.#begin = `${before}; SET LOCAL ${assignment}`;
      try {
        return await this.#runAlone('SELECT 1', undefined);
      } catch (error) {
        this.#begin = before;
        throw error;
      }
    }

    #callBack(result: unknown, callback: unknown): void {
      const done = callback as (error: unknown, result?: unknown) => void;
      (result as Promise<unknown>).then(
        (value) => done(undefined, value),
        (error: unknown) => done(error),
      );
    }
  }
  return TransactionClient as unknown as typeof pg.Client;
}
