import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { documentedOperations, examplesOf, openApi } from './document.ts';

let gateway: TestGateway;
let url: string;
beforeAll(async () => {
  gateway = await startTestGateway();
  url = await gateway.listen();
});
afterAll(() => gateway.drop());

async function read(address: string): Promise<{ type: string | null; text: string; status: number }> {
  const response = await fetch(address);
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
}

/** The addresses that a text of Markdown links to. */
const linksIn = (text: string): string[] => [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);

describe('/llms.txt', () => {
  it('links to the page of each group, the OpenAPI document and the schema, and no link is dead', async () => {
    const { status, type, text } = await read(`${url}/llms.txt`);
    expect([status, type]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(text).toMatch(/^# Postern\n\n> /);
    const links = linksIn(text);
    expect(links).toHaveLength((openApi.tags ?? []).length + 2);
    const pages = await Promise.all(links.map(read));
    expect(pages.map((page) => page.status)).toEqual(links.map(() => 200));
    expect(text).toContain(`over Streamable HTTP at ${url.replace('127.0.0.1', 'localhost')}/mcp`);
  });
});

describe('the pages of the reference', () => {
  let pages: string[];
  beforeAll(async () => {
    const links = linksIn((await read(`${url}/llms.txt`)).text).filter((link) => link.endsWith('.md'));
    const found = await Promise.all(links.map(read));
    expect(new Set(found.map(({ type }) => type))).toEqual(new Set(['text/markdown; charset=utf-8']));
    pages = found.map(({ text }) => text);
  });

  it('the pages of the reference have each operation once, with a command for each of its examples', () => {
    for (const documented of documentedOperations) {
      const { method, path, operation } = documented;
      const of = pages
        .flatMap((page) => page.split(/^## /m))
        .filter((section) => section.includes(`\n\`${method} /api/v1${path}\`\n`));
      expect(of).toHaveLength(1);
      expect(of[0]).toContain(operation.description);
      expect(of[0]?.match(/^curl /gm)).toHaveLength(examplesOf(documented).length);
    }
  });

  it('link to sections that they have', () => {
    for (const page of pages) {
      const sections = [...page.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => `#${title.toLowerCase()}`);
      expect(linksIn(page).filter((link) => !sections.includes(link))).toEqual([]);
    }
  });

  it('the pages of the reference have tables whose rows have as many cells as their heads, and no value that was not written', () => {
    for (const page of pages) {
      expect(page).not.toMatch(/undefined|\[object Object\]/);
      for (const [lines] of page.matchAll(/(?:^\|.*\|\n?)+/gm)) {
        const cells = lines
          .trim()
          .split('\n')
          .map((line) => line.split(/(?<!\\)\|/).length);
        expect(new Set(cells).size).toBe(1);
      }
    }
  });

  it('the pages of the reference are those of the groups and no others', async () => {
    expect((await read(`${url}/api/v1/docs/other.md`)).status).toBe(404);
  });
});
