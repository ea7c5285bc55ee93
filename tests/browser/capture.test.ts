import { rm } from 'node:fs/promises';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findViolations } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { cameraArgs, fakeCamera } from '../support/camera-picture.ts';
import {
  desktop,
  eventually,
  hasFocus,
  openStage,
  overflow,
  phone,
  press,
  type Stage,
} from '../support/recipient-browser.ts';
import { samples } from '../support/sample-files.ts';

let browser: Browser;
let stage: Stage;
beforeAll(async () => {
  browser = await launchBrowser({ args: cameraArgs() });
  stage = await openStage({ browser });
});
beforeEach(() => {
  Object.assign(stage.watch, { foreign: [], faults: [] });
});
afterEach(() => expect(stage.watch).toEqual({ foreign: [], faults: [] }));
afterAll(async () => {
  await stage?.close();
  await browser?.close();
});

const checks = { document: true, identity: true, enhancedIdentity: true, proofOfAddress: true };

async function send(): Promise<string> {
  const { status, body } = await stage.world.tenant.rest('POST', '/workflows/send/', {
    entity_id: stage.world.individual,
    verification: { checks },
    email: 'ada@example.com',
  });
  expect(status).toBe(201);
  return body.verification_session_id;
}

/** Opens a new verification, as someone who has consented, unless the options say otherwise. */
async function open({
  hasConsented = true,
  at = browser,
  ...options
}: { hasConsented?: boolean; at?: Browser } & BrowserContextOptions = {}) {
  const id = await send();
  const context =
    at === browser
      ? await stage.visitor(options)
      : await at.newContext({ viewport: phone, locale: 'en-GB', ...options });
  const page = await context.newPage();
  await page.goto(await stage.newestAddress());
  if (hasConsented) {
    await page.getByRole('checkbox').first().check();
  }
  return { page, id };
}

async function evidenceOf(id: string) {
  const { data } = await stage.world.tenant.graphql(
    `query ($id: ID!) { verificationSession(id: $id) { evidence { id check name contentType sizeBytes } } }`,
    { id },
  );
  return data.verificationSession.evidence;
}

