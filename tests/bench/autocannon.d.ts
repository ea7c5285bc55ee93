/** The part of autocannon that the benchmark uses; the package brings no types. */
declare module 'autocannon' {
  interface Request {
    method: string;
    path: string;
    headers: Record<string, string>;
    body?: string | undefined;
    onResponse?: (status: number, body: string) => void;
  }

  interface Client {
    setRequests(requests: Request[]): void;
  }

  interface Options {
    url: string;
    connections: number;
    /** In seconds. */
    duration: number;
    /** How often the end of the duration is looked for, in milliseconds. */
    sampleInt: number;
    requests: Request[];
    setupClient?: (client: Client) => void;
  }

  interface Result {
    '2xx': number;
    non2xx: number;
    errors: number;
    timeouts: number;
    latency: { p50: number; p99: number };
  }

  export type { Client, Options, Request, Result };
  export default function autocannon(options: Options): PromiseLike<Result>;
}
