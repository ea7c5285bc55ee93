import { SingleBar } from 'cli-progress';
import type { Progress } from './surroundings.ts';

/** A bar on a terminal; nothing where the output is not one. */
export function showProgressBar(stream: NodeJS.WriteStream, total: number): Progress {
  const bar = new SingleBar({
    stream,
    format: '{bar} {value} of {total}, {duration_formatted}',
    barCompleteChar: '#',
    barIncompleteChar: '.',
    hideCursor: true,
    // Ctrl-C is the command's own.
    gracefulExit: false,
    noTTYOutput: false,
  });
  bar.start(total, 0);
  return {
    update: (done) => bar.update(done),
    end: () => bar.stop(),
  };
}
