import { flushCompileCache } from 'node:module';

/**
 * What a program of this package needs of the environment, with nothing of this process's settings. It starts with what this
 * process and earlier programs have compiled, which saves it a third of its start.
 */
export function programEnvironment(): Record<string, string> {
  flushCompileCache();
  const { PATH = '', HOME = '', TMPDIR = '/tmp', NODE_COMPILE_CACHE = '' } = process.env;
  return { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE };
}
