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
 * What the package's own arguments, which are meant for a small cloud function, would take from a test: a browser that
 * lives on when one of its pages or profiles is closed, and one that keeps foreign content out as everybody's does.
 */
const unfitForTests = ['--single-process', '--disable-web-security', '--allow-running-insecure-content'];

/** A headless browser: the Chromium that an npm package ships on Linux, an installed Chrome elsewhere. */
export async function launchBrowser(): Promise<Browser> {
  if (process.platform !== 'linux') {
    return playwright.launch({ channel: 'chrome', args: withoutErrands });
  }
  const executablePath = await chromium.executablePath();
  if (!existsSync(executablePath)) {
    throw new Error('The Chromium of @sparticuz/chromium could not be unpacked.');
  }
  const args = chromium.args.filter((argument) => !unfitForTests.includes(argument));
  return playwright.launch({ executablePath, args: [...args, ...withoutErrands] });
}
