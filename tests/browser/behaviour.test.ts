import type { Page, Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { companyQuestionnaire } from '../../src/domain/questionnaires/demo/company-questionnaire.ts';
import {
  answerEverything,
  answersOf,
  controlOf,
  createEveryQuestion,
  pdfNamed,
  sendEveryQuestion,
  texts,
} from '../support/every-question.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import { eventually, heading, openStage, press, type Stage } from '../support/recipient-browser.ts';
import { samples } from '../support/sample-files.ts';

let stage: Stage;
let questionnaireId: number;

beforeAll(async () => {
  stage = await openStage();
  questionnaireId = await createEveryQuestion(stage.world);
});
afterAll(() => stage?.close());

/** Sends the questionnaire and opens it; the address and the ids of the request come along. */
async function open() {
  const sent = await sendEveryQuestion(stage.world, questionnaireId);
  const address = await stage.newestAddress();
  const page = await stage.openNewestLink();
  return { page, address, responseId: sent.response_id as string, id: sent.workflow_session_id as string };
}

const status = (page: Page) => page.getByRole('status').first();
const answersNow = (responseId: string) => answersOf(stage.world, responseId);

/** Leaves the page, and tells whether the browser asked before. */
async function isAskedOnLeaving(page: Page): Promise<boolean> {
  let isAsked = false;
  page.on('dialog', (dialog) => {
    isAsked = dialog.type() === 'beforeunload';
    return dialog.accept();
  });
  await page.goto('about:blank');
  return isAsked;
}

describe('an ordinary visit', () => {
  afterEach(() => expect(stage.watch).toEqual({ foreign: [], faults: [] }));

  test('a question that depends on another comes and goes as that one is answered', async () => {
    const { page } = await open();
    const listed = (answer: string) =>
      controlOf(page, 'listed').getByRole('radio', { name: answer, exact: true });
    expect(await controlOf(page, 'exchange').count()).toBe(0);
    await listed('Yes').check();
    expect(await controlOf(page, 'exchange').isVisible()).toBe(true);
    expect(await page.getByText('1 of 13 answered').isVisible()).toBe(true);
    await controlOf(page, 'exchange').fill('XETRA');
    await listed('No').check();
    expect(await controlOf(page, 'exchange').count()).toBe(0);
    expect(await page.getByText('1 of 12 answered').isVisible()).toBe(true);
    await listed('Yes').check();
    expect(await controlOf(page, 'exchange').inputValue()).toBe('XETRA');
    await page.context().close();
  });

  test('two clicks on the button submit once', async () => {
    const { page, responseId } = await open();
    await answerEverything(page);
    await controlOf(page, 'exchange').fill('XETRA');
    await page.getByRole('button', { name: 'Remove extract.pdf' }).waitFor();
    await page.getByRole('button', { name: 'Submit questionnaire' }).dblclick();
    await page.getByText('Thank you. Everything that').waitFor();
    const { body } = await stage.world.tenant.rest('GET', `/responses/${responseId}/events/`);
    const types = body.results.map(({ type }: { type: string }) => type);
    expect(types.filter((type: string) => type === 'response.submitted')).toHaveLength(1);

    // And the way back leads to the summary, not to the form.
    await page.goBack();
    await page.getByText('Thank you. Everything that').waitFor();
    expect(await page.getByRole('button', { name: 'Submit questionnaire' }).count()).toBe(0);
    await page.context().close();
  });

  test('two tabs that answer a question differently are shown the conflict, and the recipient decides', async () => {
    const { page, address, responseId } = await open();
    const other = await page.context().newPage();
    await other.goto(address);
    await controlOf(page, 'name').fill('From the first tab');
    await controlOf(page, 'story').fill('Only in the first tab');
    await controlOf(page, 'name').focus();
    await eventually(() => answersNow(responseId)).toEqual({
      name: 'From the first tab',
      story: 'Only in the first tab',
    });

    await controlOf(other, 'name').fill('From the second tab');
    await controlOf(other, 'staff').fill('12');
    await controlOf(other, 'name').focus();
    await other.getByText('“From the first tab”').waitFor();
    expect(await controlOf(other, 'name').inputValue()).toBe('From the second tab');
    await eventually(() => answersNow(responseId)).toEqual({
      name: 'From the first tab',
      story: 'Only in the first tab',
      staff: 12,
    });
    await press(other, 'Keep my answer');
    await eventually(() => answersNow(responseId)).toEqual({
      name: 'From the second tab',
      story: 'Only in the first tab',
      staff: 12,
    });
    await eventually(() => other.getByText('“From the first tab”').count()).toBe(0);
    await page.context().close();
  });

  test('a file of a kind that is not taken is rejected with the reason, and others continue', async () => {
    const { page, responseId } = await open();
    const program = { name: 'extract.pdf', mimeType: 'application/pdf', buffer: samples.windowsProgram() };
    await controlOf(page, 'extract').setInputFiles([program, pdfNamed('real.pdf')]);
    await page
      .getByText('extract.pdf was not added because its type is not accepted here.', { exact: false })
      .waitFor();
    await page.getByRole('button', { name: 'Remove real.pdf' }).waitFor();
    expect(Object.keys(await answersNow(responseId))).toEqual(['extract']);
    await page.context().close();
  });

  test('a slow upload shows how far it is, and submitting waits for it', async () => {
    const { page, responseId } = await open();
    await answerEverything(page, { withFile: false });
    await controlOf(page, 'exchange').fill('XETRA');
    // Both go by quickly, so that they are collected while they do.
    const shares: number[] = [];
    const words = new Set<string>();
    await page.exposeFunction('note', (word: string, share: number | undefined) => {
      words.add(word);
      if (share !== undefined) {
        shares.push(share);
      }
    });
    await page.evaluate(() => {
      const { document, MutationObserver, note } = globalThis as any;
      new MutationObserver(() => {
        const bar = document.querySelector('.question progress');
        note(document.querySelector('[role=status]').textContent, bar?.value);
      }).observe(document.querySelector('form'), { attributes: true, childList: true, subtree: true });
    });
    const network = await page.context().newCDPSession(page);
    await network.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: 400_000,
    });
    const large = { ...pdfNamed('large.pdf'), buffer: samples.pdf('x'.repeat(400_000)) };
    await controlOf(page, 'extract').setInputFiles(large);
    await page.getByRole('progressbar', { name: 'large.pdf' }).waitFor();
    await press(page, 'Submit questionnaire');
    await page.getByText('Thank you. Everything that').waitFor();
    expect(await page.getByText('large.pdf').isVisible()).toBe(true);
    expect(shares.filter((share) => share > 0 && share < 1)).not.toEqual([]);
    expect([...words]).toContain('One moment: your file is still being uploaded.');
    const { body } = await stage.world.tenant.rest('GET', `/responses/${responseId}/`);
    expect(body.status).toBe('SUBMITTED');
    await page.context().close();
  });
});

