/** The numbers of pages as a person lists them: `21–23`, `4, 6–9`. */
export function namePages(pages: readonly number[]): string {
  const runs: { from: number; to: number }[] = [];
  for (const page of [...new Set(pages)].sort((one, other) => one - other)) {
    const run = runs.at(-1);
    if (run && page === run.to + 1) {
      run.to = page;
    } else {
      runs.push({ from: page, to: page });
    }
  }
  const named = runs.slice(0, maxRuns).map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`));
  return `${named.join(', ')}${runs.length > maxRuns ? ' and others' : ''}`;
}

/** A sentence with more of them would not be read. */
const maxRuns = 20;
