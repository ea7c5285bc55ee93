import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MailNotAcceptedError } from '../../src/mail/mailer.ts';
import { findViolations } from '../support/axe.ts';
import { type ComplyCubeTestServer, startComplyCubeServer } from '../support/complycube-server.ts';
import {
  answerEverything,
  answersGiven,
  controlOf,
  createEveryQuestion,
  type Key,
  pdfNamed,
  roles,
  sendEveryQuestion,
  texts,
} from '../support/every-question.ts';
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
import { createPrefill, saveAnswers, setStatus } from '../support/responses.ts';
import { samples } from '../support/sample-files.ts';

let complyCube: ComplyCubeTestServer;
/** Where the team does the checks, with a colour that is hard to read on white. */
let stage: Stage;
/** Where a provider does them, with Postern's own colours and a limit of visits. */
let hosted: Stage;
let questionnaireId: number;

beforeAll(async () => {
  complyCube = await startComplyCubeServer();
  stage = await openStage();
  hosted = await openStage({
    environment: {
      COMPLYCUBE_API_KEY: complyCube.apiKey,
      COMPLYCUBE_WEBHOOK_SECRET: 'webhook-secret',
      COMPLYCUBE_API_URL: complyCube.url,
      RATE_LIMIT_PER_MINUTE: '3000',
    },
    browser: stage.browser,
  });
  questionnaireId = await createEveryQuestion(stage.world);
  const { data } = await stage.world.tenant.graphql(
    `mutation { updateTenant(input: { accentColour: "#ffd400" }) { ... on Tenant { accentColour } } }`,
  );
  expect(data.updateTenant.accentColour).toBe('#ffd400');
});
afterAll(async () => {
  await hosted?.close();
  await stage?.close();
  await complyCube?.close();
});

const send = () => sendEveryQuestion(stage.world, questionnaireId);

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

async function openQuestionnaire(): Promise<Page> {
  await send();
  return stage.openNewestLink();
}

async function openVerification(): Promise<Page> {
  await sendVerification(stage);
  return stage.openNewestLink();
}

async function openHosted(): Promise<Page> {
  await sendVerification(hosted);
  return hosted.openNewestLink();
}

/** Saves an answer that the team changes while the page is open. */
async function openConflict(): Promise<Page> {
  const { response_id: responseId } = await send();
  const page = await stage.openNewestLink();
  await saveAnswers(stage.world, responseId, { name: 'From the team' });
  await controlOf(page, 'name').fill('From the recipient');
  await controlOf(page, 'story').focus();
  await page.getByRole('button', { name: 'Keep my answer' }).waitFor();
  return page;
}

async function openWithNotice(notice: RegExp, path: string): Promise<Page> {
  const page = await (await stage.visitor()).newPage();
  await page.goto(`${stage.url}${path}`);
  await page.getByRole('heading', { level: 1, name: notice }).waitFor();
  return page;
}

/** Opens the link of a mail before the mail server has answered. */
async function openPending(): Promise<{ page: Page; refuse: () => Promise<void> }> {
  const { services } = stage.gateway;
  const { sendMail } = services;
  const handedOver = Promise.withResolvers<string>();
  const refusal = Promise.withResolvers<void>();
  services.sendMail = async ({ text }) => {
    services.sendMail = sendMail;
    handedOver.resolve(/\/w\/[\w-]+/.exec(text)?.[0] ?? '');
    await refusal.promise;
  };
  const sending = send().catch(() => {});
  const page = await openWithNotice(/One moment/, await handedOver.promise);
  return {
    page,
    refuse: async () => {
      refusal.reject(new MailNotAcceptedError({ stage: 'recipient', reason: 'the server refused it' }));
      await sending;
    },
  };
}

