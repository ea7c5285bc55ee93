import type { BrowserContextOptions, Page } from 'playwright-core';
import { encode } from 'uqr';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findViolations } from '../support/axe.ts';
import { pdfNamed } from '../support/every-question.ts';
import {
  desktop,
  eventually,
  openStage,
  overflow,
  phone,
  press,
  type Stage,
} from '../support/recipient-browser.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
beforeEach(() => {
  Object.assign(stage.watch, { foreign: [], faults: [] });
});
afterEach(() => expect(stage.watch).toEqual({ foreign: [], faults: [] }));
afterAll(() => stage?.close());

const onPhone: BrowserContextOptions = { viewport: phone, isMobile: true, hasTouch: true };
const offer = (page: Page) => page.locator('.handover');
const heading = (page: Page) => page.getByText('Continue on your phone', { exact: true });
const code = (page: Page) => page.getByRole('img', { name: 'QR code with the address of this page' });
const status = (page: Page) => offer(page).getByRole('status').innerText();

async function open(options: BrowserContextOptions = { viewport: desktop }): Promise<Page> {
  const { status } = await stage.world.tenant.rest('POST', '/workflows/send/', {
    entity_id: stage.world.individual,
    verification: { checks: { document: true } },
    email: 'ada@example.com',
  });
  expect(status).toBe(201);
  return stage.openNewestLink(options);
}

async function openCode(page: Page): Promise<void> {
  await heading(page).click();
  await code(page).waitFor();
}

/** Which modules of the code are dark on the screen, with its margin. */
async function modulesOnScreen(page: Page, size: number): Promise<boolean[][]> {
  const picture = (await code(page).screenshot()).toString('base64');
  const blank = await page.context().newPage();
  const modules = await blank.evaluate(
    async ([picture, size]) => {
      const { Image, document } = globalThis as any;
      const image = new Image();
      image.src = `data:image/png;base64,${picture}`;
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), {
        width: image.width,
        height: image.height,
      });
      const context = canvas.getContext('2d');
      context.drawImage(image, 0, 0);
      const at = (module: number) => Math.floor(((module + 0.5) * image.width) / size);
      return Array.from({ length: size }, (_row, y) =>
        Array.from({ length: size }, (_column, x) => context.getImageData(at(x), at(y), 1, 1).data[0] < 128),
      );
    },
    [picture, size] as const,
  );
  await blank.close();
  return modules;
}

describe('the way from a desk to a phone', () => {
  test.each([
    ['light', ''],
    ['dark', '?lang=en'],
  ] as const)('the code on the screen is the page’s own link: %s%s', async (colorScheme, parameters) => {
    const page = await open({ viewport: desktop, colorScheme });
    const link = `${await stage.newestAddress()}${parameters}`;
    await page.goto(link);
    await openCode(page);
    const { data, size } = encode(link, { ecc: 'M', border: 4 });
    expect(await modulesOnScreen(page, size)).toEqual(data);
    expect(await findViolations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    // The code is drawn by the browser; no text of the page contains the token.
    expect(await page.content()).not.toContain(link.slice(link.lastIndexOf('/') + 1).replace('?lang=en', ''));
    await page.context().close();
  });

  test('what is added on the phone appears on the desk, and submitting there is reported here', async () => {
    const page = await open();
    await openCode(page);
    expect(await status(page)).toBe('Files that you add on your phone appear here within a few seconds.');
    const other = await stage.openNewestLink(onPhone);
    await other.getByRole('checkbox', { name: 'I consent' }).check();
    await other.getByLabel('Identity document', { exact: true }).setInputFiles(pdfNamed('passport.pdf'));
    await page.getByRole('button', { name: 'Remove passport.pdf' }).waitFor();
    expect(await status(page)).toMatch(/^The files on this page have changed/);
    expect(await page.getByRole('checkbox', { name: 'I consent' }).isChecked()).toBe(true);

    await page.getByRole('button', { name: 'Remove passport.pdf' }).click();
    await eventually(() => page.locator('.files').count()).toBe(0);
    await other.getByLabel('Identity document', { exact: true }).setInputFiles(pdfNamed('card.pdf'));
    await press(page, 'Show new files now');
    await page.getByRole('button', { name: 'Remove card.pdf' }).waitFor();

    await press(other, 'Submit verification');
    await other.getByText('Thank you. Everything that').waitFor();
    await page.getByText('Thank you. Everything that').waitFor();
    await page.context().close();
    await other.context().close();
  });

  test('the page looks for new files for a bounded time, and again when it is asked to', async () => {
    const page = await (await stage.visitor({ viewport: desktop })).newPage();
    await page.clock.install();
    await page.goto(await stage.newestAddress().then(async () => (await open()).url()));
    await openCode(page);
    let looks = 0;
    await page.route('**/w/*', (route) => {
      looks += 1;
      return route.fulfill({ status: 503, contentType: 'text/html', body: '' });
    });
    await eventually(async () => {
      await page.clock.runFor(60_000);
      return status(page);
    }).toBe('This page has stopped looking for new files.');
    expect(looks).toBe(120);
    await press(page, 'Show new files now');
    await page.getByText('New files cannot be loaded right now.').waitFor();
    expect(looks).toBe(121);
    Object.assign(stage.watch, { faults: [] });
    await page.context().close();
  });

  test('nothing of it is loaded before it is opened, and a phone is not offered it', async () => {
    const page = await (await stage.visitor({ viewport: desktop })).newPage();
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(new URL(request.url()).pathname.replace(/-.*\./, '.')));
    await open().then((first) => page.goto(first.url()));
    await heading(page).waitFor();
    expect(loaded.filter((path) => !path.startsWith('/w/'))).toEqual([
      '/assets/portal.css',
      '/assets/portal.js',
    ]);
    expect(await code(page).count()).toBe(0);
    await heading(page).focus();
    await page.keyboard.press('Enter');
    await code(page).waitFor();
    expect(loaded).toContain('/assets/handover.js');
    await page.context().close();

    const held = await stage.openNewestLink(onPhone);
    await held.getByLabel('Identity document', { exact: true }).waitFor();
    expect(await offer(held).isVisible()).toBe(false);
    await held.context().close();
  });
});
