import { readFile } from 'node:fs/promises';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findViolations } from '../support/axe.ts';
import { formOf, sendForm } from '../support/forms.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import { newestLink, recipientOf } from '../support/recipient.ts';
import {
  desktop,
  eventually,
  heading,
  openStage,
  overflow,
  phone,
  press,
  type Stage,
} from '../support/recipient-browser.ts';
import { annotate, createPrefill, saveAnswers, setStatus } from '../support/responses.ts';
import { samples } from '../support/sample-files.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await stage.world.tenant.graphql('mutation { updateTenant(input: { fourEyes: true }) { __typename } }');
});
/** A key that is no longer valid is a failed request, which the console shows whatever the page does. */
const isRejectedKey = (text: string) => /status of 401/.test(text);
afterEach(() => {
  const { foreign, faults } = stage.watch;
  expect({ foreign, faults: faults.filter((text) => !isRejectedKey(text)) }).toEqual({
    foreign: [],
    faults: [],
  });
});
afterAll(() => stage?.close());

const ada = { name: 'Ada Müller', email: 'ada@team.example' };
const bo = { name: 'Bo Chen', email: 'bo@team.example' };

async function openTeam(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await stage.visitor({ viewport: desktop, ...options })).newPage();
  await page.goto(`${stage.url}/team/`);
  return page;
}

async function signIn(page: Page, person: { name: string; email: string }, key = stage.world.tenant.key) {
  await page.getByLabel('API key').fill(key);
  await page.getByLabel('Your name').fill(person.name);
  await page.getByLabel('Your email address').fill(person.email);
  await press(page, 'Sign in');
}

async function openAs(person = ada, key = stage.world.tenant.key, options: BrowserContextOptions = {}) {
  const page = await openTeam(options);
  await signIn(page, person, key);
  await page.getByRole('heading', { level: 1, name: 'Responses' }).waitFor();
  return page;
}

/** A response that its recipient has submitted, sent for real so that changes can be requested. */
async function submitted(name: string): Promise<string> {
  const { world } = stage;
  const { status, body } = await world.tenant.rest('POST', '/workflows/send/', {
    entity_id: world.company,
    ddq: { questionnaire_id: world.questionnaire, response_name: name },
    email: 'recipient@example.com',
  });
  expect(status).toBe(201);
  await saveAnswers(world, body.response_id, { name: 'Acme <b>Trading</b> Limited' });
  await setStatus(world, body.response_id, 'SUBMITTED');
  return body.response_id;
}

const dialog = (page: Page) => page.getByRole('dialog');
const decide = async (page: Page, step: string, texts: Record<string, string> = {}) => {
  await press(page, step);
  for (const [label, text] of Object.entries(texts)) {
    await dialog(page).getByLabel(label).fill(text);
  }
  await dialog(page).getByRole('button', { name: step, exact: true }).click();
};

describe('a decision by two people', () => {
  test('one person finds, reads and reviews a response, and only another one can approve it', async () => {
    const id = await submitted('Four eyes');
    const first = await openAs(ada);
    await first.getByLabel('Search by response or entity').fill('four ey');
    await press(first, 'Search');
    await eventually(() => first.locator('.found').innerText()).toBe('1 response');
    await first.getByRole('link', { name: 'Four eyes' }).click();
    await eventually(() => heading(first)).toBe('Four eyes');
    expect(await first.getByText('Acme <b>Trading</b> Limited').count()).toBe(1);
    await decide(first, 'Start review');
    await first.getByRole('button', { name: 'Complete review' }).waitFor();
    await decide(first, 'Complete review', { 'Notes (optional)': 'Register <i>checked</i>' });
    await first.getByText('Two people decide: Ada Müller').waitFor();
    expect(await first.locator('.trail').innerText()).toContain('Register <i>checked</i>');
    await decide(first, 'Approve');
    await eventually(() => dialog(first).getByRole('alert').innerText()).toContain(
      'Another person has to decide.',
    );
    expect(await findViolations(first)).toEqual([]);

    const second = await openAs(bo);
    await second.goto(`${stage.url}/team/#/responses/${id}`);
    await decide(second, 'Approve');
    await eventually(() => second.locator('p.badges').innerText()).toBe('Approved');
    expect(await second.getByRole('button', { name: /Approve|Reject|Request changes/ }).count()).toBe(0);
    const { body } = await stage.world.tenant.rest('GET', `/responses/${id}/`);
    expect(body).toMatchObject({
      status: 'APPROVED',
      reviewed_by: ada,
      decided_by: bo,
    });
  });

  test('changes are requested for the chosen questions, and a missing message is reported at its field', async () => {
    const id = await submitted('Please change');
    await setStatus(stage.world, id, 'UNDER_REVIEW');
    const page = await openAs();
    await page.goto(`${stage.url}/team/#/responses/${id}`);
    await decide(page, 'Request changes');
    const message = dialog(page).getByLabel('Message to the recipient');
    await eventually(() => message.getAttribute('aria-invalid')).toBe('true');
    expect(await dialog(page).getByRole('alert').isVisible()).toBe(true);
    expect(await findViolations(page)).toEqual([]);
    await message.fill('Which name is in the register?');
    const [question] = await dialog(page).getByRole('checkbox').all();
    await question!.check();
    await dialog(page).getByRole('button', { name: 'Request changes' }).click();
    await eventually(() => page.locator('p.badges').innerText()).toBe('Changes requested');
    await page.getByText('Which name is in the register?').waitFor();
    const { data } = await stage.world.tenant.graphql(
      'query ($id: ID!) { response(id: $id) { workflowSessions(first: 1) { nodes { questionKeys message } } } }',
      { id },
    );
    expect(data.response.workflowSessions.nodes).toEqual([
      { questionKeys: ['name'], message: 'Which name is in the register?' },
    ]);
  });
});

