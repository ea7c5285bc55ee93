import { glob, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** The paths of all Markdown files that the repository contains, relative to its root. */
export async function markdownFiles(): Promise<string[]> {
  const paths: string[] = [];
  const patterns = ['*.md', '{docs,src,tests,prisma}/**/*.md'];
  for await (const path of glob(patterns, { cwd: root, exclude: (name) => name.endsWith('node_modules') })) {
    paths.push(path);
  }
  return paths.sort();
}

export const readMarkdown = (path: string): Promise<string> => readFile(`${root}${path}`, 'utf8');

export const withoutCode = (text: string): string =>
  text.replaceAll(/^```[\s\S]*?^```$/gm, '').replaceAll(/`[^`\n]*`/g, (code) => 'x'.repeat(code.length));

/** The targets of links and pictures; what code contains is no link. */
export const linksIn = (text: string): string[] =>
  [...withoutCode(text).matchAll(/\]\(([^()\s]+)\)/g)].map(([, target = '']) => target);

/** The anchors that GitHub gives to headings: `## Ids, versions and caches` is `#ids-versions-and-caches`. */
export const anchorsIn = (text: string): string[] =>
  [...text.replaceAll(/^```[\s\S]*?^```$/gm, '').matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** The blocks of shell commands. */
export const shellBlocksIn = (text: string): string[] =>
  [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
