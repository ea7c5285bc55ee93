import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { MailNotAcceptedError } from '../../src/mail/mailer.ts';
import { type ComplyCubeTestServer, startComplyCubeServer } from '../support/complycube-server.ts';
import {
  answersGiven,
  controlOf,
  createEveryQuestion,
  pdfNamed,
  sendEveryQuestion,
} from '../support/every-question.ts';
import { newestLink } from '../support/recipient.ts';
import { openStage, press, type Stage } from '../support/recipient-browser.ts';
import { createPrefill, saveAnswers, setStatus } from '../support/responses.ts';
import { samples } from '../support/sample-files.ts';

/** Everything that the states of the recipients' pages are made with. */
export interface Theatre {
  complyCube: ComplyCubeTestServer;
  /** Where the team does the checks, with a colour that is hard to read on white. */
  stage: Stage;
  /** Where a provider does them, with Postern's own colours and a limit of visits. */
  hosted: Stage;
  questionnaireId: number;
  /** One profile for all pages, so that they load the stylesheet and the script once. */
  visitor: BrowserContext;
  close: () => Promise<void>;
}

export async function openTheatre(): Promise<Theatre> {
  const [complyCube, stage] = await Promise.all([startComplyCubeServer(), openStage()]);
  const hosted = await openStage({
    environment: {
      COMPLYCUBE_API_KEY: complyCube.apiKey,
      COMPLYCUBE_WEBHOOK_SECRET: 'webhook-secret',
      COMPLYCUBE_API_URL: complyCube.url,
      RATE_LIMIT_PER_MINUTE: '3000',
    },
    browser: stage.browser,
  });
  const { data } = await stage.world.tenant.graphql(
    `mutation { updateTenant(input: { accentColour: "#ffd400" }) { ... on UpdateTenantPayload { tenant { accentColour } } } }`,
  );
  expect(data.updateTenant.tenant.accentColour).toBe('#ffd400');
  return {
    complyCube,
    stage,
    hosted,
    questionnaireId: await createEveryQuestion(stage.world),
    visitor: await stage.visitor(),
    close: async () => {
      await hosted.close();
      await stage.close();
      await complyCube.close();
    },
  };
}

async function openPath({ visitor, stage }: Theatre, path: string, { url } = stage): Promise<Page> {
  const page = await visitor.newPage();
  await page.goto(`${url}${path}`);
  return page;
}

const openNewestLink = async (theatre: Theatre, at = theatre.stage): Promise<Page> =>
  openPath(theatre, await newestLink(at.world), at);

export const send = ({ stage, questionnaireId }: Theatre) => sendEveryQuestion(stage.world, questionnaireId);

async function sendVerification({ world }: Stage): Promise<void> {
  const { status } = await world.tenant.rest('POST', '/workflows/send/', {
    entity_id: world.individual,
    verification: {
      checks: { document: true, identity: true, enhancedIdentity: true, proofOfAddress: true },
    },
    email: 'ada@example.com',
  });
  expect(status).toBe(201);
}

export async function openQuestionnaire(theatre: Theatre): Promise<Page> {
  await send(theatre);
  return openNewestLink(theatre);
}

/** All is answered but the file. */
export async function openAnswered(theatre: Theatre): Promise<Page> {
  const { response_id: responseId } = await send(theatre);
  await saveAnswers(theatre.stage.world, responseId, { ...answersGiven, exchange: 'XETRA' });
  return openNewestLink(theatre);
}

async function openVerification(theatre: Theatre): Promise<Page> {
  await sendVerification(theatre.stage);
  return openNewestLink(theatre);
}

async function openHosted(theatre: Theatre): Promise<Page> {
  await sendVerification(theatre.hosted);
  return openNewestLink(theatre, theatre.hosted);
}

/** Types an answer to a question that the team has answered since the page was opened. */
async function openConflict(theatre: Theatre): Promise<Page> {
  const { response_id: responseId } = await send(theatre);
  const page = await openNewestLink(theatre);
  await saveAnswers(theatre.stage.world, responseId, { name: 'From the team' });
  await controlOf(page, 'name').fill('From the recipient');
  await controlOf(page, 'story').focus();
  await page.getByRole('button', { name: 'Keep my answer' }).waitFor();
  return page;
}

/** Opens a questionnaire whose link is withdrawn while it is on the screen. */
async function openWithdrawn(theatre: Theatre): Promise<Page> {
  const { workflow_session_id: id } = await send(theatre);
  const page = await openNewestLink(theatre);
  await theatre.stage.world.tenant.rest('POST', `/workflows/${id}/revoke/`, {});
  await controlOf(page, 'name').fill('Acme Trading Ltd');
  return page;
}

