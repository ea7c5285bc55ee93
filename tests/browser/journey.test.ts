import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  answerEverything,
  answersGiven,
  answersOf,
  controlOf,
  createEveryQuestion,
  pdfNamed,
  sendEveryQuestion,
  texts,
} from '../support/every-question.ts';
import {
  eventually,
  hasFocus,
  heading,
  openStage,
  overflow,
  press,
  type Stage,
} from '../support/recipient-browser.ts';
import { samples } from '../support/sample-files.ts';

let stage: Stage;
let questionnaireId: number;

beforeAll(async () => {
  stage = await openStage();
  questionnaireId = await createEveryQuestion(stage.world);
});
afterEach(() => expect(stage.watch).toEqual({ foreign: [], faults: [] }));
afterAll(() => stage?.close());

const withoutScript: BrowserContextOptions = { javaScriptEnabled: false };

const readResponse = async (id: string) => (await stage.world.tenant.rest('GET', `/responses/${id}/`)).body;

/** Calls a mutation of the review and returns the status that the response has then, or the error. */
async function review(mutation: string, type: string, input: object): Promise<unknown> {
  const { data, errors } = await stage.world.tenant.graphql(
    `mutation ($input: ${type}!) {
      ${mutation}(input: $input) { ... on ${type.replace(/Input$/, 'Payload')} { response { status } } ... on Error { message } }
    }`,
    { input },
  );
  return data?.[mutation]?.response?.status ?? data?.[mutation]?.message ?? errors;
}

