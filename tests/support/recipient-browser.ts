import type { Browser, BrowserContext, BrowserContextOptions, ConsoleMessage, Page } from 'playwright-core';
import { expect } from 'vitest';
import { launchBrowser } from './browser.ts';
import { startTestGateway, type TestGateway } from './gateway.ts';
import { newestLink } from './recipient.ts';
import { createWorld, type World } from './world.ts';

/** How long a slow machine may take until something is to be seen. */
const patienceMs = 20_000;

export const phone = { width: 390, height: 844 };
export const desktop = { width: 1280, height: 900 };

/** What a browser has asked for and complained about. */
export interface Watch {
  /** Addresses that were asked for and are not the gateway's. */
  foreign: string[];
  /** Errors of scripts, violations of the Content-Security-Policy and whatever else the console shows as an error. */
  faults: string[];
}

/** A gateway that listens, a tenant of it, and a browser for the tenant's recipients. */
export interface Stage {
  gateway: TestGateway;
  world: World;
  browser: Browser;
  /** Where the gateway listens. */
  url: string;
  /** A browser profile of its own: another person, or the same one on another day. */
  visitor: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** Opens the link in the newest mail, on a phone unless the options say otherwise. */
  openNewestLink: (options?: BrowserContextOptions) => Promise<Page>;
  /** The address of the link in the newest mail. */
  newestAddress: () => Promise<string>;
  /** Of every page so far. */
  watch: Watch;
  close: () => Promise<void>;
}

interface StageOptions {
  environment?: Record<string, string>;
  /** One that is there already, and that stays open when the stage is closed. */
  browser?: Browser;
}

export async function openStage({ environment = {}, ...options }: StageOptions = {}): Promise<Stage> {
  const [gateway, browser] = await Promise.all([
    startTestGateway({ environment: { WORKER: 'none', ...environment } }),
    options.browser ?? launchBrowser(),
  ]);
  const url = await gateway.listen();
  const world = await createWorld(gateway, { credits: 1000 });
  const watch: Watch = { foreign: [], faults: [] };

  const visitor: Stage['visitor'] = async (options = {}) => {
    const context = await browser.newContext({
      viewport: phone,
      locale: 'en-GB',
      // What scrolls slowly is nowhere for a while.
      reducedMotion: 'reduce',
      ...options,
    });
    context.setDefaultTimeout(patienceMs);
    context.on('request', (request) => {
      const target = request.url();
      if (!target.startsWith(`${url}/`) && !/^(?:data|blob|about):/.test(target)) {
        watch.foreign.push(target);
      }
    });
    context.on('weberror', (error) => watch.faults.push(error.error().message));
    context.on('console', (message) => {
      if (message.type() === 'error' && !isRefusedPage(message)) {
        watch.faults.push(message.text());
      }
    });
    return context;
  };
  const newestAddress = async () => `${url}${await newestLink(world)}`;

  return {
    gateway,
    world,
    browser,
    url,
    visitor,
    newestAddress,
    openNewestLink: async (options) => {
      const page = await (await visitor(options)).newPage();
      await page.goto(await newestAddress());
      return page;
    },
    watch,
    close: async () => {
      // A page with unsaved work asks before it lets a whole browser go, and nobody is there to answer.
      await Promise.all(browser.contexts().map((context) => context.close()));
      if (!options.browser) {
        await browser.close();
      }
      await gateway.drop();
    },
  };
}

/** Whether the console merely tells that a page was shown with a status that says what became of a form or a link. */
const isRefusedPage = (message: ConsoleMessage): boolean =>
  /^Failed to load resource: the server responded with a status of (?:404|409|410|422|429) /.test(
    message.text(),
  ) && /^https?:\/\/[^/]+\/w\//.test(message.location().url);

/** Looks again and again until the expectation is met, for as long as a slow machine may need. */
export const eventually = <Value>(read: () => Promise<Value>) => expect.poll(read, { timeout: patienceMs });

/** The button that a form is sent by. */
export const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();

/** The text of the page's main heading. */
export const heading = (page: Page): Promise<string> => page.getByRole('heading', { level: 1 }).innerText();

/** By how many pixels the page is wider than what it is seen through. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { documentElement } = (globalThis as any).document;
    return documentElement.scrollWidth - documentElement.clientWidth;
  });

/** Whether what has the focus is this control. */
export const hasFocus = (control: { evaluate: (read: (element: any) => boolean) => Promise<boolean> }) =>
  control.evaluate((element) => element === element.ownerDocument.activeElement);
