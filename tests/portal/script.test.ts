import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { AnswerValue } from '../../src/domain/questionnaires/answer-value.ts';
import {
  renderFileList,
  renderQuestionnairePage,
  renderVerificationPage,
} from '../../src/portal/pages/pages.ts';
import { controls, type QuestionView } from '../../src/portal/views/views.ts';
import { launchBrowser } from '../support/browser.ts';
import { type PageServer, savedReport, startPageServer } from './page-server.ts';
import { pageOf, pdf, questionnaireView, questionView, verificationView } from './request-views.ts';

const frame = { nonce: 'of-the-test' };
const name = questionView({ id: '00000000-0000-7000-8000-000000000001', text: 'Your name' });
const isRegulated = questionView({
  id: '00000000-0000-7000-8000-000000000002',
  text: 'Are you regulated?',
  type: 'BOOLEAN',
  isRequired: true,
});
const regulator = questionView({
  id: '00000000-0000-7000-8000-000000000003',
  text: 'By whom?',
  visibleWhen: { questionId: isRegulated.id, equals: 'true' },
  isShown: false,
});
const mail = questionView({
  id: '00000000-0000-7000-8000-000000000004',
  text: 'Your address',
  type: 'EMAIL',
});
const since = questionView({ id: '00000000-0000-7000-8000-000000000005', text: 'Since when?', type: 'DATE' });
const chart = questionView({ id: '00000000-0000-7000-8000-000000000006', text: 'The chart', type: 'FILE' });
const questions = [name, isRegulated, regulator, mail, since, chart];

let server: PageServer;
let browser: Browser;
let page: Page;
let faults: string[];

beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'en-GB' });
  await page.clock.install();
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
});
beforeEach(async () => {
  faults = [];
  server = await startPageServer();
});
afterEach(async () => {
  page.removeAllListeners('dialog');
  page.once('dialog', (dialog) => dialog.accept());
  await page.goto('about:blank');
  page.removeAllListeners('dialog');
  await server.close();
});
afterAll(async () => {
  // A page with unsaved work asks before it lets a whole browser go, and no one is there to answer.
  await page.context().close();
  await browser.close();
});

const open = async (views: QuestionView[] = questions) => {
  server.show(renderQuestionnairePage(pageOf(views), frame));
  await page.goto(server.url);
};
/** No one types for a while, and what the script does then has been answered. */
const pause = async () => {
  await page.clock.runFor(2000);
};
const status = () => page.locator('#status');
const field = (question: QuestionView) => page.getByLabel(question.text, { exact: true });
const fileCalled = (fileName: string) => ({
  name: fileName,
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF'),
});

