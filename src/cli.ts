import { styleText } from 'node:util';
import { runCommandLine } from './command-line/program.ts';
import { showProgressBar } from './command-line/progress-bar.ts';

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
  // `styleText` respects NO_COLOR, FORCE_COLOR and pipes.
  styles: {
    heading: (text) => styleText('bold', text, { stream: process.stdout }),
    problem: (text) => styleText('red', text, { stream: process.stderr }),
  },
  showProgress: (total) => showProgressBar(process.stderr, total),
  catchInterrupt: () => {
    const interruption = new AbortController();
    const interrupt = () => interruption.abort();
    process.once('SIGINT', interrupt);
    return { signal: interruption.signal, release: () => process.off('SIGINT', interrupt) };
  },
});
