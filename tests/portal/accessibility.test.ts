import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findViolations } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { type PageServer, startPageServer } from './page-server.ts';
import { inBothLanguages } from './states.ts';

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
    expect(await findViolations(page)).toEqual([]);
  });
});
