import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { rolldown } from 'rolldown';

const run = promisify(execFile);
const pathOf = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** The settings of a new TypeScript project: everything strict, with a bundler. */
const compilerOptions = {
  target: 'ES2024',
  lib: ['ES2024', 'DOM', 'DOM.Iterable'],
  module: 'ESNext',
  moduleResolution: 'Bundler',
  allowImportingTsExtensions: true,
  verbatimModuleSyntax: true,
  noEmit: true,
  types: [],
  skipLibCheck: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
};

/** A program as it is deployed. */
export interface BuiltProgram {
  /** The path of the module into which it is bundled. */
  bundle: string;
  remove: () => Promise<void>;
}

/** A program that this process has loaded. */
export interface LoadedProgram<Exports> {
  exports: Exports;
  remove: () => Promise<void>;
}

interface BuildOptions {
  /** The file's name in `programs`. */
  name: string;
  /** Where it runs. */
  platform: 'browser' | 'node';
  /**
   * Writes into its folder `src` what the program imports. `execute` runs a command line tool of this install in the folder.
   */
  generate: (tools: {
    folder: string;
    execute: (tool: string, args: string[], environment?: NodeJS.ProcessEnv) => Promise<unknown>;
  }) => Promise<void>;
}

/**
 * Generates the types of a program into a temporary folder, type-checks the program with them, and bundles it.
 *
 * @throws with what a tool printed, if the types cannot be generated or the program does not fit them
 */
export async function buildProgram({ name, platform, generate }: BuildOptions): Promise<BuiltProgram> {
  const folder = await mkdtemp(`${tmpdir()}/postern-client-`);
  const execute = (tool: string, args: string[], environment?: NodeJS.ProcessEnv) =>
    runIn(folder, pathOf(`node_modules/.bin/${tool}`), args, environment);
  const remove = () => rm(folder, { recursive: true });
  try {
    await symlink(pathOf('node_modules'), `${folder}/node_modules`);
    await writeFile(`${folder}/package.json`, '{ "type": "module" }');
    await writeFile(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions, include: ['src'] }));
    await mkdir(`${folder}/src`);
    await copyFile(pathOf(`programs/${name}`), `${folder}/src/${name}`);
    await generate({ folder, execute });
    await runIn(folder, pathOf('../../node_modules/.bin/tsc'), ['-p', '.']);
    const bundle = `${folder}/bundle.js`;
    const build = await rolldown({ input: `${folder}/src/${name}`, platform });
    await build.write({ format: 'es', file: bundle });
    await build.close();
    return { bundle, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Builds a program for Node and loads it. */
export async function loadProgram<Exports>(
  options: Omit<BuildOptions, 'platform'>,
): Promise<LoadedProgram<Exports>> {
  const { bundle, remove } = await buildProgram({ ...options, platform: 'node' });
  return { exports: await import(pathToFileURL(bundle).href), remove };
}

async function runIn(
  folder: string,
  command: string,
  args: string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<void> {
  const options = { cwd: folder, env: { ...process.env, ...environment } };
  await run(process.execPath, [command, ...args], options).catch(({ stdout, stderr }) => {
    throw new Error(`${command} failed:\n${stdout}${stderr}`);
  });
}
