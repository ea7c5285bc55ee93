import { randomBytes } from 'node:crypto';
import { type GatewayProcess, startGatewayProcess } from '../faults/gateway-process.ts';
import type { DatabaseSettings } from '../support/database.ts';
import { findPort } from '../support/find-port.ts';

/** What a killed replica was sending is waited for so long, and ten seconds more. */
const smtpTimeoutMs = 10_000;

interface ReplicaOptions {
  settings: DatabaseSettings;
  smtpUrl: string;
  count: number;
}

/** Replicas on one database, each on a port of its own that it has again after it was restarted. */
export class Replicas {
  readonly ports: readonly number[];
  readonly environment = { ENCRYPTION_KEY: randomBytes(32).toString('base64') };
  readonly #options: ReplicaOptions;
  readonly #running = new Map<number, GatewayProcess>();
  readonly #starting = new Set<Promise<void>>();

  private constructor(options: ReplicaOptions, ports: readonly number[]) {
    this.#options = options;
    this.ports = ports;
  }

  static async start(options: ReplicaOptions): Promise<Replicas> {
    const ports = new Set<number>();
    while (ports.size < options.count) {
      ports.add(await findPort());
    }
    const replicas = new Replicas(options, [...ports]);
    const [first = 0, ...others] = replicas.ports;
    // The first one creates the tables and, when it ends, leaves what it has compiled: writing that can take seconds.
    await replicas.startOn(first);
    await replicas.end(first, 'SIGTERM');
    await replicas.startOn(first);
    await Promise.all(others.map((port) => replicas.startOn(port)));
    return replicas;
  }

  async startOn(port: number): Promise<void> {
    const { settings, smtpUrl } = this.#options;
    const starting = startGatewayProcess({
      settings,
      smtpUrl,
      smtpTimeoutMs,
      environment: {
        ...this.environment,
        PORT: String(port),
        PUBLIC_URL: 'http://localhost',
        NODE_COMPILE_CACHE: `${settings.dataDir}-compiled`,
      },
    }).then((process) => {
      this.#running.set(port, process);
    });
    this.#starting.add(starting);
    await starting.finally(() => this.#starting.delete(starting));
  }

  /** The address of one that is ready. */
  url(): string {
    return `http://127.0.0.1:${this.running()[0]}`;
  }

  /** What each process responds with when asked whether it is ready; null where it does not respond. */
  statuses(): Promise<(number | null)[]> {
    return Promise.all(
      this.ports.map((port) =>
        fetch(`http://127.0.0.1:${port}/health/ready`).then(
          ({ status }) => status,
          () => null,
        ),
      ),
    );
  }

  /** The ports of those that are ready. */
  running(): number[] {
    return [...this.#running.keys()];
  }

  async end(port: number, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const process = this.#running.get(port);
    this.#running.delete(port);
    return (await process?.end(signal)) ?? null;
  }

  async endAll(): Promise<void> {
    await Promise.allSettled(this.#starting);
    await Promise.all(this.running().map((port) => this.end(port, 'SIGKILL')));
  }
}
