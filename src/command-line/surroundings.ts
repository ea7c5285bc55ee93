/** What a command reaches outside its own process, so that a test can stand in for all of it. */
export interface Surroundings {
  environment: Readonly<Record<string, string | undefined>>;
  stdout: (text: string) => void;
  stderr: (text: string) => void;
  fetch: typeof globalThis.fetch;
  /** How words stand out where the output is a terminal that shows colours; elsewhere they stay plain. */
  styles: Styles;
}

export interface Styles {
  /** The heading of a column or property, on standard output. */
  heading: (text: string) => string;
  /** What went wrong, on standard error. */
  problem: (text: string) => string;
}
