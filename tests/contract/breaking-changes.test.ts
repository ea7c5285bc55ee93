import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findUndeclaredBreakingChanges } from './breaking-changes.ts';

const hasGit = spawnSync('git', ['--version']).status === 0;
const footer = 'BREAKING CHANGE: read the name from `title`.';
const noName = 'type Query { id: ID! }';
const nameRemoved = 'Field Query.name was removed.';

let parent: string;
let folder: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'postern-breaking-'));
  folder = join(parent, 'repository');
  mkdirSync(join(folder, 'tests/contract'), { recursive: true });
  write('package.json', '{ "version": "1.0.0" }');
  write('schema.graphql', 'type Query { id: ID! name: String }');
  release();
});
afterEach(() => rmSync(parent, { recursive: true }));

const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);

/** Replaces released.graphql with the schema. */
const release = (): void =>
  copyFileSync(join(folder, 'schema.graphql'), join(folder, 'tests/contract/released.graphql'));

/** Runs git without the settings of whoever runs the tests. */
const git = (...args: string[]): void => {
  execFileSync('git', ['-c', 'maintenance.auto=false', ...args], {
    cwd: folder,
    stdio: 'pipe',
    env: {
      PATH: process.env['PATH'],
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_AUTHOR_NAME: 'A',
      GIT_AUTHOR_EMAIL: 'a@example.com',
      GIT_COMMITTER_NAME: 'A',
      GIT_COMMITTER_EMAIL: 'a@example.com',
    },
  });
};
const commit = (message: string): void => {
  git('add', '--all');
  git('commit', '--quiet', '--message', message);
};
const problems = async (): Promise<string> =>
  (await findUndeclaredBreakingChanges(folder)).problems.join('\n');

describe('without a git repository', () => {
  it('a field that was removed is a problem, which says how to declare it', async () => {
    write('schema.graphql', noName);
    const message = await problems();
    expect(message).toContain(nameRemoved);
    expect(message).toContain('cp schema.graphql tests/contract/released.graphql');
    expect(message).toContain('BREAKING CHANGE:');
  });

  it('fields, types, values and union members that were added are no problem', async () => {
    write(
      'schema.graphql',
      'enum Colour { RED } union Thing = Query\ntype Query { id: ID! name: String thing: Thing }',
    );
    release();
    write(
      'schema.graphql',
      'enum Colour { RED BLUE } type A { a: Colour } union Thing = Query | A\ntype Query { id: ID! name: String! thing: Thing }',
    );
    expect(await findUndeclaredBreakingChanges(folder)).toEqual({ problems: [], notes: [] });
  });

  it('a released.graphql that is missing is a problem', async () => {
    rmSync(join(folder, 'tests/contract/released.graphql'));
    expect(await problems()).toContain('is missing');
  });
});

