import { type DestinationStream, type Logger, pino } from 'pino';
import { isDatabaseLost } from './database/is-unavailable.ts';
import { correlationOf } from './runtime/correlation.ts';

const standardError = 2;
/** How often a database that was lost is looked for. */
const probeEveryMs = 1_000;

export interface Log {
  log: Logger;
  /** The log of what has no other connections than those to the database. */
  databaseLog: Logger;
  /**
   * Lets the log say once that the database cannot be reached, and once that it can be again, in place of a line for each
   * piece of work that fails in between.
   *
   * @param probe fails while the database cannot be reached
   * @returns a function that ends the watch
   */
  watchDatabase: (probe: () => Promise<unknown>) => () => void;
}

interface LogOptions {
  level: string;
  /** Receives each line as JSON. Without it, lines go to standard error: readable on a terminal, JSON elsewhere. */
  destination?: DestinationStream | undefined;
}

export async function createLog({ level, destination }: LogOptions): Promise<Log> {
  let probe: (() => Promise<unknown>) | undefined;
  let probing: NodeJS.Timeout | undefined;

  const lookForDatabase = () => {
    probing = setTimeout(async () => {
      try {
        await probe?.();
        probing = undefined;
        log.info('The database can be reached again.');
      } catch {
        if (probing !== undefined) {
          lookForDatabase();
        }
      }
    }, probeEveryMs).unref();
  };

  const log = pino(
    {
      level,
      serializers: { error: pino.stdSerializers.err },
      // The details of a line are added to the object that this returns.
      mixin: (_details, _level, log) => ({ ...correlationOf(log) }),
      hooks: {
        logMethod(parameters, method) {
          const [details] = parameters as unknown[];
          const { error } = (details ?? {}) as { error?: unknown };
          const isUnavailable =
            isDatabaseLost(error) || (this.bindings()['uses'] === 'database' && isCutOff(error));
          if (!probe || !isUnavailable) {
            method.apply(this, parameters);
          } else if (probing === undefined) {
            lookForDatabase();
            log.error('The database cannot be reached. Until it can, requests get 503 and jobs wait.');
          }
        },
      },
    },
    destination ?? (await openStandardError()),
  );
  return {
    log,
    databaseLog: log.child({ uses: 'database' }),
    watchDatabase: (newProbe) => {
      probe = newProbe;
      return () => {
        probe = undefined;
        clearTimeout(probing);
        probing = undefined;
      };
    },
  };
}

/** Whether a connection failed, to whatever it was. */
const isCutOff = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND'].includes(
    String(error.code),
  );

async function openStandardError(): Promise<DestinationStream> {
  if (!process.stderr.isTTY) {
    return pino.destination(standardError);
  }
  const { default: pretty } = await import('pino-pretty');
  return pretty({
    destination: standardError,
    sync: true,
    ignore: 'pid,hostname',
    translateTime: 'HH:MM:ss',
  });
}
