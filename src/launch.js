/*
 * Starts a program of this package with plain words instead of a stack trace where it cannot run. This file and those that
 * call it are JavaScript, because a Node.js that cannot run TypeScript has to be able to say so.
 */

/** The oldest Node.js whose built-in modules and type stripping the sources rely on. */
const minNodeMajor = 24;

/**
 * @param {() => Promise<unknown>} load imports the program
 * @param {string} nodeVersion
 */
export async function launch(load, nodeVersion = process.versions.node) {
  if (Number.parseInt(nodeVersion, 10) < minNodeMajor) {
    exitWith(
      `Postern requires Node.js ${minNodeMajor} or newer, and this is ${nodeVersion}. Install it from https://nodejs.org. For development, \`npm ci\` installs one for npm scripts.`,
    );
  }
  try {
    await load();
  } catch (error) {
    const missing = missingDependency(error);
    if (missing === undefined) {
      throw error;
    }
    exitWith(`The package ${missing} is not installed. Run \`npm ci\` in Postern's folder.`);
  }
}

/** @param {string} line */
function exitWith(line) {
  console.error(line);
  process.exit(1);
}

/**
 * The package that an import did not find.
 *
 * @param {unknown} error
 */
function missingDependency(error) {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'
    ? /Cannot find package '([^']+)'/.exec(error.message)?.[1]
    : undefined;
}
