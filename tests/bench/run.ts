import { writeFileSync } from 'node:fs';
import pg from 'pg';
import { type Bench, withBench } from './bench.ts';
import type { BenchCase } from './cases.ts';
import { type LoadTarget, readAnswers, runLoad } from './load.ts';
import { type BenchOptions, readOptions } from './options.ts';
import { describeMachine, type Figures, type Measured, notes, printFigures, toFigures } from './report.ts';
import { awaitIdle, countAuditEvents, expectSameRows } from './row-counts.ts';
import { countStatements } from './statements.ts';

/**
 * Measures the gateway against a hand-written peer on the same database, in alternation: round by round the peer, GraphQL
 * and REST each get their turn, so that whatever else the machine does strikes all of them.
 */
const options = readOptions({ seconds: 3, rounds: 5 });

await withBench({ options }, async (bench) => {
  const machine = describeMachine(bench.serverVersion);
  console.error('Counting statements …');
  const statements = await countStatements({ ...bench, apiKey: bench.data.apiKey });
  const database = new pg.Client({ connectionString: bench.databaseUrl });
  await database.connect();
  const figures: Figures[] = [];
  try {
    for (const benchCase of bench.cases) {
      const [raw, ...apis] = await measureCase({ bench, benchCase, database, options, statements });
      figures.push(...apis.map((api) => toFigures(api, raw!)));
    }
  } finally {
    await database.end();
  }
  console.log(JSON.stringify(machine));
  printFigures(figures);
  console.log(notes);
  if (options.jsonFile !== undefined) {
    const { seconds, rounds } = options;
    writeFileSync(options.jsonFile, `${JSON.stringify({ machine, seconds, rounds, figures }, null, 2)}\n`);
  }
});

async function measureCase(given: {
  bench: Bench;
  benchCase: BenchCase;
  database: pg.Client;
  options: BenchOptions;
  statements: Map<string, number>;
}): Promise<Measured[]> {
  const { bench, benchCase, database, options, statements } = given;
  const { gateway, raw, data } = bench;
  const { apiKey } = data;
  console.error(`${benchCase.name}: ${benchCase.title} …`);
  await expectSameRows({ benchCase, database, server: gateway, raw, apiKey });
  const measured = benchCase.apis.map(
    ({ name }): Measured => ({
      benchCase,
      api: name,
      runs: [],
      statements: name === 'raw' ? 1 : (statements.get(`${benchCase.name} ${name}`) ?? Number.NaN),
    }),
  );
  const targets = benchCase.apis.map(
    (api, index): LoadTarget => ({ benchCase, api, server: index === 0 ? raw : gateway, raw, apiKey }),
  );
  const expected: string[][] = [];
  for (const target of targets) {
    expected.push(await readAnswers(target));
  }
  // Round 0 warms up, for longer than a round, and is not counted.
  for (let round = 0; round <= options.rounds; round += 1) {
    for (const [index, target] of targets.entries()) {
      const eventsBefore = await countAuditEvents(database, benchCase.auditEvent);
      const seconds = round === 0 ? options.seconds * 2 : options.seconds;
      const run = await runLoad(target, { expected: expected[index] ?? [], seconds });
      await awaitIdle(database);
      const eventsWritten = (await countAuditEvents(database, benchCase.auditEvent)) - eventsBefore;
      if (benchCase.auditEvent && eventsWritten < run.requestCount) {
        const { name } = target.api;
        throw new Error(
          `${benchCase.name} over ${name}: ${run.requestCount} answers, ${eventsWritten} audit events.`,
        );
      }
      if (round > 0) {
        measured[index]?.runs.push(run);
      }
    }
  }
  return measured;
}
