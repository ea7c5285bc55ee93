/** What a command reaches outside its own process, so that a test can stand in for all of it. */
export interface Surroundings {
  environment: Readonly<Record<string, string | undefined>>;
  stdout: (text: string) => void;
  stderr: (text: string) => void;
  fetch: typeof globalThis.fetch;
}
