import { usedMemoryBytes } from './heap.ts';

/*
 * Loaded before a program, it makes that write, at every SIGUSR2, how much memory it uses to standard error.
 */
process.on('SIGUSR2', () => {
  process.stderr.write(`Memory in use: ${usedMemoryBytes()}\n`);
});
