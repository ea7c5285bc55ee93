import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { type PageServer, startPageServer } from './page-server.ts';
import { inBothLanguages } from './states.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let page: Page;
let server: PageServer;

beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  server = await startPageServer();
});
afterAll(async () => {
  await server.close();
  await browser.close();
});

/** English in the light, German in the dark: each state is seen in both schemes. */
describe.each(inBothLanguages)('$state, in "$language"', ({ language, html }) => {
  it('has nothing that axe-core objects to, and fits a phone', async () => {
    await page.emulateMedia({ colorScheme: language === 'en' ? 'light' : 'dark', reducedMotion: 'reduce' });
    server.show(html);
    await page.goto(server.url);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.evaluate(axe);
    const { violations, passes } = (await page.evaluate('axe.run()')) as Record<string, any[]>;
    expect(violations!.map(({ id, nodes }) => [id, nodes[0].html, nodes[0].failureSummary])).toEqual([]);
    expect(passes!.map(({ id }) => id)).toContain('color-contrast');
  });
});
