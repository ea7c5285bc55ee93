import { existsSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/** Chromium's own errands, which have no place in a test without a network. */
const withoutErrands = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/**
 * In place of the package's own arguments, which are meant for small cloud functions: those let the browser die with the
 * first profile that is closed, let pages read from foreign origins, and have the processor stand in for a graphics card.
 */
const inContainers = ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'];

/** A headless browser: the Chromium that an npm package ships on Linux, an installed Chrome elsewhere. */
export async function launchBrowser({ args: own = [] }: { args?: readonly string[] } = {}): Promise<Browser> {
  if (process.platform !== 'linux') {
    return playwright.launch({ channel: 'chrome', args: [...withoutErrands, ...own] });
  }
  const executablePath = await chromium.executablePath();
  if (!existsSync(executablePath)) {
    throw new Error('The Chromium of @sparticuz/chromium could not be unpacked.');
  }
  return playwright.launch({ executablePath, args: [...inContainers, ...withoutErrands, ...own] });
}
