/** What a command reaches outside its own process, so that a test can stand in for all of it. */
export interface Surroundings {
  environment: Readonly<Record<string, string | undefined>>;
  stdout: (text: string) => void;
  stderr: (text: string) => void;
  fetch: typeof globalThis.fetch;
  /** How words stand out where the output is a terminal that shows colours; elsewhere they stay plain. */
  styles: Styles;
  /** Shows how far work on so many parts has got, where someone watches. */
  showProgress: (total: number) => Progress;
  /** Makes Ctrl-C abort the signal, instead of ending the process, until it is released. */
  catchInterrupt: () => { signal: AbortSignal; release: () => void };
}

export interface Progress {
  update: (done: number) => void;
  end: () => void;
}

export interface Styles {
  /** The heading of a column or property, on standard output. */
  heading: (text: string) => string;
  /** What went wrong, on standard error. */
  problem: (text: string) => string;
}