const states: Record<string, () => Promise<Page>> = {
  'a fresh questionnaire': openQuestionnaire,

  'a prefilled questionnaire': async () => {
    const responseId = await createPrefill(stage.world, { questionnaireId, email: 'recipient@example.com' });
    await saveAnswers(stage.world, responseId, answersGiven);
    const { status } = await stage.world.tenant.rest('POST', `/responses/${responseId}/send/`, {});
    expect(status).toBe(200);
    const page = await stage.openNewestLink();
    await page.getByText('Filled in for you – please check').first().waitFor();
    return page;
  },

  'a questionnaire with everything missing': async () => {
    const page = await openQuestionnaire();
    await press(page, 'Submit questionnaire');
    await page.getByRole('alert').waitFor();
    return page;
  },

  'a draft with answers that are none and files that were not taken': async () => {
    const page = await openQuestionnaire();
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

  'a draft that was saved': async () => {
    const page = await openQuestionnaire();
    await answerEverything(page);
    await page.getByRole('button', { name: 'Remove extract.pdf' }).waitFor();
    await press(page, 'Save draft');
    await page.getByText('Your draft is saved').waitFor();
    return page;
  },

  'a conflict that came up while typing': openConflict,

  'a conflict that saving the draft brought up': async () => {
    const page = await openConflict();
    await press(page, 'Save draft');
    await page.getByText('1 answer was changed by somebody else meanwhile').waitFor();
    return page;
  },

  'a questionnaire with changes requested': async () => {
    const { response_id: responseId } = await send();
    await saveAnswers(stage.world, responseId, answersGiven);
    await setStatus(stage.world, responseId, 'UNDER_REVIEW');
    const { status } = await stage.world.tenant.rest('POST', `/responses/${responseId}/request-changes/`, {
      message: 'Please say more.',
      question_keys: ['staff', 'areas', 'extract'],
    });
    expect(status).toBe(200);
    const page = await stage.openNewestLink();
    await page.getByText('Change requested').first().waitFor();
    return page;
  },

  'a link that was closed while its page was open': async () => {
    const { workflow_session_id: id } = await send();
    const page = await stage.openNewestLink();
    await stage.world.tenant.rest('POST', `/workflows/${id}/revoke/`, {});
    await controlOf(page, 'name').fill('Acme Trading Ltd');
    await controlOf(page, 'story').focus();
    await page.getByText('This link has been closed.').waitFor();
    return page;
  },

  'answers that came too late': async () => {
    const { workflow_session_id: id } = await send();
    const page = await stage.openNewestLink();
    await stage.world.tenant.rest('POST', `/workflows/${id}/revoke/`, {});
    await controlOf(page, 'name').fill('Acme Trading Ltd');
    await press(page, 'Save draft');
    await page.getByText('These answers were not saved').waitFor();
    return page;
  },

  'a questionnaire that was submitted': async () => {
    const page = await openQuestionnaire();
    await answerEverything(page);
    await controlOf(page, 'exchange').fill('XETRA');
    await page.getByRole('button', { name: 'Remove extract.pdf' }).waitFor();
    await press(page, 'Submit questionnaire');
    await page.getByText('Thank you. Everything that').waitFor();
    return page;
  },

  'a fresh verification': openVerification,

  'a verification with everything missing': async () => {
    const page = await openVerification();
    await press(page, 'Submit verification');
    await page.getByRole('alert').waitFor();
    return page;
  },

  'a verification with files and files that were not taken': async () => {
    const page = await openVerification();
    await page.getByLabel('Selfie', { exact: true }).setInputFiles(pdfNamed('me.pdf'));
    await page.getByText('Please give your consent above.').waitFor();
    await page.getByRole('checkbox', { name: 'I consent' }).check();
    await page.getByText('me.pdf was not added').waitFor();
    await page.getByLabel('Identity document', { exact: true }).setInputFiles(pdfNamed('passport.pdf'));
    await page.getByRole('button', { name: 'Remove passport.pdf' }).waitFor();
    return page;
  },

  'a provider’s verification': openHosted,

  'a provider’s verification without consent': async () => {
    const page = await openHosted();
    await press(page, 'Start the identity check');
    await page.getByRole('alert').waitFor();
    return page;
  },

  'the way to a provider’s pages': async () => {
    const page = await openHosted();
    await page.getByRole('checkbox', { name: 'I consent' }).check();
    await press(page, 'Start the identity check');
    await page.getByRole('link', { name: 'Go to the identity check' }).waitFor();
    return page;
  },

  'a provider that cannot be reached': async () => {
    const page = await openHosted();
    await page.getByRole('checkbox', { name: 'I consent' }).check();
    complyCube.behaviour = 400;
    await press(page, 'Start the identity check');
    await page.getByText('The identity check cannot be reached right now').waitFor();
    complyCube.behaviour = 'answer';
    return page;
  },

  'the way back from a provider': () => openWithNotice(/that is all/, '/verification/done'),

  'a verification that was left': () => openWithNotice(/You left/, '/verification/cancelled'),

  'an unknown link': () => openWithNotice(/does not lead to a request/, '/w/unknown'),

  'a link whose mail is under way': async () => {
    const { page, refuse } = await openPending();
    // The page would show by itself what has become of the send; an answer without content leaves it as it is.
    await page.route('**/*', (route) => route.fulfill({ status: 204 }));
    await refuse();
    return page;
  },

  'a link whose send was rolled back': async () => {
    const { page, refuse } = await openPending();
    await refuse();
    await page.reload();
    await page.getByRole('heading', { name: 'This link was never activated' }).waitFor();
    return page;
  },

  'an expired link': async () => {
    const { workflow_session_id: id } = await send();
    await stage.gateway.services.allTenants.workflowSession.update({
      where: { id },
      data: { expiresAt: new Date(Date.now() - 1000) },
    });
    return openWithNotice(/has expired/, new URL(await stage.newestAddress()).pathname);
  },

  'a revoked link': async () => {
    const { workflow_session_id: id } = await send();
    await stage.world.tenant.rest('POST', `/workflows/${id}/revoke/`, {});
    return openWithNotice(/has been withdrawn/, new URL(await stage.newestAddress()).pathname);
  },

  'a replaced link': async () => {
    const { workflow_session_id: id } = await send();
    const { pathname } = new URL(await stage.newestAddress());
    const { status } = await stage.world.tenant.rest('POST', `/workflows/${id}/resend/`, {});
    expect(status).toBe(200);
    return openWithNotice(/There is a newer link/, pathname);
  },

  'too many requests': async () => {
    const visits = Array.from({ length: 300 }, () => hosted.gateway.app.inject('/w/unknown'));
    await Promise.all(visits);
    const page = await (await hosted.visitor()).newPage();
    await page.goto(`${hosted.url}/w/unknown`);
    await page.getByRole('heading', { name: 'Please try again in a minute' }).waitFor();
    return page;
  },
};

describe('axe finds nothing wrong, in light and dark, on a phone and on a desk', () => {
  test.each(Object.entries(states))('with %s', async (_name, open) => {
    const page = await open();
    for (const viewport of [phone, desktop]) {
      await page.setViewportSize(viewport);
      expect(await overflow(page)).toBe(0);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await findViolations(page), `${colorScheme}, ${viewport.width} px`).toEqual([]);
      }
    }
    await page.context().close();
  });
});