describe('a visit on which something goes wrong', () => {
  test('leaving asks while something is not saved, and no longer once it is', async () => {
    const { page, responseId } = await open();
    let isHeld = true;
    await page.route('**/w/*', (route) =>
      isHeld && route.request().method() === 'POST' ? route.abort() : route.continue(),
    );
    await controlOf(page, 'name').pressSequentially('Acme');
    await controlOf(page, 'story').focus();
    await eventually(() => status(page).innerText()).toBe('Not saved yet – will try again');
    expect(await isAskedOnLeaving(page)).toBe(true);

    isHeld = false;
    await page.goto(await stage.newestAddress());
    await controlOf(page, 'staff').pressSequentially('12');
    await controlOf(page, 'story').focus();
    await eventually(() => status(page).innerText()).toMatch(/^Saved at /);
    page.removeAllListeners('dialog');
    expect(await isAskedOnLeaving(page)).toBe(false);
    expect(await answersNow(responseId)).toMatchObject({ staff: 12 });
    await page.context().close();
  });

  test('while the gateway fails nothing is lost, and it is saved when the gateway is back', async () => {
    const sent = await sendEveryQuestion(stage.world, questionnaireId);
    const page = await (await stage.visitor()).newPage();
    // The script waits longer from time to time; the browser's clock is turned on in place of waiting.
    await page.clock.install();
    await page.goto(await stage.newestAddress());
    let trouble: 'connection' | 'server' | undefined = 'connection';
    let tries = 0;
    await page.route('**/w/*', (route) => {
      if (route.request().method() !== 'POST' || trouble === undefined) {
        return route.continue();
      }
      tries += 1;
      return trouble === 'connection'
        ? route.abort()
        : route.fulfill({ status: 500, contentType: 'text/html', body: '<h1>Failed</h1>' });
    });
    await controlOf(page, 'name').fill('Acme');
    await controlOf(page, 'story').fill('Typed while nothing could be saved');
    await controlOf(page, 'name').focus();
    await eventually(() => status(page).innerText()).toBe('Not saved yet – will try again');
    trouble = 'server';
    const triesBefore = tries;
    await eventually(async () => {
      await page.clock.runFor(60_000);
      return tries;
    }).toBeGreaterThan(triesBefore + 1);
    expect(await answersNow(sent.response_id)).toEqual({});
    expect(await controlOf(page, 'name').inputValue()).toBe('Acme');

    trouble = undefined;
    await eventually(async () => {
      await page.clock.runFor(60_000);
      return answersNow(sent.response_id);
    }).toEqual({ name: 'Acme', story: 'Typed while nothing could be saved' });
    await eventually(() => status(page).innerText()).toMatch(/^Saved at /);
    await page.context().close();
  });

  test('a link that is withdrawn in the meantime says so and leaves what was typed on the page', async () => {
    const { page, id, responseId } = await open();
    await stage.world.tenant.rest('POST', `/workflows/${id}/revoke/`, {});
    await controlOf(page, 'name').pressSequentially('Typed too late');
    await controlOf(page, 'story').focus();
    await page.getByRole('alert').getByText('This link has been closed.').waitFor();
    expect(await controlOf(page, 'name').inputValue()).toBe('Typed too late');
    expect(await answersNow(responseId)).toEqual({});

    // Whoever sends the form all the same is shown what was not saved.
    await press(page, 'Save draft');
    await page.getByText('These answers were not saved').waitFor();
    expect(await page.getByText('Typed too late').isVisible()).toBe(true);
    expect(await heading(page)).toBe('This link has been withdrawn');
    await page.context().close();
  });

  test('a draft that is opened again after a lost submission is complete', async () => {
    const { page, address, responseId } = await open();
    await answerEverything(page);
    await controlOf(page, 'exchange').fill('XETRA');
    await page.getByRole('button', { name: 'Remove extract.pdf' }).waitFor();
    await eventually(() => answersNow(responseId)).toMatchObject({
      site: 'https://acme.example/',
      exchange: 'XETRA',
    });
    await page.route('**/w/*', (route) =>
      route.request().isNavigationRequest() && route.request().method() === 'POST'
        ? route.abort()
        : route.continue(),
    );
    await press(page, 'Submit questionnaire');
    const again = await page.context().newPage();
    await again.goto(address);
    expect(await again.getByText('13 of 13 answered').isVisible()).toBe(true);
    await press(again, 'Submit questionnaire');
    await again.getByText('Thank you. Everything that').waitFor();
    await page.context().close();
  });
});

