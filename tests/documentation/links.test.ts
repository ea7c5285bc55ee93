import { access } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path/posix';
import { expect, it } from 'vitest';
import { anchorsIn, linksIn, markdownFiles, readMarkdown, root } from './markdown.ts';

const isExternal = (target: string): boolean => /^[a-z]+:/.test(target);

/** Says what is wrong with a link, or nothing. */
async function findProblem(from: string, target: string): Promise<string | undefined> {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? from : normalize(join(dirname(from), path));
  if (
    !(await access(`${root}${file}`).then(
      () => true,
      () => false,
    ))
  ) {
    return `${from}: ${target} leads to no file`;
  }
  if (anchor !== undefined && !anchorsIn(await readMarkdown(file)).includes(anchor)) {
    return `${from}: ${target} leads to no heading`;
  }
  return undefined;
}

it('every link from a Markdown file to a file or heading of the repository resolves', async () => {
  const files = await markdownFiles();
  expect(files).toEqual(expect.arrayContaining(['README.md', 'docs/api.md', 'SECURITY.md']));
  const problems: (string | undefined)[] = [];
  for (const file of files) {
    const targets = linksIn(await readMarkdown(file)).filter((target) => !isExternal(target));
    problems.push(...(await Promise.all(targets.map((target) => findProblem(file, target)))));
  }
  expect(problems.filter((problem) => problem !== undefined)).toEqual([]);
});

it('a link to a missing file or heading is reported', async () => {
  expect(await findProblem('docs/api.md', 'nowhere.md')).toBe('docs/api.md: nowhere.md leads to no file');
  expect(await findProblem('README.md', 'docs/api.md#nowhere')).toBe(
    'README.md: docs/api.md#nowhere leads to no heading',
  );
  expect(await findProblem('docs/webhooks.md', '../SECURITY.md#what-is-encrypted')).toBeUndefined();
});

it('README links to every page of docs, or to the index of its folder', async () => {
  const pages = (await markdownFiles()).filter((path) => path.startsWith('docs/'));
  expect(pages.length).toBeGreaterThan(9);
  const linked: string[] = [];
  for (const index of ['README.md', ...pages.filter((path) => path.endsWith('/README.md'))]) {
    const targets = linksIn(await readMarkdown(index)).filter((target) => !isExternal(target));
    linked.push(...targets.map((target) => normalize(join(dirname(index), target))));
  }
  expect(linked).toEqual(expect.arrayContaining(pages));
});
