import { type ExecutionResult, GraphQLError } from 'graphql';
import { LimitExceededError } from './limit-exceeded-error.ts';

/** The largest response, as JSON. Paging reads what does not fit. */
const maxResponseBytes = 20 * 1_048_576;
/** Encrypted values that are larger than this do not fit into a response: they are a third larger than what they hold. */
const maxStoredBytes = 1.5 * maxResponseBytes;
/** What one UTF-16 unit of a text has in JSON at most: a control character is written as `\u0001`. */
const maxBytesPerUnit = 6;

/** The client did not wait for the response. */
export class AbandonedError extends GraphQLError {
  constructor() {
    super('The client has closed the connection.', { extensions: { code: 'BAD_REQUEST' } });
  }
}

/**
 * Counts a response while it is being built. The execution ends, with nothing further resolved, as soon as the response is
 * too large or the client is gone.
 */
export class ResponseBudget {
  #units = 0;
  #stop: GraphQLError | undefined;
  #storedBytesLeft = maxStoredBytes;
  #lastRead: Promise<unknown> = Promise.resolve();

  /** Why the execution ends early; undefined as long as it does not. */
  get stop(): GraphQLError | undefined {
    return this.#stop;
  }

  /** Counts what is a part of the response, at least. @throws LimitExceededError when the response becomes too large */
  spend(units: number): void {
    this.#units += units;
    if (this.#units > maxResponseBytes) {
      this.exceed();
    }
  }

  /**
   * Reads values that may be too large for a response, one read after the other, each with what those before have left.
   *
   * @throws LimitExceededError when they are larger than that
   */
  readWithin<Values>(
    read: (maxBytes: number) => Promise<{ values: Values | undefined; bytes: number }>,
  ): Promise<Values> {
    const result = this.#lastRead.then(async () => {
      const { values, bytes } = await read(this.#storedBytesLeft);
      this.#storedBytesLeft -= bytes;
      return values ?? this.exceed();
    });
    this.#lastRead = result.catch(() => {});
    return result;
  }

  /** Ends the execution because of what would be read for the response. @throws LimitExceededError */
  exceed(): never {
    this.#stop ??= tooLarge();
    throw critical(this.#stop);
  }

  /** Ends the execution because no one waits for the response. */
  abandon(): void {
    this.#stop ??= new AbandonedError();
  }

  /** What is wrong with a response as a whole: characters that JSON writes as several bytes count once before. */
  check({ data }: ExecutionResult): GraphQLError | undefined {
    if (!this.#stop && this.#units * maxBytesPerUnit > maxResponseBytes && bytesOf(data) > maxResponseBytes) {
      this.#stop = tooLarge();
    }
    return this.#stop;
  }
}

const tooLarge = () =>
  new LimitExceededError(
    `The response is larger than ${maxResponseBytes / 1_048_576} MiB. Request fewer items or fields per operation.`,
  );

/** The executor lets such an error end the execution, where any other would only make one field null. */
export const critical = (reason: GraphQLError) =>
  new GraphQLError(reason.message, { extensions: { ...reason.extensions, CRITICAL_ERROR: true } });

/** The bytes that a value has in JSON, text by text, so that the whole is never one text. */
function bytesOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) {
    return Buffer.byteLength(JSON.stringify(value));
  }
  let bytes = 2;
  if (Array.isArray(value)) {
    for (const item of value) {
      bytes += bytesOf(item) + 1;
    }
  } else {
    for (const [key, item] of Object.entries(value)) {
      bytes += bytesOf(key) + bytesOf(item) + 2;
    }
  }
  return bytes;
}