test('what a recipient changed is shown, files are saved with the key, and links are sent again and revoked', async () => {
  const { world } = stage;
  const extract = samples.pdf();
  const questionnaire = await newQuestionnaire(world.tenant, {
    name: 'With a file',
    type: 'DDQ',
    sections: [
      {
        title: 'Company',
        questions: [
          { key: 'name', text: 'Which name?', type: 'TEXT' },
          { key: 'extract', text: 'Which extract?', type: 'FILE' },
        ],
      },
    ],
  });
  const { body: document } = await sendForm(
    `/api/v1/entities/${world.company}/documents/`,
    formOf([{ name: 'file', file: { content: extract, fileName: 'extract.pdf', type: 'application/pdf' } }]),
    { gateway: stage.gateway, key: world.tenant.key },
  );
  const { body: sent } = await world.tenant.rest('POST', '/workflows/send/', {
    entity_id: world.company,
    ddq: { questionnaire_id: questionnaire.id, response_name: 'Twice' },
    email: 'recipient@example.com',
  });
  await saveAnswers(world, sent.response_id, { name: 'Acme', extract: [document.id] });
  const submit = async (answers: Record<string, string>) => {
    const recipient = recipientOf(stage.gateway, await newestLink(world), questionnaire.questions);
    await recipient.open();
    expect((await recipient.send('submit', answers)).status).toBe(303);
  };
  await submit({ name: 'Acme' });
  await setStatus(world, sent.response_id, 'UNDER_REVIEW');

  const page = await openAs();
  await page.goto(`${stage.url}/team/#/responses/${sent.response_id}`);
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Download extract.pdf')]);
  expect(download.suggestedFilename()).toBe('extract.pdf');
  expect((await readFile(await download.path())).equals(extract)).toBe(true);
  await decide(page, 'Request changes', { 'Message to the recipient': 'The full name, please.' });
  await eventually(() => page.locator('p.badges').innerText()).toBe('Changes requested');
  const first = await newestLink(world);
  await decide(page, 'Resend link');
  await eventually(() => newestLink(world)).not.toBe(first);
  await submit({ name: 'Acme Trading Limited' });
  await page.reload();
  await page.getByRole('heading', { level: 3, name: 'Submission 2' }).waitFor();
  expect(await page.locator('del').allInnerTexts()).toEqual(['Acme']);
  expect(await page.locator('ins').allInnerTexts()).toEqual(['Acme Trading Limited']);
  expect(await findViolations(page)).toEqual([]);

  const { body: other } = await world.tenant.rest('POST', '/workflows/send/', {
    entity_id: world.company,
    ddq: { questionnaire_id: questionnaire.id, response_name: 'Revoked' },
    email: 'recipient@example.com',
  });
  await page.goto(`${stage.url}/team/#/responses/${other.response_id}`);
  await decide(page, 'Revoke link');
  await page.getByText(/^Revoked, /).waitFor();
});

describe('the key', () => {
  test('a wrong key is reported, and nothing is kept', async () => {
    const page = await openTeam();
    await signIn(page, ada, 'kycg_live_wrong');
    await eventually(() => page.getByRole('alert').innerText()).toContain('The API key is not valid');
    expect(await page.evaluate('sessionStorage.length + localStorage.length')).toBe(0);
    expect(await findViolations(page)).toEqual([]);
  });

  test('the key stays in its tab and out of addresses, and signing out forgets it', async () => {
    const page = await openAs();
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Responses' }).waitFor();
    expect(addresses.filter((address) => address.includes('kycg_'))).toEqual([]);
    expect(page.url()).not.toContain('kycg_');
    expect(await page.evaluate('localStorage.length')).toBe(0);
    const other = await page.context().newPage();
    await other.goto(`${stage.url}/team/`);
    await other.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
    await press(page, 'Sign out');
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
    expect(await page.getByLabel('API key').inputValue()).toBe('');
  });

  test('a key that can only read sees the response and no decision', async () => {
    const id = await submitted('Read only');
    const page = await openAs(ada, await stage.world.tenant.createKey({ scopes: ['READ'] }));
    await page.goto(`${stage.url}/team/#/responses/${id}`);
    await page.getByText('Requesting changes and links require a key with the scope SEND.').waitFor();
    await page.getByText('Reviews and decisions require a key with the scope ADMIN.').waitFor();
    expect(await page.locator('.aside').getByRole('button').count()).toBe(0);
    expect(await findViolations(page)).toEqual([]);
  });

  test('a test key sees nothing of live data', async () => {
    await submitted('Live only');
    const page = await openAs(ada, await stage.world.tenant.createKey({ mode: 'TEST' }));
    await page.getByText('No responses match.').waitFor();
    expect(await page.getByText('Test data').isVisible()).toBe(true);
  });

  test('a key that is revoked while it is used ends the session', async () => {
    const key = await stage.world.tenant.createKey({});
    const page = await openAs(ada, key);
    const { data } = await stage.world.tenant.graphql('{ apiKeys(first: 1) { nodes { id } } }');
    await stage.world.tenant.graphql(
      'mutation ($id: ID!) { revokeApiKey(input: { id: $id }) { __typename } }',
      { id: data.apiKeys.nodes[0].id },
    );
    await press(page, 'Search');
    await page.goto(`${stage.url}/team/#/?status=DRAFT`);
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('The API key is not valid');
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
  });
});