test('axe is there and finds what is wrong', async () => {
  const page = await (await stage.visitor()).newPage();
  await page.setContent('<html lang="en"><title>Page</title><main><h1>Page</h1><input></main></html>');
  expect(await findViolations(page)).toEqual([expect.stringMatching(/^label: <input>/)]);
  await page.context().close();
});

describe('a screen reader', () => {
  test('names the control of each question by the question, and says what is required and what is wrong', async () => {
    const page = await openQuestionnaire();
    await controlOf(page, 'listed').getByRole('radio', { name: 'Yes', exact: true }).check();
    for (const key of Object.keys(roles) as Key[]) {
      expect(await controlOf(page, key).count(), key).toBe(1);
    }
    await press(page, 'Submit questionnaire');
    await page.getByRole('alert').waitFor();
    const described = (key: Key) =>
      controlOf(page, key).evaluate((control) =>
        (control.getAttribute('aria-describedby') ?? '')
          .split(' ')
          .map((id: string) => control.ownerDocument.getElementById(id)?.textContent)
          .join(' '),
      );
    expect(await described('name')).toBe('As it stands in the register. Please answer this question.');
    expect(await described('areas')).toBe('Needs an answer. Please choose at least one option.');
    expect(await controlOf(page, 'name').getAttribute('aria-required')).toBe('true');
    expect(await controlOf(page, 'name').getAttribute('aria-invalid')).toBe('true');
    expect(await controlOf(page, 'story').getAttribute('aria-invalid')).toBeNull();
    await page.context().close();
  });
});