/** Holds answers back until it is opened. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('the list of countries', () => {
  const country = questionView({
    id: '00000000-0000-7000-8000-000000000007',
    text: 'Which country?',
    type: 'COUNTRY',
  });
  const search = () => page.getByRole('searchbox', { name: 'Search for a country' });
  const list = () => page.getByRole('combobox', { name: 'Which country?', exact: true });

  it.each([
    ['china', 'CN'],
    ['iran', 'IR'],
    ["cote d'ivoire", 'CI'],
    ['Ivory Coast', 'CI'],
    ['russia', 'RU'],
    ['south korea', 'KR'],
    ['turkey', 'TR'],
    ['Kosovo', 'XK'],
    ['UK', 'GB'],
    ['niger', 'NE'],
    ['Bosnia and Herzegovina', 'BA'],
    ['Saint Lucia', 'LC'],
    ['the Netherlands', 'NL'],
    ['Republic of Korea', 'KR'],
  ])('the list of countries finds a country by a name that people use: %s', async (typed, code) => {
    await open([country]);
    await search().fill(typed);

    expect(await list().inputValue()).toBe(code);
    await pause();
    await expect.poll(() => server.forms.at(-1)?.valuesOf(controls.answer(country.id))).toEqual([code]);
  });

  it('the list of countries shows only what fits, and everything again without a search', async () => {
    await open([country]);
    await search().fill('united');
    expect(await list().locator('option').allTextContents()).toEqual([
      'Please choose',
      'United Arab Emirates',
      'United Kingdom',
      'United States',
    ]);
    expect(await list().inputValue()).toBe('');
    await search().fill('');
    expect(await list().locator('option').count()).toBe(251);
    await list().selectOption('FR');
    for (const typed of ['niger', 'nigerxyz', '']) {
      await search().fill(typed);
    }
    expect(await list().inputValue()).toBe('FR');
  });
});

describe('an upload in progress', () => {
  it('an upload in progress shows how far it is, and can be cancelled', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    server.answer = async (form) => {
      await promise;
      return savedReport(form);
    };
    await open([chart]);
    // Slow enough to be seen: what is still on its way can be called back.
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: 100_000,
    });
    await field(chart).setInputFiles({
      name: 'chart.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.alloc(4_000_000),
    });
    expect(await page.locator('.upload .percent').textContent()).toMatch(/^\d+ %$/);
    await page.getByRole('button', { name: 'Cancel upload' }).click();

    await expect.poll(() => page.locator('.upload').textContent()).toBe('Upload of chart.pdf cancelled.');
    expect(server.forms).toHaveLength(0);
    resolve();
    await session.send('Network.disable');
    await session.detach();
  });
});

describe('a number', () => {
  const amount = questionView({
    id: '00000000-0000-7000-8000-000000000008',
    text: 'How much?',
    type: 'NUMBER',
  });

  it('a number that cannot be read is reported as soon as its field is left, whatever the gateway returns', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    server.answer = async (form) => {
      await promise;
      return savedReport(form);
    };
    await open([amount, name]);
    await field(amount).fill('about twelve');
    await field(name).focus();
    expect(await page.locator('.problem').textContent()).toBe(
      'Please enter a number, such as 1,500 or 12.5.',
    );
    expect(await field(amount).getAttribute('aria-invalid')).toBe('true');
    resolve();
  });

  it('a number is shown as it was read where that is not how it was written', async () => {
    await open([amount, name]);
    await field(amount).fill('1.200.000,50');
    await field(name).focus();
    expect(await field(amount).inputValue()).toBe('1,200,000.5');
    await field(amount).fill('1,200,000');
    await field(name).focus();
    expect(await field(amount).inputValue()).toBe('1,200,000');
  });
});

describe('saving as one types', () => {
  it('autosave sends the changed answers after a pause in typing, with the state that the page was made from', async () => {
    await open();
    await field(name).fill('Nord');
    await page.clock.runFor(1000);
    await field(name).fill('Northwind');
    await page.clock.runFor(1000);
    expect(server.forms).toHaveLength(0);
    await pause();
    await expect.poll(() => status().innerText()).toMatch(/^Saved at \d\d:\d\d$/);
    const [form] = server.forms;
    expect(Object.fromEntries(form!.fields)).toEqual({
      step: 'DDQ',
      action: 'save',
      [controls.was(name.id)]: '',
      [controls.answer(name.id)]: 'Northwind',
    });
    expect(form!.isFromScript).toBe(true);
    expect(faults).toEqual([]);
  });

  it('autosave removes fixed answers from the summary of a rejected submission', async () => {
    const missing = { problem: 'missing' as const };
    await open([
      { ...name, ...missing },
      { ...mail, ...missing },
    ]);
    const summary = page.locator('#problems');
    await expect.poll(() => summary.locator('li').count()).toBe(2);
    await field(name).fill('Northwind');
    await pause();
    await expect.poll(() => summary.locator('a').allInnerTexts()).toEqual(['Your address']);
    await field(mail).fill('info@example.com');
    await pause();
    await expect.poll(() => summary.count()).toBe(0);
  });

  it('continues from what was saved, and sends nothing twice', async () => {
    await open();
    await field(name).fill('Northwind');
    await pause();
    await expect.poll(() => status().innerText()).toContain('Saved');
    await field(mail).fill('jane@example.com');
    await field(mail).blur();
    await expect.poll(() => server.forms.length).toBe(2);
    expect(server.forms[1]!.valuesOf(controls.answer(name.id))).toEqual([]);
    await expect.poll(() => status().innerText()).toContain('Saved');
    await field(name).fill('Southwind');
    await field(name).blur();
    await expect.poll(() => server.forms.length).toBe(3);
    expect(server.forms[2]!.valuesOf(controls.was(name.id))).toEqual(['saved']);
  });

  it('clears an answer that was taken back', async () => {
    await open([{ ...isRegulated, isRequired: false, value: true, fingerprint: 'yes' }]);
    await page.getByRole('radio', { name: 'No answer' }).check();
    await pause();
    await expect.poll(() => server.forms.length).toBe(1);
    expect(server.forms[0]!.valuesOf(controls.answer(isRegulated.id))).toEqual(['']);
  });

  it('what is wrong with a question that is not asked any more neither shows as not saved nor keeps the recipient', async () => {
    await open();
    let isAsked = false;
    page.on('dialog', (dialog) => {
      isAsked = true;
      return dialog.accept();
    });
    await page.getByLabel('Yes', { exact: true }).check();
    server.answer = async (form) => savedReport(form, { [regulator.id]: { problem: 'That is no answer.' } });
    await field(regulator).fill('BaFin');
    await field(regulator).blur();
    await expect.poll(() => status().innerText()).toContain('Not saved');
    await page.getByLabel('No', { exact: true }).check();
    await pause();
    await expect.poll(() => status().innerText()).toContain('Saved at');
    await page.goto('about:blank');
    expect(isAsked).toBe(false);
  });

  it('a section counts as complete once the changes that are requested in it are saved', async () => {
    const requested = { isHighlighted: true, isChangePending: true };
    await open([
      { ...name, ...requested, value: 'Northwind' },
      { ...chart, ...requested, files: [pdf] },
    ]);
    const complete = page.locator('.contents .complete');
    expect(await complete.count()).toBe(0);
    await field(name).fill('Southwind');
    await pause();
    await expect.poll(() => status().innerText()).toContain('Saved');
    expect(await complete.count()).toBe(0);
    server.answer = async () => ({ status: 'saved', html: '' });
    await page.getByRole('button', { name: `Remove ${pdf.name}` }).click();
    await expect.poll(() => complete.count()).toBe(1);
  });

  const hidePage = () =>
    page.evaluate(() => {
      const { document } = globalThis as any;
      Object.defineProperty(document, 'hidden', { value: true });
      document.dispatchEvent(new (globalThis as any).Event('visibilitychange'));
    });

  it('autosave saves immediately when the page is hidden', async () => {
    await open();
    await field(name).fill('Northwind');
    await hidePage();
    await expect.poll(() => server.forms.length).toBe(1);
  });

  it('what was typed during a save is saved right after it when the page was hidden in the meantime', async () => {
    await open();
    // No pause in typing ends.
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 60_000);
    onTestFinished(() => page.clock.resume());
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    server.answer = async (form) => {
      await released;
      return savedReport(form);
    };
    await field(name).fill('Northwind');
    await field(name).blur();
    await expect.poll(() => server.forms.length).toBe(1);
    await field(mail).fill('info@example.com');
    await hidePage();
    release();
    await expect.poll(() => server.forms.length).toBe(2);
    expect(server.forms[1]!.valuesOf(controls.answer(mail.id))).toEqual(['info@example.com']);
  });

  it('tries again until it has worked, and says so in the meantime', async () => {
    await open();
    server.answer = async () => undefined;
    await field(name).fill('Northwind');
    await pause();
    await expect.poll(() => status().innerText()).toBe('Not saved yet – will try again');
    server.answer = async (form) => savedReport(form);
    await page.clock.runFor(60_000);
    await expect.poll(() => status().innerText()).toContain('Saved at');
    expect(server.forms.at(-1)!.valuesOf(controls.answer(name.id))).toEqual(['Northwind']);
  });

  it('autosave repeats a save that may have arrived unchanged before it sends anything newer', async () => {
    await open();
    server.answer = async () => undefined;
    await field(name).fill('North');
    await pause();
    await expect.poll(() => status().innerText()).toBe('Not saved yet – will try again');
    await field(name).fill('Northwind');
    server.answer = async (form) => savedReport(form);
    server.forms.length = 0;
    await page.clock.runFor(60_000);
    await expect.poll(() => server.forms.length).toBe(1);
    await expect.poll(() => page.locator(`[name="${controls.was(name.id)}"]`).inputValue()).toBe('saved');
    // What was typed in the meantime is not stored yet, and nothing says that it is.
    expect(await status().innerText()).toBe('Saving …');
    await pause();
    await expect.poll(() => server.forms.length).toBe(2);
    await expect.poll(() => status().innerText()).toContain('Saved at');
    const sent = server.forms.map((form) => form.valuesOf(controls.answer(name.id))[0]);
    expect(sent).toEqual(['North', 'Northwind']);
    expect(server.forms.map((form) => form.valuesOf(controls.was(name.id))[0])).toEqual(['', 'saved']);
  });

  it('autosave shows the problem of an answer when its field is left, and does not send the answer again and again', async () => {
    await open();
    server.answer = async (form) => savedReport(form, { [mail.id]: { problem: 'No address.' } });
    await field(mail).fill('jane@');
    await pause();
    await expect.poll(() => status().innerText()).not.toBe('');
    expect(await page.getByText('No address.').count()).toBe(0);
    await field(mail).blur();
    await expect.poll(() => page.getByText('No address.').count()).toBe(1);
    expect(await field(mail).getAttribute('aria-invalid')).toBe('true');
    await pause();
    expect(server.forms).toHaveLength(1);
    server.answer = async (form) => savedReport(form);
    await field(mail).fill('jane@example.com');
    await pause();
    await expect.poll(() => page.getByText('No address.').count()).toBe(0);
    expect(await field(mail).getAttribute('aria-invalid')).toBeNull();
  });

  it('autosave shows what someone else has saved and overwrites it only when the recipient says so', async () => {
    await open();
    server.answer = async (form) =>
      savedReport(form, { [name.id]: { conflict: 'Somebody wrote “Southwind”.', fingerprint: 'theirs' } });
    await field(name).fill('Northwind');
    await pause();
    await expect.poll(() => page.getByText('Somebody wrote “Southwind”.').count()).toBe(1);
    await field(mail).fill('jane@example.com');
    await field(mail).blur();
    await expect.poll(() => server.forms.length).toBe(2);
    expect(server.forms[1]!.valuesOf(controls.answer(name.id))).toEqual([]);
    server.answer = async (form) => savedReport(form);
    await page.getByRole('button', { name: 'Keep my answer' }).click();
    await expect.poll(() => server.forms.length).toBe(3);
    expect(server.forms[2]!.valuesOf(controls.was(name.id))).toEqual(['theirs']);
    expect(server.forms[2]!.valuesOf(controls.answer(name.id))).toEqual(['Northwind']);
    await expect.poll(() => page.getByText('Southwind').count()).toBe(0);
  });

  it('autosave leaves a conflict on the page undecided until the recipient chooses', async () => {
    await open([{ ...name, value: 'Mine', theirs: { value: 'Theirs' }, fingerprint: 'theirs' }, mail]);
    await field(mail).fill('jane@example.com');
    await field(mail).blur();
    await expect.poll(() => server.forms.length).toBe(1);
    expect(server.forms[0]!.valuesOf(controls.answer(name.id))).toEqual([]);
    await page.getByRole('button', { name: 'Keep my answer' }).click();
    await expect.poll(() => server.forms.length).toBe(2);
    expect(server.forms[1]!.valuesOf(controls.answer(name.id))).toEqual(['Mine']);
  });

  it('autosave reports that the link was closed, and that the answers on the page were not saved', async () => {
    await open();
    server.answer = async () => ({ status: 'closed', answered: 0, total: 0, questions: {} });
    await field(name).fill('Northwind');
    await pause();
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('could not be saved');
    await field(name).fill('Northwind Traders');
    await pause();
    expect(server.forms).toHaveLength(1);
  });

  it('autosave does not save an incomplete date and asks to complete it', async () => {
    await open([{ ...since, value: '2011-04-01', fingerprint: 'date' }]);
    await field(since).focus();
    await page.keyboard.press('Backspace');
    await field(since).blur();
    await expect.poll(() => page.getByText('Please complete the date.').count()).toBe(1);
    await pause();
    await page.getByRole('button', { name: 'Save draft' }).click();
    expect(server.forms).toHaveLength(0);
  });
});

describe('the deadline', () => {
  it.each([
    [390, /^Sat, 28 Feb 2026/],
    [1280, /^Saturday,? 28 February 2026/],
  ])('the deadline is written in the time of the reader, as long as %d pixels allow', async (width, text) => {
    const height = 844;
    await page.setViewportSize({ width, height });
    await open();
    await expect.poll(() => page.locator('time').innerText()).toMatch(text);
    await page.setViewportSize({ width: 390, height });
  });
});

describe('leaving the page', () => {
  const asksBeforeLeaving = async () => {
    let asks = 0;
    page.on('dialog', async (dialog) => {
      asks += 1;
      await dialog.accept();
    });
    await page.goto('about:blank');
    return asks === 1;
  };

  it('leaving the page shows a warning while some answers are not saved', async () => {
    await open();
    server.answer = async () => undefined;
    await field(name).pressSequentially('Northwind');
    expect(await asksBeforeLeaving()).toBe(true);
  });

  it('leaving the page shows no warning once everything is saved', async () => {
    await open();
    await field(name).pressSequentially('Northwind');
    await pause();
    await expect.poll(() => status().innerText()).toContain('Saved');
    expect(await asksBeforeLeaving()).toBe(false);
  });
});

describe('submitting', () => {
  it('submitting sends the whole form once, however often the button is pressed', async () => {
    await open();
    const held = gate();
    server.answer = async () => {
      await held.opened;
      return '<!doctype html><title>Done</title><h1>Done</h1>';
    };
    await page.getByRole('button', { name: 'Submit questionnaire' }).evaluate((button: any) => {
      button.click();
      button.click();
    });
    held.open();
    await page.getByRole('heading', { name: 'Done' }).waitFor();
    expect(server.forms).toHaveLength(1);
    expect(server.forms[0]!.valuesOf('action')).toEqual(['submit']);
    expect(server.forms[0]!.valuesOf(controls.was(name.id))).toEqual(['']);
  });

  it('submitting waits for a save that is in progress, so that a recipient is never in conflict with themselves', async () => {
    await open();
    const held = gate();
    server.answer = async (form) => {
      if (!form.isFromScript) {
        return '<!doctype html><title>Done</title><h1>Done</h1>';
      }
      await held.opened;
      return savedReport(form);
    };
    await field(name).fill('Northwind');
    await pause();
    await expect.poll(() => server.forms.length).toBe(1);
    await page.getByRole('button', { name: 'Submit questionnaire' }).click({ noWaitAfter: true });
    expect(server.forms).toHaveLength(1);
    held.open();
    await page.getByRole('heading', { name: 'Done' }).waitFor();
    expect(server.forms[1]!.valuesOf('action')).toEqual(['submit']);
    expect(server.forms[1]!.valuesOf(controls.was(name.id))).toEqual(['saved']);
  });

  it('the Enter key in a field saves a draft and does not submit the form', async () => {
    await open();
    server.answer = async () => '<!doctype html><title>Saved</title><h1>Saved</h1>';
    await field(name).press('Enter');
    await page.getByRole('heading', { name: 'Saved' }).waitFor();
    expect(server.forms[0]!.valuesOf('action')).toEqual(['save']);
  });
});

describe('the counts of what is missing', () => {
  it('agree while answers are given', async () => {
    const views = [
      { ...name, isRequired: true, problem: 'missing' as const },
      { ...mail, problem: 'malformed' as const, typed: 'nobody' },
    ];
    server.show(renderQuestionnairePage({ ...pageOf(views), feedback: 'rejected' }, frame));
    await page.goto(server.url);
    const heading = page.locator('#problems-heading');
    expect(await heading.textContent()).toBe('2 answers are missing or need a change');
    expect(await page.locator('#open').textContent()).toBe('2 answers are still missing or need a change.');
    await field(name).fill('Northwind');
    await pause();
    await expect.poll(() => heading.textContent()).toBe('1 answer is missing or needs a change');
    expect(await page.locator('#open').textContent()).toBe('1 answer is still missing or needs a change.');
    // An optional answer that could not be read is no trouble once it is gone.
    await field(mail).fill('');
    await pause();
    await expect.poll(() => heading.count()).toBe(0);
    expect(await page.locator('#open').textContent()).toBe('All required questions are answered.');
  });
});

describe('the notice of a closed link', () => {
  it('the notice of a closed link covers no field, and is said in short where it stays in sight', async () => {
    server.answer = async () => ({ status: 'closed', answered: 0, total: 0, questions: {} });
    await open();
    await field(name).fill('Northwind');
    await pause();
    await page.locator('.closed').waitFor();
    expect(await status().textContent()).toBe('Not saved: the link is closed');
    const covering = await field(name).evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return document.elementFromPoint(left + width / 2, top + height / 2) === element;
    });
    expect(covering).toBe(true);
    expect(await page.locator('.closed').evaluate((element) => getComputedStyle(element).position)).toBe(
      'static',
    );
  });
});

describe('a date that can be today at most', () => {
  it('a date that can be today at most is bounded by the reader’s own calendar, and their time zone goes with it', async () => {
    await open([{ ...since, max: 'today' }]);
    const [today, zone] = await page.evaluate(() => [
      new Date().toLocaleDateString('sv'),
      Intl.DateTimeFormat().resolvedOptions().timeZone,
    ]);
    expect(await field(since).getAttribute('max')).toBe(today);
    await field(since).fill('2020-01-01');
    await pause();
    await expect.poll(() => server.forms.length).toBe(1);
    expect(server.forms[0]!.valuesOf(controls.timeZone)).toEqual([zone]);
  });
});

describe('conditional questions', () => {
  it('conditional questions come and go with the answers, and so do the counts', async () => {
    await open();
    expect(await field(regulator).isVisible()).toBe(false);
    await page.getByRole('radio', { name: 'Yes' }).check();
    expect(await field(regulator).isVisible()).toBe(true);
    expect(await page.locator('#answered').innerText()).toBe('1 of 6 answered');
    expect(await page.locator('#open').innerText()).toBe('All required questions are answered.');
    await page.getByRole('radio', { name: 'No' }).check();
    expect(await field(regulator).isVisible()).toBe(false);
    expect(await page.locator('#answered').innerText()).toBe('1 of 5 answered');
  });

  /** Pairs that differ in what the demo company's conditions look at. */
  const cases: Record<string, AnswerValue>[] = [
    {},
    { legal_form: 'Other', operates_elsewhere: true, listed: true, has_beneficial_owners: true },
    { aml_programme: true, aml_components: ['Staff training', 'Independent audit'], regulated: true },
    { aml_programme: false, aml_components: ['Independent audit'], has_beneficial_owners: false },
  ];
  it.each(cases)('conditional questions are those that the gateway asks: %o', async (answers) => {
    const view = questionnaireView({ answers });
    const shown = view.sections.flatMap((section) => section.questions).map(({ isShown }) => isShown);
    // The page claims the contrary of every condition, so that only the script can be right.
    const sections = view.sections.map((section) => ({
      ...section,
      questions: section.questions.map((question) => ({
        ...question,
        isShown: question.visibleWhen === undefined || !question.isShown,
      })),
    }));
    server.show(renderQuestionnairePage({ ...view, sections }, frame));
    await page.goto(server.url);
    const hidden = await page
      .locator('.question')
      .evaluateAll((blocks) => blocks.map((block: any) => block.hidden));
    expect(hidden.map((isHidden) => !isHidden)).toEqual(shown);
  });
});