test('scripts and markup in names, answers and quotes stay text', async () => {
  const evil = '<img src=x onerror="globalThis.hacked=1"><script>globalThis.hacked=1</script>';
  const { world } = stage;
  const { data } = await world.tenant.graphql(
    'mutation ($name: String!) { createEntity(input: { legalName: $name }) { ... on CreateEntityPayload { entity { id } } } }',
    { name: evil },
  );
  const id = await createPrefill(world, { entityId: data.createEntity.entity.id });
  await saveAnswers(world, id, { name: evil });
  await annotate(world, id, 'name');
  const page = await openAs();
  expect(await page.getByText('onerror').count()).toBeGreaterThan(0);
  await page.goto(`${stage.url}/team/#/responses/${id}`);
  await eventually(() => heading(page)).toContain('<img src=x');
  expect(
    await page.getByText('Quoted from a document of a third party. Found in register.pdf, page 2').count(),
  ).toBe(1);
  expect(await page.locator('main img, main script').count()).toBe(0);
  expect(await page.evaluate('globalThis.hacked')).toBeUndefined();
});

test('pages of the queue, filters and back and forward work by the address', async () => {
  const gateway = stage.gateway;
  const tenant = await gateway.createTenant({ credits: 1 });
  for (let index = 0; index < 30; index += 1) {
    const entity = { legal_name: `Company ${index}` };
    await tenant.rest('POST', '/workflows/send/', {
      entity,
      ddq: { questionnaire_id: await questionnaireOf(tenant), prefill: true },
    });
  }
  const page = await openAs(ada, tenant.key);
  expect(await page.locator('.rows li').count()).toBe(25);
  await page.getByRole('link', { name: 'Older' }).click();
  await eventually(() => page.locator('.rows li').count()).toBe(5);
  await page.getByRole('link', { name: 'Newer' }).click();
  await eventually(() => page.locator('.rows li').count()).toBe(25);
  await page.goBack();
  await eventually(() => page.locator('.rows li').count()).toBe(5);
  await page.getByLabel('Status').selectOption('APPROVED');
  await press(page, 'Search');
  await page.getByText('No responses match.').waitFor();
  await page.goBack();
  await eventually(() => page.locator('.rows li').count()).toBe(5);
  expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
}, 60_000);

let questionnaireId: number | undefined;
async function questionnaireOf(tenant: { graphql: Stage['world']['tenant']['graphql'] }): Promise<number> {
  if (questionnaireId === undefined) {
    const sections = [{ title: 'Company', questions: [{ key: 'name', text: 'Name?', type: 'TEXT' }] }];
    questionnaireId = (await newQuestionnaire(tenant, { name: 'Short', type: 'DDQ', sections })).id;
  }
  return questionnaireId;
}

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test.each([phone, desktop])(
    'axe finds nothing wrong at a width of $width, and nothing is cut off',
    async (viewport) => {
      const id = await submitted('Looks');
      const page = await openTeam({ viewport, colorScheme });
      const check = async () => {
        expect(await findViolations(page)).toEqual([]);
        expect(await overflow(page)).toBe(0);
      };
      await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
      await check();
      await signIn(page, ada);
      await page.getByRole('heading', { level: 1, name: 'Responses' }).waitFor();
      await check();
      await page.goto(`${stage.url}/team/#/responses/${id}`);
      await eventually(() => heading(page)).toBe('Looks');
      await check();
      await press(page, 'Start review');
      await check();
      await page.keyboard.press('Escape');
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Start review');
      await page.goto(`${stage.url}/team/#/responses/unknown`);
      await page.getByText('This response does not exist').waitFor();
      await check();
    },
  );
});

test('a browser in German gets the page in German', async () => {
  const page = await openTeam({ locale: 'de-DE', viewport: phone });
  await page.getByRole('heading', { level: 1, name: 'Anmelden' }).waitFor();
  expect(await page.getAttribute('html', 'lang')).toBe('de');
  expect(await findViolations(page)).toEqual([]);
});
