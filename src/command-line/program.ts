import { Command, CommanderError } from 'commander';
import { CommandFailure } from './command-failure.ts';
import { addCreditsCommands } from './credits.ts';
import { addJobsCommands } from './jobs.ts';
import { addKeyCommands } from './key.ts';
import { usageStatus } from './options.ts';
import { plainLine } from './output.ts';
import { addQuestionnaireCommands } from './questionnaire.ts';
import type { Surroundings } from './surroundings.ts';
import { addTenantCommands } from './tenant.ts';

export interface CommandLineOptions extends Surroundings {
  /** The arguments without the program itself. */
  argv: readonly string[];
}

/**
 * Runs one command of the operator's command line. Results go to standard output and everything else to standard
 * error. It never throws.
 *
 * @returns the exit status: 0 when done, 1 when the command failed, 2 when it was typed wrongly
 */
export async function runCommandLine({ argv, ...surroundings }: CommandLineOptions): Promise<number> {
  try {
    await createProgram(surroundings).parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? 0 : usageStatus;
    }
    for (const line of describe(error)) {
      surroundings.stderr(`${withoutSecrets(plainLine(line))}\n`);
    }
    return 1;
  }
}

function createProgram(surroundings: Surroundings): Command {
  const program = new Command('npm run -s cli --')
    .description("The operator's command line of a running Postern gateway.")
    .option('--url <url>', 'address of the gateway', 'http://localhost:4000')
    .option('--json', 'print the result as one JSON document')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: surroundings.stdout,
      writeErr: (text) => surroundings.stderr(withoutSecrets(text)),
    })
    .exitOverride()
    .addHelpText(
      'after',
      '\nThe operator key is read from OPERATOR_KEY, else from the file operator-key in DATA_DIR (default: ./.data).',
    );
  addTenantCommands(program, surroundings);
  addCreditsCommands(program, surroundings);
  addKeyCommands(program, surroundings);
  addQuestionnaireCommands(program, surroundings);
  addJobsCommands(program, surroundings);
  return program;
}

function describe(error: unknown): readonly string[] {
  if (error instanceof CommandFailure) {
    return error.lines;
  }
  return [`The command line failed: ${error instanceof Error ? error.message : String(error)}`];
}

/** Messages about what was typed repeat it, and a key may have been typed in the wrong place. */
function withoutSecrets(text: string): string {
  return text
    .replace(/(kycg_(?:live|test)_)[\w-]+/g, '$1…')
    .replace(/(unknown option '-[^'=]*=)[^']*'/, "$1…'");
}