describe.skipIf(!hasGit)('in a git repository', () => {
  beforeEach(() => {
    git('init', '--quiet', '--template=');
    commit('Start');
  });

  it('a breaking change that is not committed yet is a problem until released.graphql is replaced', async () => {
    write('schema.graphql', noName);
    expect(await problems()).toContain(nameRemoved);
    release();
    const report = await findUndeclaredBreakingChanges(folder);
    expect(report.problems).toEqual([]);
    expect(report.notes.join()).toMatch(/Field Query\.name was removed[\s\S]*footer[\s\S]*BREAKING CHANGE:/);
  });

  it('a commit with the footer that replaces released.graphql declares the change', async () => {
    write('schema.graphql', noName);
    release();
    commit(`Remove the name\n\nNo one uses it.\n\n${footer}`);
    expect(await findUndeclaredBreakingChanges(folder)).toEqual({ problems: [], notes: [] });
  });

  it('the footer alone, without released.graphql, does not declare the change', async () => {
    write('schema.graphql', noName);
    commit(`Remove the name\n\n${footer}`);
    expect(await problems()).toContain(nameRemoved);
  });

  it.each([
    ['no footer', 'Remove the name'],
    ['the words in the subject', 'BREAKING CHANGE: remove the name'],
    ['the words inside a sentence', 'Remove the name\n\nThis is no BREAKING CHANGE: no one uses it.'],
    ['a footer without a text', 'Remove the name\n\nBREAKING CHANGE:'],
  ])('a commit that replaces released.graphql with %s is a problem', async (_case, message) => {
    write('schema.graphql', noName);
    release();
    commit(message);
    expect(await problems()).toMatch(/replaces tests\/contract\/released\.graphql[\s\S]*name was removed/);
  });

  it('an undeclared replacement stays a problem when later commits replace the file again', async () => {
    write('schema.graphql', noName);
    release();
    commit('Remove the name');
    write('schema.graphql', 'type Query { id: ID! title: String }');
    release();
    commit(`Add a title\n\n${footer}`);
    expect(await problems()).toContain(nameRemoved);
  });

  it('a released.graphql that was deleted and added again is a problem', async () => {
    git('rm', '--quiet', 'tests/contract/released.graphql');
    commit('Delete it');
    mkdirSync(join(folder, 'tests/contract'), { recursive: true });
    write('schema.graphql', noName);
    release();
    commit('Add it again');
    expect(await problems()).toContain('The file was deleted.');
  });

  it('a replacement that only adds needs no footer', async () => {
    write('schema.graphql', 'type Query { id: ID! name: String title: String }');
    release();
    commit('Add a title');
    expect(await problems()).toBe('');
  });

  it('a release that leaves released.graphql behind its schema is a problem, before and after its commit', async () => {
    write('schema.graphql', 'type Query { id: ID! name: String title: String }');
    write('package.json', '{ "version": "1.1.0" }');
    expect(await problems()).toContain('Version 1.1.0 is a release');
    commit('1.1.0');
    expect(await problems()).toContain('is a release');
    release();
    git('add', '--all');
    git('commit', '--quiet', '--amend', '--no-edit');
    expect(await problems()).toBe('');
  });

  it('commits before the last release are not examined, and those after it are', async () => {
    write('schema.graphql', noName);
    release();
    commit('Remove the name');
    write('package.json', '{ "version": "2.0.0" }');
    commit('2.0.0');
    expect(await problems()).toBe('');
    write('schema.graphql', 'type Query { name: String }');
    release();
    commit('Remove the id');
    expect(await problems()).toContain('Field Query.id was removed.');
  });

  it('a change that one branch declares stays declared after a merge', async () => {
    git('switch', '--quiet', '--create', 'other');
    write('schema.graphql', noName);
    release();
    commit(`Remove the name\n\n${footer}`);
    git('switch', '--quiet', '-');
    write('README.md', 'Read me.');
    commit('Add a README');
    git('merge', '--quiet', '--no-ff', '--message', 'Merge', 'other');
    expect(await problems()).toBe('');
  });

  it('a clone without the commits since the last release is a problem, and a whole one is none', async () => {
    write('schema.graphql', noName);
    release();
    commit(`Remove the name\n\n${footer}`);
    const source = folder;
    git('clone', '--quiet', '--depth=1', `file://${source}`, join(parent, 'shallow'));
    git('clone', '--quiet', source, join(parent, 'whole'));
    folder = join(parent, 'shallow');
    expect(await problems()).toContain('git fetch --unshallow');
    folder = join(parent, 'whole');
    expect(await problems()).toBe('');
  });

  it('a folder below the root of a repository is examined as well', async () => {
    const whole = join(parent, 'whole');
    mkdirSync(whole);
    cpSync(folder, join(whole, 'gateway'), { recursive: true, filter: (path) => !path.endsWith('.git') });
    folder = whole;
    git('init', '--quiet', '--template=');
    commit('Start');
    folder = join(whole, 'gateway');
    write('schema.graphql', noName);
    release();
    commit('Remove the name');
    expect(await problems()).toContain(nameRemoved);
  });

  it('a repository without a commit is treated like none', async () => {
    rmSync(join(folder, '.git'), { recursive: true });
    git('init', '--quiet', '--template=');
    expect(await problems()).toBe('');
  });

  it('the script exits with 1 and prints the changes that no commit declares', () => {
    write('schema.graphql', noName);
    const script = join(import.meta.dirname, 'check-breaking-changes.ts');
    const { status, stderr } = spawnSync(process.execPath, [script], { cwd: folder, encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toContain(nameRemoved);
  });
});