describe('files', () => {
  it('files are sent as soon as they are chosen, listed, and taken away on request', async () => {
    await open();
    server.answer = async () => ({
      status: 'saved',
      html: renderFileList({
        language: 'en',
        control: controls.file(chart.id),
        files: [pdf],
        fileProblems: [],
      }).toString(),
    });
    await field(chart).setInputFiles(fileCalled('chart.pdf'));
    await page.getByText('structure-chart.pdf').waitFor();
    const [sent] = server.forms;
    expect([...sent!.fields.keys()]).toEqual(['step', 'action', controls.file(chart.id)]);
    expect(sent!.valuesOf('action')).toEqual(['upload']);
    expect(await page.locator('#answered').innerText()).toBe('1 of 5 answered');
    expect(await field(chart).inputValue()).toBe('');

    server.answer = async () => ({ status: 'saved', html: '' });
    await page.getByRole('button', { name: 'Remove structure-chart.pdf' }).click();
    await expect.poll(() => page.getByText('structure-chart.pdf').count()).toBe(0);
    expect(server.forms[1]!.valuesOf(controls.remove(controls.file(chart.id)))).toEqual([pdf.id]);
  });

  it('files that are still being uploaded hold back a submission, and the page says so until they have arrived', async () => {
    await open();
    const uploaded = gate();
    const saved = gate();
    server.answer = async (form) => {
      if (!form.isFromScript) {
        return '<!doctype html><title>Done</title><h1>Done</h1>';
      }
      const isUpload = form.valuesOf('action')[0] === 'upload';
      await (isUpload ? uploaded : saved).opened;
      return isUpload ? { status: 'saved', html: '' } : savedReport(form);
    };
    await field(chart).setInputFiles(fileCalled('chart.pdf'));
    await field(name).fill('Northwind');
    await pause();
    await expect.poll(() => server.forms.length).toBe(2);
    await page.getByRole('button', { name: 'Submit questionnaire' }).click({ noWaitAfter: true });
    await expect.poll(() => status().innerText()).toBe('One moment: your file is still being uploaded.');
    saved.open();
    await expect.poll(() => page.locator(`[name="${controls.was(name.id)}"]`).inputValue()).toBe('saved');
    expect(await status().innerText()).toBe('One moment: your file is still being uploaded.');
    uploaded.open();
    await page.getByRole('heading', { name: 'Done' }).waitFor();
    expect(server.forms[2]!.valuesOf('action')).toEqual(['submit']);
  });

  it('files that fail to upload while a submission waits for them stop it and are named', async () => {
    await open();
    const uploaded = gate();
    server.answer = async (form) => {
      if (form.valuesOf('action')[0] !== 'upload') {
        return '<!doctype html><title>Done</title><h1>Done</h1>';
      }
      await uploaded.opened;
      return undefined;
    };
    await field(chart).setInputFiles(fileCalled('chart.pdf'));
    await page.getByRole('button', { name: 'Submit questionnaire' }).click({ noWaitAfter: true });
    await expect.poll(() => status().innerText()).toBe('One moment: your file is still being uploaded.');
    uploaded.open();
    await page.getByText('chart.pdf could not be uploaded.').waitFor();
    expect(server.forms.flatMap((form) => form.valuesOf('action'))).not.toContain('submit');

    await page.getByRole('button', { name: 'Submit questionnaire' }).click({ noWaitAfter: true });
    await page.getByRole('heading', { name: 'Done' }).waitFor();
  });

  it('files that are uploaded to a closed link are named, and the connection is not blamed', async () => {
    await open();
    server.answer = async () => ({ status: 'closed', html: '' });
    await field(chart).setInputFiles(fileCalled('chart.pdf'));
    await page.getByText('chart.pdf was not uploaded.').waitFor();
    expect(await page.getByText('check your connection').count()).toBe(0);
    await page.getByText(/^This link has been closed/).waitFor();
  });

  it('files that could not be uploaded are named', async () => {
    await open();
    server.answer = async () => undefined;
    await field(chart).setInputFiles(fileCalled('chart.pdf'));
    await page.getByText('chart.pdf could not be uploaded.').waitFor();
  });

  it('files of a verification are uploaded only after the consent, and together with it', async () => {
    server.show(renderVerificationPage(verificationView(), frame));
    server.answer = async () => ({ status: 'saved', html: '' });
    await page.goto(server.url);
    const buttons = page.locator('form button:visible');
    expect(await buttons.allInnerTexts()).toEqual(['Submit verification']);
    await page.getByLabel('Selfie', { exact: true }).setInputFiles(fileCalled('me.jpg'));
    await page.getByText('Please give your consent above.').waitFor();
    expect(server.forms).toHaveLength(0);
    await page.getByRole('checkbox', { name: /consent/ }).check();
    await expect.poll(() => server.forms.length).toBe(1);
    expect([...server.forms[0]!.fields.keys()]).toEqual(['step', 'action', 'consent', 'evidence.IDENTITY']);
    expect(server.forms[0]!.valuesOf('step')).toEqual(['VERIFICATION']);
  });
});
