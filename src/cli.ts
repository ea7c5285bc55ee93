import { runCommandLine } from './command-line/program.ts';

// A reader that has seen enough, such as `head`, closes the pipe; that is no failure of the command.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') {
    throw error;
  }
});

process.exitCode = await runCommandLine({
  argv: process.argv.slice(2),
  environment: process.env,
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  fetch,
});