async function openNotice(theatre: Theatre, path: string, heading: RegExp): Promise<Page> {
  const page = await openPath(theatre, path);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  return page;
}

/** Opens the link of an email before the mail server has answered. */
async function openPending(theatre: Theatre): Promise<{ page: Page; refuse: () => Promise<void> }> {
  const { services } = theatre.stage.gateway;
  const { sendMail } = services;
  const handedOver = Promise.withResolvers<string>();
  const refusal = Promise.withResolvers<void>();
  services.sendMail = async ({ text }) => {
    services.sendMail = sendMail;
    handedOver.resolve(/\/w\/[\w-]+/.exec(text)?.[0] ?? '');
    await refusal.promise;
  };
  const sending = send(theatre).catch(() => {});
  const page = await openNotice(theatre, await handedOver.promise, /One moment/);
  return {
    page,
    refuse: async () => {
      refusal.reject(
        new MailNotAcceptedError({ failure: 'REFUSED', stage: 'recipient', reason: 'the server refused it' }),
      );
      await sending;
    },
  };
}

/** Every state that a recipient's page can be in, and the way there. */
export const states: Record<string, (theatre: Theatre) => Promise<Page>> = {
  'a fresh questionnaire': openQuestionnaire,

  'a prefilled questionnaire': async (theatre) => {
    const { stage, questionnaireId } = theatre;
    const responseId = await createPrefill(stage.world, { questionnaireId, email: 'recipient@example.com' });
    await saveAnswers(stage.world, responseId, answersGiven);
    const { status } = await stage.world.tenant.rest('POST', `/responses/${responseId}/send/`, {});
    expect(status).toBe(200);
    const page = await openNewestLink(theatre);
    await page.getByText('Filled in for you – please check').first().waitFor();
    return page;
  },

  'a questionnaire with everything missing': async (theatre) => {
    const page = await openQuestionnaire(theatre);
    await press(page, 'Submit questionnaire');
    await page.getByRole('alert').waitFor();
    return page;
  },

  'a draft with answers that are none and files that were not taken': async (theatre) => {
    const page = await openQuestionnaire(theatre);
    await controlOf(page, 'staff').fill('about twelve');
    await controlOf(page, 'mail').fill('nobody');
    await controlOf(page, 'extract').setInputFiles([
      pdfNamed('extract.pdf'),
      { name: 'archive.pdf', mimeType: 'application/pdf', buffer: samples.zip() },
    ]);
    await page.getByText('archive.pdf was not added').waitFor();
    await press(page, 'Save draft');
    await page.getByRole('alert').waitFor();
    return page;
  },

  'a draft that was saved': async (theatre) => {
    const page = await openAnswered(theatre);
    await controlOf(page, 'extract').setInputFiles(pdfNamed('extract.pdf'));
    await page.getByRole('button', { name: 'Remove extract.pdf' }).waitFor();
    await press(page, 'Save draft');
    await page.getByText('Your draft is saved').waitFor();
    return page;
  },

  'a conflict that came up while typing': openConflict,

  'a conflict that saving the draft brought up': async (theatre) => {
    const page = await openConflict(theatre);
    await press(page, 'Save draft');
    await page.getByText('1 answer has been changed by someone else in the meantime').waitFor();
    return page;
  },

  'a questionnaire with changes requested': async (theatre) => {
    const { stage } = theatre;
    const { response_id: responseId } = await send(theatre);
    await saveAnswers(stage.world, responseId, answersGiven);
    await setStatus(stage.world, responseId, 'UNDER_REVIEW');
    const { status } = await stage.world.tenant.rest('POST', `/responses/${responseId}/request-changes/`, {
      message: 'Please say more.',
      question_keys: ['staff', 'areas', 'extract'],
    });
    expect(status).toBe(200);
    const page = await openNewestLink(theatre);
    await page.getByText('Change requested').first().waitFor();
    return page;
  },

  'a link that was closed while its page was open': async (theatre) => {
    const page = await openWithdrawn(theatre);
    await controlOf(page, 'story').focus();
    await page.getByText('This link has been closed.').waitFor();
    return page;
  },

  'answers that came too late': async (theatre) => {
    const page = await openWithdrawn(theatre);
    await press(page, 'Save draft');
    await page.getByText('These answers were not saved').waitFor();
    return page;
  },

  'a questionnaire that was submitted': async (theatre) => {
    const page = await openAnswered(theatre);
    await controlOf(page, 'extract').setInputFiles(pdfNamed('extract.pdf'));
    await page.getByRole('button', { name: 'Remove extract.pdf' }).waitFor();
    await press(page, 'Submit questionnaire');
    await page.getByText('Thank you. Everything that').waitFor();
    return page;
  },

  'a fresh verification': openVerification,

  'a verification with everything missing': async (theatre) => {
    const page = await openVerification(theatre);
    await press(page, 'Submit verification');
    await page.getByRole('alert').waitFor();
    return page;
  },

  'a verification with files and files that were not taken': async (theatre) => {
    const page = await openVerification(theatre);
    await page.getByLabel('Selfie', { exact: true }).setInputFiles(pdfNamed('me.pdf'));
    await page.getByText('Please give your consent above.').waitFor();
    await page.getByRole('checkbox', { name: 'I consent' }).check();
    await page.getByText('me.pdf was not added').waitFor();
    await page.getByLabel('Identity document', { exact: true }).setInputFiles(pdfNamed('passport.pdf'));
    await page.getByRole('button', { name: 'Remove passport.pdf' }).waitFor();
    return page;
  },

  'a provider’s verification': openHosted,

  'a provider’s verification without consent': async (theatre) => {
    const page = await openHosted(theatre);
    await press(page, 'Start the identity check');
    await page.getByRole('alert').waitFor();
    return page;
  },

  'the way to a provider’s pages': async (theatre) => {
    const page = await openHosted(theatre);
    await page.getByRole('checkbox', { name: 'I consent' }).check();
    await press(page, 'Start the identity check');
    await page.getByRole('link', { name: 'Go to the identity check' }).waitFor();
    return page;
  },

  'a provider that cannot be reached': async (theatre) => {
    const { complyCube } = theatre;
    const page = await openHosted(theatre);
    await page.getByRole('checkbox', { name: 'I consent' }).check();
    complyCube.behaviour = 400;
    await press(page, 'Start the identity check');
    await page.getByText('The identity check cannot be reached right now').waitFor();
    complyCube.behaviour = 'answer';
    return page;
  },

  'the way back from a provider': (theatre) => openNotice(theatre, '/verification/done', /that is all/),

  'a verification that was left': (theatre) => openNotice(theatre, '/verification/cancelled', /You left/),

  'an unknown link': (theatre) => openNotice(theatre, '/w/unknown', /does not lead to a request/),

  'a link whose mail is under way': async (theatre) => {
    const { page, refuse } = await openPending(theatre);
    // The page would show by itself what has become of the send; an answer without content leaves it as it is.
    await page.route('**/*', (route) => route.fulfill({ status: 204 }));
    await refuse();
    return page;
  },

  'a link whose send was rolled back': async (theatre) => {
    const { page, refuse } = await openPending(theatre);
    await refuse();
    await page.reload();
    await page.getByRole('heading', { name: 'This link was never activated' }).waitFor();
    return page;
  },

  'an expired link': async (theatre) => {
    const { stage } = theatre;
    const { workflow_session_id: id } = await send(theatre);
    await stage.gateway.services.allTenants.workflowSession.update({
      where: { id },
      data: { expiresAt: new Date(Date.now() - 1000) },
    });
    return openNotice(theatre, await newestLink(stage.world), /has expired/);
  },

  'a revoked link': async (theatre) => {
    const { stage } = theatre;
    const { workflow_session_id: id } = await send(theatre);
    await stage.world.tenant.rest('POST', `/workflows/${id}/revoke/`, {});
    return openNotice(theatre, await newestLink(stage.world), /has been withdrawn/);
  },

  'a replaced link': async (theatre) => {
    const { stage } = theatre;
    const { workflow_session_id: id } = await send(theatre);
    const path = await newestLink(stage.world);
    const { status } = await stage.world.tenant.rest('POST', `/workflows/${id}/resend/`, {});
    expect(status).toBe(200);
    return openNotice(theatre, path, /There is a newer link/);
  },

  'too many requests': async (theatre) => {
    const { hosted } = theatre;
    const visits = Array.from({ length: 300 }, () => hosted.gateway.app.inject('/w/unknown'));
    await Promise.all(visits);
    const page = await openPath(theatre, '/w/unknown', hosted);
    await page.getByRole('heading', { name: 'Please try again in a minute' }).waitFor();
    return page;
  },
};