test('the token is nowhere but in the address: not on the page, in storage, in a referrer or in the title', async () => {
  const { address } = await open();
  const token = address.slice(address.lastIndexOf('/') + 1);
  const context = await stage.visitor();
  const requests: Request[] = [];
  context.on('request', (request) => requests.push(request));
  const page = await context.newPage();
  await page.goto(address);
  await answerEverything(page);
  await page.getByRole('button', { name: 'Remove extract.pdf' }).waitFor();
  await press(page, 'Save draft');
  await page.getByText('Your draft is saved').waitFor();
  expect(await page.content()).not.toContain(token);
  const kept = await page.evaluate(() => {
    const { document, localStorage, sessionStorage } = globalThis as any;
    return JSON.stringify([document.title, document.cookie, { ...localStorage }, { ...sessionStorage }]);
  });
  expect(kept).not.toContain(token);
  expect(kept).toContain('["Acme Trading Ltd – Every kind of question');

  expect(requests.length).toBeGreaterThan(5);
  for (const request of requests) {
    const { referer, origin, cookie, ...headers } = await request.allHeaders();
    expect([referer ?? '', cookie ?? '']).toEqual(['', '']);
    expect(JSON.stringify({ ...headers, ':path': undefined, origin })).not.toContain(token);
    expect(new URL(request.url()).pathname.startsWith('/w/') || !request.url().includes(token)).toBe(true);
  }
  await page.getByText(texts['name'] ?? '').waitFor();
  await context.close();
});

test.each([
  { title: 'the first page of a long questionnaire', query: '' },
  { title: 'the page with all questions of a long questionnaire', query: '?view=all' },
])('$title is transferred in less than 30 kB, with all that it loads', async ({ query }) => {
  const { id } = await newQuestionnaire(stage.world.tenant, companyQuestionnaire);
  await sendEveryQuestion(stage.world, id);
  const context = await stage.visitor();
  const requests: Request[] = [];
  context.on('requestfinished', (request) => requests.push(request));
  const page = await context.newPage();
  await page.goto(`${await stage.newestAddress()}${query}`);
  // The page, its stylesheet and its script.
  await eventually(async () => requests.length).toBe(3);
  let transferred = 0;
  let inAll = 0;
  for (const request of requests) {
    const response = await request.response();
    const { responseBodySize, responseHeadersSize } = await request.sizes();
    transferred += responseBodySize + responseHeadersSize;
    inAll += (await response?.body())?.length ?? 0;
  }
  expect(transferred).toBeLessThan(30_000);
  // Most of it are lists of countries, which a recipient without JavaScript needs at every question.
  expect(inAll).toBeLessThan(91_000);
  await context.close();
});
