import type { Browser, Page } from 'playwright-core';
import { afterAll, describe, expect } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { createPrefill, saveAnswers } from '../support/responses.ts';
import { createWorld, type World } from '../support/world.ts';
import { type BuiltProgram, buildProgram } from './build-program.ts';
import { followers } from './programs/live-updates.ts';
import { type Site, serveProgram } from './serve-program.ts';
import { it } from './shared-gateway.ts';

declare const shown: any[];

const subscription = /* GraphQL */ `
  subscription FollowResponse($id: ID!) {
    response(id: $id) { id status answers { id question { id key } value } }
  }
`;

let world: World;
let program: BuiltProgram;
let site: Site;
let browser: Browser;

it.beforeAll(async ({ gateway }) => {
  world = await createWorld(gateway);
  program = await buildProgram({
    name: 'live-updates.ts',
    platform: 'browser',
    generate: async () => undefined,
  });
  site = await serveProgram(program);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  site?.close();
  await program?.remove();
});

/** Lets a page follow a response, and collect what it is shown. */
async function follow(page: Page, name: string, place: object, responseId: string): Promise<void> {
  await page.goto(site.originOf('localhost'));
  await page.waitForFunction(() => 'followers' in globalThis);
  await page.evaluate(
    (input) => {
      const all: unknown[] = [];
      const { followers: inPage } = globalThis as unknown as { followers: Record<string, any> };
      Object.assign(globalThis, { shown: all });
      inPage[input.name](input.place, input.subscription, { id: input.responseId }, (result: unknown) => {
        all.push(result);
      });
    },
    { name, place, subscription, responseId },
  );
}

describe.for(Object.keys(followers))('%s in a page of another origin', (name) => {
  it(`${name} in a page of another origin shows a response and each change that is made by REST`, async ({
    gateway,
  }) => {
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      const problems: string[] = [];
      page.on('console', (message) => problems.push(message.text()));
      page.on('pageerror', (error) => problems.push(error.message));
      const place = {
        url: `${gateway.origin}/graphql`,
        headers: { authorization: `Bearer ${world.tenant.key}` },
      };
      const responseId = await createPrefill(world);
      await follow(page, name, place, responseId);
      const values = () =>
        page.evaluate(() =>
          shown
            .at(-1)
            ?.data?.response.answers.map(({ value }: { value: unknown }) => value)
            .filter((value: unknown) => value !== null),
        );
      await expect.poll(values).toEqual([]);
      for (const value of ['Acme', 'Acme Trading']) {
        await saveAnswers(world, responseId, { name: value });
        await expect.poll(values).toEqual([value]);
      }
      expect(problems.filter((text) => !text.includes('favicon'))).toEqual([]);
    } finally {
      await context.close();
    }
  });
});
