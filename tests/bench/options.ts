import { parseArgs } from 'node:util';

export const caseNames = ['list', 'list-counted', 'read', 'save', 'send'] as const;
export type CaseName = (typeof caseNames)[number];

export interface BenchOptions {
  /** How long each run lasts. */
  seconds: number;
  /** How often the runs of a case are repeated; figures are medians over them. */
  rounds: number;
  cases: readonly CaseName[];
  /** Where the figures are written as JSON. */
  jsonFile: string | undefined;
  /** Which api `profile.ts` looks at. */
  api: 'GraphQL' | 'REST';
}

const usage = `Usage: npm run bench -- [--seconds N] [--rounds N] [--case NAME]… [--json FILE] [--quick]
  --case NAME   one of ${caseNames.join(', ')}; all unless given
  --quick       one round of one second each: shows that it works, measures nothing`;

/** Reads the command line. Ends the process with the usage when it makes no sense. */
export function readOptions(defaults: { seconds: number; rounds: number }): BenchOptions {
  try {
    const { values } = parseArgs({
      options: {
        seconds: { type: 'string' },
        rounds: { type: 'string' },
        case: { type: 'string', multiple: true },
        api: { type: 'string', default: 'graphql' },
        json: { type: 'string' },
        quick: { type: 'boolean', default: false },
      },
    });
    const { seconds, rounds } = values.quick ? { seconds: 1, rounds: 1 } : defaults;
    return {
      seconds: readPositive('seconds', values.seconds, seconds),
      rounds: Math.ceil(readPositive('rounds', values.rounds, rounds)),
      cases: values.case?.map((name) => readName('case', name, caseNames)) ?? caseNames,
      jsonFile: values.json,
      api: readName('api', values.api, ['GraphQL', 'REST'] as const),
    };
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}`);
    process.exit(2);
  }
}

function readPositive(name: string, text: string | undefined, fallback: number): number {
  const value = text === undefined ? fallback : Number(text);
  if (!(value > 0 && value <= 3_600)) {
    throw new Error(`--${name} takes a positive number.`);
  }
  return value;
}

function readName<Name extends string>(option: string, text: string, names: readonly Name[]): Name {
  const known = names.find((name) => name.toLowerCase() === text.toLowerCase());
  if (known === undefined) {
    throw new Error(`--${option} takes ${names.join(', ')}.`);
  }
  return known;
}
