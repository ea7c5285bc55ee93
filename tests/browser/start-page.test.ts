import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findViolations } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { desktop, overflow, phone } from '../support/recipient-browser.ts';

let gateway: TestGateway;
let browser: Browser;
let url: string;
beforeAll(async () => {
  gateway = await startTestGateway({ hasDemoTenant: true });
  url = await gateway.listen();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await gateway?.drop();
});

describe.each(['light', 'dark'] as const)('the start page in %s', (colorScheme) => {
  test.each([phone, desktop])(
    'the start page has no accessibility violations or errors and fits at a width of $width',
    async (viewport) => {
      const page = await browser.newPage({ viewport, colorScheme });
      const faults: string[] = [];
      page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
      await page.goto(url);
      expect(await overflow(page)).toBe(0);
      expect(await findViolations(page)).toEqual([]);
      await page.keyboard.press('Tab');
      const outline = await page.evaluate(() => {
        const { document, getComputedStyle } = globalThis as any;
        const style = getComputedStyle(document.activeElement);
        return `${document.activeElement.tagName} ${style.outlineStyle} ${style.outlineWidth}`;
      });
      expect(outline).toBe('A solid 3px');
      expect(faults).toEqual([]);
      await page.close();
    },
  );
});
