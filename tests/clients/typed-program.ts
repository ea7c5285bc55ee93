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

/** A folder with a program that uses generated types, as a frontend team has it. */
export interface TypedProgram<Exports> {
  exports: Exports;
  remove: () => Promise<void>;
}

interface BuildOptions {
  /** The file's name in `programs`. */
  name: string;
  /** Writes into its folder `src` what the program imports. `execute` runs a command line tool of this install in the folder. */
  generate: (tools: {
    folder: string;
    execute: (tool: string, args: string[], environment?: NodeJS.ProcessEnv) => Promise<unknown>;
  }) => Promise<void>;
}

/**
 * Generates the types of a program into a temporary folder, type-checks the program with them, bundles it, and loads it.
 *
 * @throws with what a tool printed, if the types cannot be generated or the program does not fit them
 */
export async function buildTypedProgram<Exports>({
  name,
  generate,
}: BuildOptions): Promise<TypedProgram<Exports>> {
  const folder = await mkdtemp(`${tmpdir()}/postern-client-`);
  const execute = (tool: string, args: string[], environment?: NodeJS.ProcessEnv) =>
    runIn(folder, pathOf(`node_modules/.bin/${tool}`), args, environment);
  await symlink(pathOf('node_modules'), `${folder}/node_modules`);
  await writeFile(`${folder}/package.json`, '{ "type": "module" }');
  await writeFile(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions, include: ['src'] }));
  await mkdir(`${folder}/src`);
  await copyFile(pathOf(`programs/${name}`), `${folder}/src/${name}`);
  await generate({ folder, execute });
  await runIn(folder, pathOf('../../node_modules/.bin/tsc'), ['-p', '.']);
  const bundle = `${folder}/bundle.js`;
  await writeFile(bundle, await bundleProgram(`${folder}/src/${name}`, 'node'));
  return {
    exports: await import(pathToFileURL(bundle).href),
    remove: () => rm(folder, { recursive: true }),
  };
}

/** The program with everything that it imports, as one module. */
export async function bundleProgram(input: string, platform: 'browser' | 'node'): Promise<string> {
  const bundle = await rolldown({ input, platform });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  return output[0].code;
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