const cameraButton = (page: Page, check: string) =>
  page.getByRole('button', { name: `Take a photo: ${check}`, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');
const status = (page: Page) => dialog(page).getByRole('status').innerText();

async function openCamera(page: Page, check = 'Identity document'): Promise<Locator> {
  await cameraButton(page, check).click();
  await dialog(page).waitFor();
  return dialog(page);
}

/** Whether the camera is on. */
const tracksOf = (page: Page) =>
  page.evaluate(() => (globalThis as any).tracks.map((track: any) => track.readyState));
const watchTracks = (page: Page) =>
  page.evaluate(() => {
    const { navigator } = globalThis as any;
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    (globalThis as any).tracks = [];
    mediaDevices.getUserMedia = async (constraints: unknown) => {
      const stream = await ask(constraints);
      (globalThis as any).tracks.push(...stream.getTracks());
      return stream;
    };
  });

test('front and back of a card are taken, looked at and uploaded as bounded JPEGs, and the camera goes off', async () => {
  const { page, id } = await open();
  await watchTracks(page);
  await openCamera(page);
  expect(await status(page)).toBe('Fit the front of your card into the frame.');
  expect(await hasFocus(page.getByRole('button', { name: 'Take the photo' }))).toBe(true);
  expect(await tracksOf(page)).toEqual(['live']);

  await page.keyboard.press('Enter');
  expect(await status(page)).toMatch(/looks blurred/);
  expect(await hasFocus(page.getByRole('button', { name: 'Use this photo' }))).toBe(true);
  await press(page, 'Take again');
  expect(await status(page)).toBe('Fit the front of your card into the frame.');
  await press(page, 'Take the photo');
  await press(page, 'Use this photo');
  await dialog(page).getByText('Now turn the card over').waitFor();
  expect(await dialog(page).getByRole('radio').count()).toBe(0);
  await press(page, 'Take the photo');
  await press(page, 'Use this photo');

  await eventually(() => dialog(page).count()).toBe(0);
  await eventually(() => hasFocus(cameraButton(page, 'Identity document'))).toBe(true);
  await eventually(() => tracksOf(page)).toEqual(['ended']);
  await page.getByRole('button', { name: 'Remove card-back.jpg' }).waitFor();
  await page.getByRole('button', { name: 'Remove card-front.jpg' }).waitFor();
  const evidence = await evidenceOf(id);
  expect(evidence.map(({ check, name, contentType }: any) => [check, name, contentType]).sort()).toEqual([
    ['DOCUMENT', 'card-back.jpg', 'image/jpeg'],
    ['DOCUMENT', 'card-front.jpg', 'image/jpeg'],
  ]);
  for (const { sizeBytes } of evidence) {
    expect(sizeBytes).toBeLessThan(3_145_729);
  }
  await page.context().close();
});

test.each([
  ['Proof of address', 'proof-of-address.jpg', 'PROOF_OF_ADDRESS'],
  ['Selfie', 'selfie.jpg', 'IDENTITY'],
])('one photo is enough for the check %s', async (check, name, kind) => {
  const { page, id } = await open();
  await openCamera(page, check);
  expect(await dialog(page).getByRole('radio').count()).toBe(0);
  await press(page, 'Take the photo');
  await press(page, 'Use this photo');
  await page.getByRole('button', { name: `Remove ${name}` }).waitFor();
  expect(await evidenceOf(id)).toMatchObject([{ check: kind, name, contentType: 'image/jpeg' }]);
  await page.context().close();
});

test('a passport has one page, in the proportions of its frame', async () => {
  const { page } = await open();
  await openCamera(page);
  await page.getByRole('radio', { name: 'Passport' }).check();
  expect(await status(page)).toBe('Fit the page with your photo into the frame.');
  await press(page, 'Take the photo');
  const { width, height } = await dialog(page)
    .locator('canvas')
    .evaluate((canvas: any) => ({ width: canvas.width, height: canvas.height }));
  expect(width / height).toBeCloseTo(125 / 88, 2);
  await press(page, 'Use this photo');
  await page.getByRole('button', { name: 'Remove passport.jpg' }).waitFor();
  expect(await dialog(page).count()).toBe(0);
  await page.context().close();
});

test.each([
  [
    'bad',
    'The picture looks blurred. The picture has bright reflections. You can take it again, or use it as it is.',
  ],
  ['sharp', 'Check that nothing is cut off and that everything can be seen clearly.'],
] as const)('a %s picture is reported as what it is, and can be used either way', async (picture, advice) => {
  const camera = await fakeCamera(picture);
  const other = await launchBrowser(camera);
  const { page, id } = await open({ at: other });
  await openCamera(page);
  await press(page, 'Take the photo');
  expect(await status(page)).toBe(advice);
  expect(await findViolations(page)).toEqual([]);
  await press(page, 'Use this photo');
  await page.getByRole('button', { name: 'Remove card-front.jpg' }).waitFor();
  expect(await evidenceOf(id)).toHaveLength(1);
  await other.close();
  await rm(camera.path);
});

test('Escape closes the camera and sends nothing', async () => {
  const { page, id } = await open();
  await watchTracks(page);
  await openCamera(page);
  await press(page, 'Take the photo');
  await page.keyboard.press('Escape');
  await eventually(() => dialog(page).count()).toBe(0);
  await eventually(() => tracksOf(page)).toEqual(['ended']);
  await eventually(() => hasFocus(cameraButton(page, 'Identity document'))).toBe(true);
  expect(await evidenceOf(id)).toEqual([]);
  await page.context().close();
});

test('the camera stays off until the recipient has consented', async () => {
  const { page } = await open({ hasConsented: false });
  await cameraButton(page, 'Selfie').click();
  await page.getByText('Please give your consent above. Then you can take the photo.').waitFor();
  expect(await hasFocus(page.getByRole('checkbox').first())).toBe(true);
  expect(await dialog(page).count()).toBe(0);
  await page.context().close();
});

test('a camera that is not allowed leads back to the file input', async () => {
  const strict = await launchBrowser({ args: cameraArgs({ isAllowed: false }) });
  const { page, id } = await open({ at: strict });
  await cameraButton(page, 'Identity document').click();
  await page.getByText('Your browser does not allow this page to use the camera.').waitFor();
  const input = page.getByLabel('Identity document', { exact: true });
  expect(await hasFocus(input)).toBe(true);
  expect(await findViolations(page)).toEqual([]);
  await input.setInputFiles({
    name: 'chosen.jpg',
    mimeType: 'image/jpeg',
    buffer: samples.jpeg('chosen'),
  });
  await eventually(async () => (await evidenceOf(id)).length).toBe(1);
  await strict.close();
});

test('a camera that is unplugged closes and leads back to the file input', async () => {
  const { page } = await open();
  await watchTracks(page);
  await openCamera(page);
  await page.evaluate(() => {
    const { Event, tracks } = globalThis as any;
    tracks[0].dispatchEvent(new Event('ended'));
  });
  await page.getByText('The camera could not be used. Please choose a photo here instead.').waitFor();
  expect(await dialog(page).count()).toBe(0);
  await page.context().close();
});

test('a device without a camera is offered none', async () => {
  const plain = await launchBrowser();
  const { page } = await open({ at: plain });
  await page.waitForLoadState('networkidle');
  expect(await page.getByRole('button', { name: /Take a photo/ }).count()).toBe(0);
  expect(await page.getByLabel('Selfie', { exact: true }).isVisible()).toBe(true);
  await plain.close();
});

describe.each([
  ['phone', phone, 'light', 'en-GB'],
  ['phone', phone, 'dark', 'de-DE'],
  ['desktop', desktop, 'dark', 'en-GB'],
] as const)('the camera on a %s', (_device, viewport, colorScheme, locale) => {
  test(`axe finds nothing wrong with it, and it fits into the window: ${colorScheme}, ${locale}`, async () => {
    const { page } = await open({ viewport, colorScheme, locale });
    for (const at of [0, 1, 2]) {
      await page.locator('[data-camera]').nth(at).click();
      await dialog(page).waitFor();
      expect(await findViolations(page)).toEqual([]);
      await page.locator('dialog .buttons button:not([hidden])').first().click();
      expect(await findViolations(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      const { height = 0, width = 0 } = (await dialog(page).boundingBox()) ?? {};
      expect(width).toBeLessThanOrEqual(viewport.width);
      expect(height).toBeLessThanOrEqual(viewport.height);
      await page.keyboard.press('Escape');
      await eventually(() => dialog(page).count()).toBe(0);
    }
    await page.context().close();
  });
});

test('only the page with uploads may use the camera, and it loads nothing of it before', async () => {
  await send();
  const address = await stage.newestAddress();
  const policyOf = async (url: string) => (await fetch(url)).headers.get('permissions-policy');
  expect(await policyOf(address)).toBe('camera=(self), microphone=(), geolocation=()');
  expect(await policyOf(`${stage.url}/w/unknown`)).toBe('camera=(), microphone=(), geolocation=()');

  const page = await (await stage.visitor()).newPage();
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(new URL(request.url()).pathname.replace(/-.*\./, '.')));
  await page.goto(address);
  await cameraButton(page, 'Selfie').waitFor();
  expect(loaded.filter((path) => !path.startsWith('/w/'))).toEqual([
    '/assets/portal.css',
    '/assets/portal.js',
  ]);
  await page.context().close();
});
