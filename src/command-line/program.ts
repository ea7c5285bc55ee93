import { Command, CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { CommandFailure } from './command-failure.ts';
import { addCompletionCommand } from './completion.ts';
import { addCreditsCommands } from './credits.ts';
import { addExportCommand } from './export/export.ts';
import { addJobsCommands } from './jobs.ts';
import { addKeyCommands } from './key.ts';
import { usageStatus } from './options.ts';
import { plainLine } from './output.ts';
import { addQuestionnaireCommands } from './questionnaire.ts';
import { addSendCommand } from './send/send.ts';
import type { Surroundings } from './surroundings.ts';
import { addTenantCommands } from './tenant.ts';

const { version } = packageJson;

export interface CommandLineOptions extends Surroundings {
  /** The arguments without the program itself. */
  argv: readonly string[];
}

/**
 * Runs one command of the operator's command line. Results go to standard output and everything else to standard
 * error: plain lines, or with `--json` one document `{"error", "fields"}`. It never throws.
 *
 * @returns the exit status: 0 if the command succeeded, 1 if it failed, 2 if it was not written correctly
 */
export async function runCommandLine({ argv, ...surroundings }: CommandLineOptions): Promise<number> {
  const isJson = argv.includes('--json');
  try {
    await createProgram(surroundings, { isJson }).parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) {
      return 0;
    }
    const isUsage = error instanceof CommanderError;
    if (isJson) {
      printJsonError(error, surroundings);
    } else if (!isUsage) {
      for (const line of describe(error)) {
        surroundings.stderr(`${surroundings.styles.problem(withoutSecrets(plainLine(line)))}\n`);
      }
    }
    return isUsage ? usageStatus : 1;
  }
}

function printJsonError(error: unknown, { stderr }: Surroundings): void {
  const document = {
    error: describe(error)
      .map((line) => plainLine(line.replace(/^error: /, '')))
      .join('\n'),
    ...(error instanceof CommandFailure && error.fields && { fields: error.fields }),
  };
  stderr(`${withoutSecrets(JSON.stringify(document, null, 2))}\n`);
}

function createProgram(surroundings: Surroundings, { isJson }: { isJson: boolean }): Command {
  const { stdout, stderr, styles, environment } = surroundings;
  // As an npm script it is called by another name than as a program that `npm link` has put on the path.
  const program = new Command(environment['npm_lifecycle_event'] === 'cli' ? 'npm run -s cli --' : 'postern')
    .description("The operator's command line of a running Postern gateway.")
    .version(version, '--version', 'print the version of Postern')
    .option('--url <url>', 'address of the gateway', 'http://localhost:4000')
    .option('--json', 'print the result, or the error, as one JSON document')
    .configureHelp({ showGlobalOptions: true, styleTitle: styles.heading })
    .configureOutput({
      writeOut: stdout,
      writeErr: (text) => isJson || stderr(withoutSecrets(text)),
      outputError: (text, write) => write(`${styles.problem(text.trimEnd())}\n`),
    })
    .exitOverride()
    .addHelpText(
      'after',
      '\nThe operator key is read from OPERATOR_KEY, or from the file operator-key in DATA_DIR (default: ./.data).',
    );
  addTenantCommands(program, surroundings);
  addCreditsCommands(program, surroundings);
  addKeyCommands(program, surroundings);
  addQuestionnaireCommands(program, surroundings);
  addSendCommand(program, surroundings);
  addExportCommand(program, surroundings);
  addJobsCommands(program, surroundings);
  addCompletionCommand(program);
  return program;
}

function describe(error: unknown): readonly string[] {
  if (error instanceof CommandFailure) {
    return error.lines;
  }
  if (error instanceof CommanderError) {
    return [error.message];
  }
  return [`The command line failed: ${error instanceof Error ? error.message : String(error)}`];
}

/** Messages about what was typed repeat it, and a key may have been typed in the wrong place. */
function withoutSecrets(text: string): string {
  return text
    .replace(/(kycg_(?:live|test)_)[\w-]+/g, '$1…')
    .replace(/(unknown option '-[^'=]*=)[^']*'/, "$1…'");
}