describe('a questionnaire, from the send to the approval', () => {
  test('a recipient fills it in on a phone, comes back, submits, mends what the team asks for, and is approved', async () => {
    const { world } = stage;
    const sent = await sendEveryQuestion(world, questionnaireId);
    const responseId: string = sent.response_id;
    const address = await stage.newestAddress();

    // The first visit: everything is answered but one question and the file, which are left for later.
    const first = await stage.openNewestLink({ isMobile: true, hasTouch: true });
    expect(await heading(first)).toBe('Acme Trading Ltd – Every kind of question');
    expect(await overflow(first)).toBe(0);
    expect(await first.getByText('0 of 12 answered').isVisible()).toBe(true);
    await answerEverything(first, { withFile: false });
    await controlOf(first, 'name').focus();
    await eventually(() => first.getByRole('status').first().innerText()).toMatch(/^Saved at \d\d:\d\d$/);
    await eventually(() => answersOf(world, responseId)).toEqual(answersGiven);
    expect(await first.getByText('11 of 13 answered').isVisible()).toBe(true);
    await press(first, 'Save draft');
    await first.getByText('Your draft is saved').waitFor();
    expect(await overflow(first)).toBe(0);
    await first.context().close();

    // The second visit, by the same link: the answers are there, and what is missing is said.
    const second = await stage.visitor({ isMobile: true, hasTouch: true }).then((visit) => visit.newPage());
    await second.goto(address);
    await expectAnswers(second);
    await press(second, 'Submit questionnaire');
    const summary = second.getByRole('alert');
    await eventually(() => summary.getByRole('link').allInnerTexts()).toEqual([
      texts['exchange'],
      texts['extract'],
    ]);
    expect(await hasFocus(summary)).toBe(true);
    expect(await summary.innerText()).toContain('2 answers are missing or need a change');
    expect(await overflow(second)).toBe(0);
    for (const key of ['exchange', 'extract'] as const) {
      await summary.getByRole('link', { name: texts[key] ?? '' }).click();
      await eventually(() => hasFocus(controlOf(second, key))).toBe(true);
    }
    expect((await readResponse(responseId)).status).toBe('DRAFT');

    await controlOf(second, 'exchange').fill('XETRA');
    await controlOf(second, 'extract').setInputFiles(pdfNamed('extract.pdf'));
    await second.getByRole('button', { name: 'Remove extract.pdf' }).waitFor();
    await press(second, 'Submit questionnaire');
    await second.getByText('Thank you. Everything that').waitFor();
    expect(await heading(second)).toBe('Acme Trading Ltd – Every kind of question');
    expect(await second.getByRole('textbox').count()).toBe(0);
    for (const answer of ['XETRA', 'We trade in anvils.', 'Germany', '17 September 1949', 'extract.pdf']) {
      expect(await second.getByText(answer).first().isVisible(), answer).toBe(true);
    }
    const submitted = await readResponse(responseId);
    expect(submitted.status).toBe('SUBMITTED');
    expect(await answersOf(world, responseId)).toMatchObject({ ...answersGiven, exchange: 'XETRA' });

    // The team asks for changes; they come with a link of their own.
    expect(await review('startReview', 'StartReviewInput', { responseId })).toBe('UNDER_REVIEW');
    const message = 'The extract is from another company.\nAnd how many people are there <really>?';
    const changes = { responseId, message, questionKeys: ['staff', 'extract'] };
    expect(await review('requestChanges', 'RequestChangesInput', changes)).toBe('CHANGES_REQUESTED');
    expect(await stage.newestAddress()).not.toBe(address);
    const third = await stage.openNewestLink({ isMobile: true, hasTouch: true });
    expect(await third.getByRole('blockquote').innerText()).toBe(message);
    expect(await overflow(third)).toBe(0);
    const marked = third.locator('.question', { hasText: 'Change requested' });
    await eventually(() => marked.locator('.label').allInnerTexts()).toEqual([
      texts['staff'],
      texts['extract'],
    ]);
    await expectAnswers(third);
    await controlOf(third, 'staff').fill('77');
    await third.getByRole('button', { name: 'Remove extract.pdf' }).click();
    await eventually(() => third.getByRole('button', { name: 'Remove extract.pdf' }).count()).toBe(0);
    await controlOf(third, 'extract').setInputFiles(pdfNamed('right-extract.pdf'));
    await third.getByRole('button', { name: 'Remove right-extract.pdf' }).waitFor();
    await press(third, 'Submit questionnaire');
    await third.getByText('Thank you. Everything that').waitFor();

    expect((await readResponse(responseId)).status).toBe('RESUBMITTED');
    expect(await answersOf(world, responseId)).toMatchObject({ ...answersGiven, staff: 77 });
    expect(await review('startReview', 'StartReviewInput', { responseId })).toBe('UNDER_REVIEW');
    expect(await review('completeReview', 'CompleteReviewInput', { responseId })).toBe('REVIEWED');
    expect(await review('approveResponse', 'ApproveResponseInput', { responseId })).toBe('APPROVED');
    await third.reload();
    expect(await heading(third)).toBe('Acme Trading Ltd – Every kind of question');
    expect(await third.getByRole('button', { name: 'Submit questionnaire' }).count()).toBe(0);
  }, 120_000);

  test('the same without JavaScript', async () => {
    const { world } = stage;
    const { response_id: responseId } = await sendEveryQuestion(world, questionnaireId);
    const page = await stage.openNewestLink(withoutScript);
    await answerEverything(page);
    await press(page, 'Save draft');
    await page.getByText('Your draft is saved').waitFor();
    await expectAnswers(page);
    expect(await page.getByText('extract.pdf').isVisible()).toBe(true);

    await press(page, 'Submit questionnaire');
    const summary = page.getByRole('alert');
    expect(await summary.getByRole('link').allInnerTexts()).toEqual([texts['exchange']]);
    await controlOf(page, 'exchange').fill('XETRA');
    await press(page, 'Submit questionnaire');
    await page.getByText('Thank you. Everything that').waitFor();
    expect((await readResponse(responseId)).status).toBe('SUBMITTED');

    expect(await review('startReview', 'StartReviewInput', { responseId })).toBe('UNDER_REVIEW');
    const changes = { responseId, message: 'Another extract, please.', questionKeys: ['extract'] };
    expect(await review('requestChanges', 'RequestChangesInput', changes)).toBe('CHANGES_REQUESTED');
    await page.goto(await stage.newestAddress());
    await expectAnswers(page);
    await page.getByRole('checkbox', { name: 'Remove extract.pdf' }).check();
    await controlOf(page, 'extract').setInputFiles(pdfNamed('right-extract.pdf'));
    await press(page, 'Submit questionnaire');
    await page.getByText('Thank you. Everything that').waitFor();
    expect(await page.getByText('right-extract.pdf').isVisible()).toBe(true);
    expect((await readResponse(responseId)).status).toBe('RESUBMITTED');
    await page.context().close();
  }, 90_000);

  test('a questionnaire is shown in German in a browser that prefers it', async () => {
    const { response_id: responseId } = await sendEveryQuestion(stage.world, questionnaireId);
    const page = await stage.openNewestLink({ locale: 'de-DE' });
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    await controlOf(page, 'staff').fill('1.234,5');
    await controlOf(page, 'seat').selectOption({ label: 'Österreich' });
    await controlOf(page, 'listed').getByRole('radio', { name: 'Nein', exact: true }).check();
    await press(page, 'Entwurf speichern');
    await page.getByText('Ihr Entwurf ist gespeichert').waitFor();
    expect(await controlOf(page, 'staff').inputValue()).toBe('1234,5');
    expect(await answersOf(stage.world, responseId)).toEqual({ staff: 1234.5, seat: 'AT', listed: false });
    await press(page, 'Fragebogen absenden');
    await page.getByRole('alert').getByText('Antworten fehlen oder müssen geändert werden').waitFor();
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Submit questionnaire' }).waitFor();
    expect(await controlOf(page, 'staff').inputValue()).toBe('1234.5');
    await page.context().close();
  }, 60_000);
});