describe('with the keyboard alone', () => {
  /** What has the focus: what it is called, and whether it can be seen where it is. */
  const focused = (page: Page): Promise<{ name: string; isSeen: boolean }> =>
    page.evaluate(() => {
      const { document, innerHeight, innerWidth } = globalThis as any;
      const element = document.activeElement;
      const box = element.getBoundingClientRect();
      const middle = (from: number, to: number, end: number) => (Math.max(from, 0) + Math.min(to, end)) / 2;
      const top = document.elementFromPoint(
        middle(box.left, box.right, innerWidth),
        middle(box.top, box.bottom, innerHeight),
      );
      const group = element.closest('[role=radiogroup], [role=group]');
      const label = group
        ? document.getElementById(group.getAttribute('aria-labelledby'))
        : element.labels?.[0];
      return {
        name: element === document.body ? '' : (label ?? element).textContent.trim(),
        // Of a tall control the part in the window counts, if nothing lies over it.
        isSeen: top !== null && (element.contains(top) || top.contains(element)),
      };
    });

  /** Goes through the page once and returns the names of the stops in their order. */
  async function walk(page: Page, key: 'Tab' | 'Shift+Tab'): Promise<string[]> {
    const names: string[] = [];
    for (let stops = 0; stops < 80; stops += 1) {
      await page.keyboard.press(key);
      const { name, isSeen } = await focused(page);
      if (name === names[0] || name === '') {
        return names;
      }
      // A date and a group have several stops.
      if (name !== names.at(-1)) {
        names.push(name);
      }
      expect(isSeen, name).toBe(true);
    }
    throw new Error('The focus never comes back to the start.');
  }

  test('everything is reached in the order in which it is read, and is in sight when it has the focus', async () => {
    const page = await openQuestionnaire();
    const asked = (Object.keys(roles) as Key[]).filter((key) => key !== 'exchange');
    for (const viewport of [phone, desktop]) {
      await page.setViewportSize(viewport);
      await page.reload();
      const names = await walk(page, 'Tab');
      expect(names[0]).toBe('Skip to the content');
      const ofForm = names.slice(names.indexOf('Save draft'));
      expect(ofForm.filter((name) => asked.some((key) => texts[key] === name))).toEqual(
        asked.map((key) => texts[key]),
      );
      expect(names.at(-1)).toBe('Submit questionnaire');
      expect((await walk(page, 'Shift+Tab')).reverse()).toEqual(names);
    }
    await page.context().close();
  }, 60_000);

  test('the skip link leads past the head of the page', async () => {
    const page = await openQuestionnaire();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const isInContent = await page.evaluate(() => {
      const { document } = globalThis as any;
      return document.querySelector('main').contains(document.activeElement);
    });
    expect(isInContent).toBe(true);
    await page.context().close();
  });

  test('arrows choose, and Enter in a field saves a draft and never submits', async () => {
    const { response_id: responseId } = await send();
    const page = await stage.openNewestLink();
    await answerEverything(page);
    await page.getByRole('button', { name: 'Remove extract.pdf' }).waitFor();
    await controlOf(page, 'exchange').fill('XETRA');
    const sizes = controlOf(page, 'size').getByRole('radio');
    await sizes.nth(0).focus();
    await page.keyboard.press('ArrowDown');
    expect(await sizes.nth(1).isChecked()).toBe(true);
    await page.keyboard.press('ArrowDown');
    expect(await sizes.nth(2).isChecked()).toBe(true);
    for (const key of ['name', 'staff', 'mail'] as const) {
      await controlOf(page, key).press('Enter');
      await page.getByText('Your draft is saved').waitFor();
      await page.goto(await stage.newestAddress());
    }
    expect(await controlOf(page, 'size').getByRole('radio', { checked: true }).inputValue()).toBe('Large');
    const { body } = await stage.world.tenant.rest('GET', `/responses/${responseId}/`);
    expect(body.status).toBe('DRAFT');

    await page.getByRole('button', { name: 'Submit questionnaire' }).press('Enter');
    await page.getByText('Thank you. Everything that').waitFor();
    await page.context().close();
  });

  test('what is wrong is reached from the list of problems', async () => {
    const page = await openQuestionnaire();
    await press(page, 'Submit questionnaire');
    await eventually(() => hasFocus(page.getByRole('alert'))).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await eventually(() => hasFocus(controlOf(page, 'name'))).toBe(true);
    await page.context().close();
  });
});
