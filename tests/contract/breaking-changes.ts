import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BreakingChangeType, buildSchema, findSchemaChanges } from 'graphql';

const schemaFile = 'schema.graphql';
const releasedFile = 'tests/contract/released.graphql';
const maxGitOutputBytes = 64 * 2 ** 20;
const breakingTypes: ReadonlySet<string> = new Set(Object.values(BreakingChangeType));

const howToDeclare = [
  'To keep clients working, deprecate what they use instead of changing it. To break them on purpose, run',
  `  cp ${schemaFile} ${releasedFile}`,
  'and commit both files together, with a footer in the commit message that says what clients have to change:',
  '  BREAKING CHANGE: …',
].join('\n');

export interface BreakingChangesReport {
  /** What must be corrected, each with the steps that do it. */
  problems: string[];
  /** What the commit that is being prepared will need. */
  notes: string[];
}

interface Commit {
  id: string;
  hasParent: boolean;
}

type Git = (...args: string[]) => Promise<string>;

/**
 * Compares schema.graphql with tests/contract/released.graphql, the schema that clients may rely on, and checks in the
 * history that no commit since the last release has replaced that file to hide a breaking change: a commit that does so
 * declares it with a `BREAKING CHANGE:` footer. A release, a commit that changes the version in package.json, replaces
 * the file with its schema, so that what it adds counts from then on.
 *
 * Without a history (a tarball, no git) only the two files are compared. A history that is cut off is a problem, because
 * the commit that has replaced the file must not be in it.
 */
export async function findUndeclaredBreakingChanges(folder: string): Promise<BreakingChangesReport> {
  const read = (file: string): Promise<string | undefined> =>
    readFile(join(folder, file), 'utf8').catch(() => undefined);
  const [schema, released, packageText] = await Promise.all(
    [schemaFile, releasedFile, 'package.json'].map(read),
  );
  if (schema === undefined || released === undefined)
    return { problems: [`${schemaFile} or ${releasedFile} is missing.`], notes: [] };

  const problems: string[] = [];
  const notes: string[] = [];
  const changes = breakingChanges(released, schema);
  if (changes.length > 0)
    problems.push(`${schemaFile} breaks clients of ${releasedFile}:\n${list(changes)}\n${howToDeclare}`);

  const git = await openHistory(folder);
  if (git === undefined) return { problems, notes };

  const committed = await show(git, 'HEAD', releasedFile);
  if (committed !== undefined) {
    const undeclared = breakingChanges(committed, released);
    if (undeclared.length > 0)
      notes.push(
        `${releasedFile} is replaced with breaking changes:\n${list(undeclared)}\n` +
          `Commit it together with ${schemaFile}, with a footer that says what clients have to change:\n  BREAKING CHANGE: …`,
      );
  }

  const version = versionOf(packageText);
  const committedVersion = versionOf(await show(git, 'HEAD', 'package.json'));
  if (committedVersion !== undefined && version !== committedVersion && schema !== released)
    problems.push(
      `Version ${version} is a release: run\n  cp ${schemaFile} ${releasedFile}\nand commit it together with package.json.`,
    );

  problems.push(...(await findUndeclaredInHistory(git)));
  return { problems, notes };
}

async function findUndeclaredInHistory(git: Git): Promise<string[]> {
  const [release] = await commits(git, '-1', '-G"version": "', 'HEAD', '--', 'package.json');
  const problems: string[] = [];

  if (release !== undefined) {
    const released = await show(git, release.id, releasedFile);
    const isCopy = released === undefined || released === (await show(git, release.id, schemaFile));
    if (!isCopy)
      problems.push(
        `Commit ${release.id.slice(0, 10)} is a release, as it changes the version, but its ${releasedFile} is not a copy of ` +
          `its ${schemaFile}. Run\n  cp ${schemaFile} ${releasedFile}\nand add the file to that commit.`,
      );
  }

  const sinceRelease = release === undefined ? [] : ['--not', `${release.id}^@`];
  const isCutOff = (await git('rev-parse', '--is-shallow-repository')).trim() === 'true';
  for (const commit of await commits(git, 'HEAD', ...sinceRelease, '--', releasedFile)) {
    if (!commit.hasParent && isCutOff)
      return [
        ...problems,
        'This clone lacks the history that shows whether breaking changes are declared. Run\n  git fetch --unshallow',
      ];
    problems.push(...(await findUndeclaredInCommit(git, commit)));
  }
  return problems;
}

async function findUndeclaredInCommit(git: Git, { id, hasParent }: Commit): Promise<string[]> {
  const before = hasParent ? await show(git, `${id}^`, releasedFile) : undefined;
  if (before === undefined) return [];

  const after = await show(git, id, releasedFile);
  const changes = after === undefined ? ['The file was deleted.'] : breakingChanges(before, after);
  if (changes.length === 0) return [];

  const [, ...body] = (await git('log', '--no-show-signature', '-1', '--format=%B', id)).trim().split('\n');
  if (body.some((line) => /^BREAKING[ -]CHANGE: *\S/.test(line))) return [];
  return [
    `Commit ${id.slice(0, 10)} replaces ${releasedFile} with breaking changes that it does not declare:\n${list(changes)}\n` +
      'Add a footer to its message (git commit --amend, or git rebase -i for an earlier commit) that says what clients ' +
      'have to change:\n  BREAKING CHANGE: …',
  ];
}

function breakingChanges(before: string, after: string): string[] {
  if (before === after) return [];
  return findSchemaChanges(buildSchema(before), buildSchema(after))
    .filter(({ type }) => breakingTypes.has(type))
    .map(({ description }) => description);
}

const list = (lines: readonly string[]): string => lines.map((line) => `  - ${line}`).join('\n');

const versionOf = (packageText: string | undefined): unknown =>
  packageText === undefined ? undefined : JSON.parse(packageText).version;

/** Undefined if there is no git, no repository or no commit. Any other failure of git is thrown. */
async function openHistory(folder: string): Promise<Git | undefined> {
  const run = promisify(execFile);
  const git: Git = async (...args) => {
    // Git's messages are compared below, so they must not be translated.
    const env = { ...process.env, LC_ALL: 'C' };
    const { stdout } = await run('git', args, { cwd: folder, env, maxBuffer: maxGitOutputBytes });
    return stdout;
  };
  try {
    await git('rev-parse', '--verify', 'HEAD');
    return git;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const isMissing = 'code' in error && error.code === 'ENOENT';
    if (isMissing || /not a git repository|Needed a single revision/.test(error.message)) return undefined;
    throw error;
  }
}

/** The commits that `git log` selects, newest first. */
async function commits(git: Git, ...selection: string[]): Promise<Commit[]> {
  const output = await git('log', '--no-show-signature', '--format=%H %P', ...selection);
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [id = '', ...parents] = line.trim().split(' ');
      return { id, hasParent: parents.length > 0 };
    });
}

/** The file's text in a commit, or undefined if the commit does not have it. */
async function show(git: Git, commit: string, file: string): Promise<string | undefined> {
  // Paths are relative to the folder, which need not be the repository's root.
  const [, , object] = (await git('ls-tree', commit, '--', file)).split(/\s/);
  return object === undefined ? undefined : git('cat-file', 'blob', object);
}