describe('an identity verification with every check', () => {
  const files = {
    'Identity document': [
      { name: 'front.jpg', mimeType: 'image/jpeg', buffer: samples.jpeg('front') },
      { name: 'back.png', mimeType: 'image/png', buffer: samples.png() },
    ],
    Selfie: [{ name: 'me.jpg', mimeType: 'image/jpeg', buffer: samples.jpeg('me') }],
    'Short video': [{ name: 'me.mp4', mimeType: 'video/mp4', buffer: samples.mp4() }],
    'Proof of address': [{ name: 'letter.pdf', mimeType: 'application/pdf', buffer: samples.pdf() }],
  };

  async function send(): Promise<{ id: string; sessionId: string }> {
    const { status, body } = await stage.world.tenant.rest('POST', '/workflows/send/', {
      entity_id: stage.world.individual,
      verification: {
        checks: { document: true, identity: true, enhancedIdentity: true, proofOfAddress: true },
      },
      email: 'ada@example.com',
    });
    expect(status).toBe(201);
    return { id: body.verification_session_id, sessionId: body.workflow_session_id };
  }

  const read = async (id: string) =>
    (await stage.world.tenant.rest('GET', `/verification-sessions/${id}/`)).body;

  const recordOutcome = async (verificationSessionId: string): Promise<unknown> => {
    const { data } = await stage.world.tenant.graphql(
      `mutation ($input: RecordVerificationOutcomeInput!) {
        recordVerificationOutcome(input: $input) {
          ... on RecordVerificationOutcomePayload { verificationSession { status outcome } } ... on Error { message }
        }
      }`,
      { input: { verificationSessionId, outcome: 'CLEAR', reason: 'All matches.' } },
    );
    return data.recordVerificationOutcome.verificationSession ?? data.recordVerificationOutcome;
  };

  const namesOf = async (verificationSessionId: string): Promise<string[]> => {
    const { verificationEvidence } = stage.gateway.services.allTenants;
    const rows = await verificationEvidence.findMany({ where: { verificationSessionId } });
    return rows.map(({ name }) => name).sort();
  };

  test('a person consents, photographs, takes one back, submits, and the team decides', async () => {
    const { id, sessionId } = await send();
    const page = await stage.openNewestLink({ isMobile: true, hasTouch: true });
    expect(await heading(page)).toBe('Ada Lovelace');
    expect(await overflow(page)).toBe(0);
    await press(page, 'Submit verification');
    const summary = page.getByRole('alert');
    await eventually(() => summary.getByRole('link').allInnerTexts()).toEqual([
      'Your consent',
      ...Object.keys(files),
    ]);
    await summary.getByRole('link', { name: 'Short video' }).click();
    await eventually(() => hasFocus(page.getByLabel('Short video', { exact: true }))).toBe(true);

    await page.getByRole('checkbox', { name: 'I consent to this processing of my data' }).check();
    for (const [check, chosen] of Object.entries(files)) {
      await page.getByLabel(check, { exact: true }).setInputFiles(chosen);
      for (const { name } of chosen) {
        await page.getByRole('button', { name: `Remove ${name}` }).waitFor();
      }
    }
    await page.getByRole('button', { name: 'Remove me.jpg' }).click();
    await eventually(() => page.getByText('me.jpg').count()).toBe(0);
    const again = { name: 'me-again.jpg', mimeType: 'image/jpeg', buffer: samples.jpeg('again') };
    await page.getByLabel('Selfie', { exact: true }).setInputFiles(again);
    await page.getByRole('button', { name: 'Remove me-again.jpg' }).waitFor();
    expect(await overflow(page)).toBe(0);

    // What was given is there on another day, too.
    await page.goto(await stage.newestAddress());
    await page.getByRole('button', { name: 'Remove me-again.jpg' }).waitFor();
    await press(page, 'Submit verification');
    await page.getByText('Thank you. Everything that').waitFor();
    expect(await page.locator('input[type=file]').count()).toBe(0);

    expect(await read(id)).toMatchObject({ status: 'completed', outcome: 'pending' });
    expect(await namesOf(id)).toEqual(['back.png', 'front.jpg', 'letter.pdf', 'me-again.jpg', 'me.mp4']);
    expect(await recordOutcome(id)).toEqual({ status: 'COMPLETED', outcome: 'CLEAR' });
    const { body } = await stage.world.tenant.rest('GET', `/workflows/${sessionId}/`);
    expect(body).toMatchObject({ status: 'completed', completed_steps: ['verification'] });
    await page.context().close();
  }, 90_000);

  test('the same without JavaScript', async () => {
    const { id } = await send();
    const page = await stage.openNewestLink(withoutScript);
    await page.getByLabel('Selfie', { exact: true }).setInputFiles(files.Selfie);
    await press(page, 'Upload files');
    await page.getByText('me.jpg was not added because your consent was missing.').waitFor();
    expect(await namesOf(id)).toEqual([]);

    await page.getByRole('checkbox', { name: 'I consent to this processing of my data' }).check();
    for (const [check, chosen] of Object.entries(files)) {
      await page.getByLabel(check, { exact: true }).setInputFiles(chosen);
    }
    await press(page, 'Upload files');
    await page.getByText('Your files have arrived').waitFor();
    await page.getByRole('checkbox', { name: 'Remove front.jpg' }).check();
    await press(page, 'Upload files');
    await eventually(() => page.getByText('front.jpg').count()).toBe(0);
    await press(page, 'Submit verification');
    await page.getByText('Thank you. Everything that').waitFor();
    expect(await namesOf(id)).toEqual(['back.png', 'letter.pdf', 'me.jpg', 'me.mp4']);
    expect(await read(id)).toMatchObject({ status: 'completed', outcome: 'pending' });
    await page.context().close();
  }, 90_000);
});

async function expectAnswers(page: Page): Promise<void> {
  expect(await controlOf(page, 'name').inputValue()).toBe('Acme Trading Ltd');
  expect(await controlOf(page, 'story').inputValue()).toBe('We trade in anvils.\nSince long ago.');
  expect(await controlOf(page, 'founded').inputValue()).toBe('1949-09-17');
  expect(await controlOf(page, 'seat').inputValue()).toBe('DE');
  expect(await controlOf(page, 'staff').inputValue()).toBe('1234.5');
  expect(await controlOf(page, 'size').getByRole('radio', { checked: true }).inputValue()).toBe('Medium');
  expect(await controlOf(page, 'sector').inputValue()).toBe('Trade');
  const areas = controlOf(page, 'areas').getByRole('checkbox', { checked: true });
  expect(await areas.evaluateAll((boxes: any[]) => boxes.map(({ value }) => value))).toEqual([
    'Europe',
    'Africa',
  ]);
  expect(await controlOf(page, 'listed').getByRole('radio', { name: 'Yes', exact: true }).isChecked()).toBe(
    true,
  );
  expect(await controlOf(page, 'mail').inputValue()).toBe('info@acme.example');
  expect(await controlOf(page, 'site').inputValue()).toBe('https://acme.example/');
}
