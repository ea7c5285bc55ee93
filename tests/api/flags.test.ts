import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dumpDatabase } from '../support/dump-database.ts';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import { newestLink, recipientOf } from '../support/recipient.ts';
import { setStatus } from '../support/responses.ts';
import { problemSelection } from '../support/selections.ts';
import { sendWorkflow } from '../support/sessions.ts';
import { createWebhook, eventsTold } from '../support/webhooks.ts';
import { createWorld, type World } from '../support/world.ts';

let gateway: TestGateway;
let world: World;
beforeAll(async () => {
  gateway = await shareTestGateway();
  const created = await createWorld(gateway, { credits: 20 });
  world = { ...created, ...(await askedWith(created)) };
});
afterAll(() => gateway.drop());

const questions = [
  { key: 'pep', text: 'Are you politically exposed?', type: 'BOOLEAN' },
  {
    key: 'office',
    text: 'Which office?',
    type: 'SINGLE_CHOICE',
    options: ['Minister', 'Judge'],
    visibleWhen: { key: 'pep', equals: 'true' },
  },
  { key: 'share', text: 'Cash share in percent', type: 'NUMBER', min: '0', max: '100' },
  { key: 'founded', text: 'Founded', type: 'DATE' },
  { key: 'seat', text: 'Seat', type: 'COUNTRY' },
  { key: 'trades', text: 'Trades', type: 'MULTI_CHOICE', options: ['Arms', 'Food'] },
  { key: 'markets', text: 'Markets', type: 'COUNTRIES' },
  { key: 'owned', text: 'Share of the owner', type: 'PERCENTAGE' },
  { key: 'paper', text: 'Paper', type: 'FILE' },
];
const flagWhen = [
  { key: 'share', above: '25', level: 'MEDIUM', text: 'Much cash.' },
  { key: 'share', below: '1', level: 'LOW', text: 'Hardly any cash.' },
  { key: 'pep', equals: 'true', level: 'HIGH', text: 'Politically exposed.' },
  { key: 'office', equals: 'Minister', level: 'HIGH', text: 'A minister.' },
  { key: 'founded', above: '2020-01-01', level: 'LOW', text: 'Young company.' },
  { key: 'founded', above: 'today', level: 'MEDIUM', text: 'Not founded yet.' },
  { key: 'seat', countryIn: ['IR', 'KP'], level: 'HIGH', text: 'High-risk country.' },
  { key: 'trades', equals: 'Arms', level: 'MEDIUM', text: 'Trades arms.' },
  { key: 'markets', countryIn: ['IR', 'KP'], level: 'HIGH', text: 'High-risk market.' },
  { key: 'owned', above: '25', level: 'LOW', text: 'Large owner.' },
];

async function askedWith({ tenant }: World) {
  const created = await newQuestionnaire(tenant, {
    name: 'Risk',
    type: 'DDQ',
    flagWhen,
    sections: [{ title: 'All', questions }],
  });
  return { questionnaire: created.id, questions: created.questions };
}

async function submit(answers: Record<string, string>): Promise<void> {
  const page = recipientOf(gateway, await newestLink(world), world.questions);
  const { html: form } = await page.open();
  expect(form).not.toContain('Politically exposed.');
  const { status, html } = await page.send('submit', answers);
  expect(status, html).toBeLessThan(400);
}

/** A response's flags as GraphQL has them, which are REST's in GraphQL's spelling. */
async function flagsOf(id: string) {
  const { data } = await world.tenant.graphql(
    'query ($id: ID!) { response(id: $id) { flags { question level text } riskLevel } }',
    { id },
  );
  const { flags, riskLevel } = data.response;
  const lower = (level: string | null) => level?.toLowerCase() ?? null;
  const { body } = await world.tenant.rest('GET', `/responses/${id}/`);
  expect(body).toMatchObject({
    flags: flags.map((flag: { level: string }) => ({ ...flag, level: lower(flag.level) })),
    risk_level: lower(riskLevel),
  });
  return { flags: flags.map(({ text }: { text: string }) => text), riskLevel };
}

const none = { flags: [], riskLevel: null };

describe('flags of a response', () => {
  it('are raised at submission, for questions that are asked, the most serious first', async () => {
    const { id: webhook } = await createWebhook(world.tenant);
    const { responseId } = await sendWorkflow(world);
    expect(await flagsOf(responseId)).toEqual(none);
    // What is answered before it is hidden does not count.
    await world.tenant.rest('PUT', `/responses/${responseId}/save/`, {
      answers: [{ question_key: 'office', value: 'Minister' }],
    });
    await submit({ pep: 'false', share: '25.5', founded: '2021-05-05', seat: 'KP', trades: 'Arms' });
    expect(await flagsOf(responseId)).toEqual({
      flags: ['High-risk country.', 'Much cash.', 'Trades arms.', 'Young company.'],
      riskLevel: 'HIGH',
    });
    const told = (await eventsTold(world.tenant, webhook)).find(({ type }) => type === 'response.submitted');
    expect(told?.data.risk_level).toBe('high');
    expect(told?.data.flags[0]).toEqual({ question: 'seat', level: 'high', text: 'High-risk country.' });
    const { body } = await world.tenant.rest('GET', `/responses/${responseId}/events/`);
    const event = body.results.find(({ type }: { type: string }) => type === 'response.submitted');
    expect(event.details).toEqual({ flags: 4 });
  });

  it('are raised for any country of a list, and for percentages', async () => {
    const { responseId } = await sendWorkflow(world);
    const page = recipientOf(gateway, await newestLink(world), world.questions);
    await page.open();
    const { status, html } = await page.send('submit', { markets: ['DE', 'KP'], owned: '25.5' });
    expect(status, html).toBeLessThan(400);
    expect(await flagsOf(responseId)).toEqual({
      flags: ['High-risk market.', 'Large owner.'],
      riskLevel: 'HIGH',
    });
  });

  it('are absent when a bound is met exactly, and when nothing is answered', async () => {
    const { responseId } = await sendWorkflow(world);
    await submit({ share: '25', founded: '2020-01-01', seat: 'DE' });
    expect(await flagsOf(responseId)).toEqual(none);
    const other = await sendWorkflow(world);
    await submit({});
    expect(await flagsOf(other.responseId)).toEqual(none);
  });

  it('are those of the last submission until the response is submitted again', async () => {
    const { responseId } = await sendWorkflow(world);
    await submit({ pep: 'true', office: 'Judge', share: '0' });
    const first = { flags: ['Politically exposed.', 'Hardly any cash.'], riskLevel: 'HIGH' };
    expect(await flagsOf(responseId)).toEqual(first);
    await setStatus(world, responseId, 'UNDER_REVIEW');
    await world.tenant.rest('POST', `/responses/${responseId}/request-changes/`, { message: 'Once more.' });
    expect(await flagsOf(responseId)).toEqual(first);
    await submit({ pep: 'false', share: '0' });
    expect(await flagsOf(responseId)).toEqual({ flags: ['Hardly any cash.'], riskLevel: 'LOW' });
    await setStatus(world, responseId, 'UNDER_REVIEW');
    await world.tenant.rest('POST', `/responses/${responseId}/request-changes/`, { message: 'And again.' });
    await submit({ pep: 'false', share: '10' });
    expect(await flagsOf(responseId)).toEqual(none);
  });

  it('are encrypted, and erased with the response', async () => {
    const created = await createWorld(gateway);
    const own = { ...created, ...(await askedWith(created)) };
    const before = world;
    world = own;
    try {
      const { responseId } = await sendWorkflow(own);
      await submit({ pep: 'true', office: 'Judge' });
      expect(await flagsOf(responseId)).toEqual({ flags: ['Politically exposed.'], riskLevel: 'HIGH' });
      const row = async () =>
        (await dumpDatabase(gateway)).find(
          (text) => text.startsWith('responses') && text.includes(responseId),
        );
      expect(await row()).not.toMatch(/"flags":\s*"?\[/);
      await own.tenant.rest('POST', `/entities/${own.company}/erase/`, { reason: 'Requested.' });
      expect(await flagsOf(responseId)).toEqual(none);
      expect(await row()).toMatch(/"flags":\s*null/);
      const { body } = await own.tenant.rest('GET', '/responses/?risk_level=high');
      expect(body.count).toBe(0);
    } finally {
      world = before;
    }
  });

  it('filter the list by their highest level, with an exact count', async () => {
    const created = await createWorld(gateway, { credits: 20 });
    const own = { ...created, ...(await askedWith(created)) };
    const before = world;
    world = own;
    try {
      const idOf = async (answers: Record<string, string>) => {
        const { responseId } = await sendWorkflow(own);
        await submit(answers);
        return responseId;
      };
      const high = await idOf({ pep: 'true' });
      const low = await idOf({ share: '0' });
      const otherLow = await idOf({ share: '0.5' });
      await idOf({ share: '5' });
      const listed = async (query: string, filter: string) => {
        const { body } = await own.tenant.rest('GET', `/responses/?${query}`);
        const { data } = await own.tenant.graphql(
          `{ responses(filter: { ${filter} }) { totalCount nodes { id } } }`,
        );
        const ids = body.results.map(({ id }: { id: string }) => id);
        expect(data.responses.nodes.map(({ id }: { id: string }) => id)).toEqual(ids);
        expect([body.count, data.responses.totalCount]).toEqual([ids.length, ids.length]);
        return ids;
      };
      expect(await listed('risk_level=high', 'riskLevel: HIGH')).toEqual([high]);
      expect(await listed('risk_level=low', 'riskLevel: LOW')).toEqual([otherLow, low]);
      expect(await listed('risk_level=medium', 'riskLevel: MEDIUM')).toEqual([]);
      await setStatus(own, low, 'APPROVED');
      expect(await listed('risk_level=low&status=APPROVED', 'riskLevel: LOW, statuses: [APPROVED]')).toEqual([
        low,
      ]);
      await gateway.services.allTenants.response.update({ where: { id: low }, data: { riskLevel: null } });
      expect(await listed('risk_level=low', 'riskLevel: LOW')).toEqual([otherLow]);
      const { status, body } = await own.tenant.rest('GET', '/responses/?risk_level=HIGH');
      expect([status, Object.keys(body.errors)]).toEqual([400, ['risk_level']]);
    } finally {
      world = before;
    }
  });
});

describe('the rules of a questionnaire', () => {
  it('are read back through both APIs as they were written', async () => {
    const { body } = await world.tenant.rest('GET', `/questionnaires/${world.questionnaire}/`);
    const { data } = await world.tenant.graphql(
      `query ($id: ID!) { questionnaire(id: $id) { currentVersion {
        flagWhen { key equals above below countryIn level text } } } }`,
      { id: world.questionnaire },
    );
    const complete = flagWhen.map((rule) => ({
      equals: null,
      above: null,
      below: null,
      countryIn: null,
      ...rule,
    }));
    expect(data.questionnaire.currentVersion.flagWhen).toEqual(complete);
    expect(body.flag_when).toEqual(
      complete.map(({ countryIn, level, ...rule }) => ({
        ...rule,
        country_in: countryIn,
        level: level.toLowerCase(),
      })),
    );
  });

  it('are rejected with every problem at its path', async () => {
    const rule = (own: object) => ({ level: 'LOW', text: 'Flag.', ...own });
    const { data } = await world.tenant.graphql(
      `mutation ($input: CreateQuestionnaireInput!) { createQuestionnaire(input: $input) { ${problemSelection} } }`,
      {
        input: {
          name: 'Bad rules',
          type: 'DDQ',
          sections: [{ title: 'All', questions }],
          flagWhen: [
            rule({ key: 'pep' }),
            rule({ key: 'share', above: '1', below: '2' }),
            rule({ key: 'nothing', equals: 'true' }),
            rule({ key: 'pep', equals: 'yes' }),
            rule({ key: 'office', equals: 'King' }),
            rule({ key: 'share', equals: '101' }),
            rule({ key: 'share', above: 'many' }),
            rule({ key: 'seat', below: '3' }),
            rule({ key: 'pep', countryIn: ['DE'] }),
            rule({ key: 'seat', countryIn: ['DE', 'ZZ'] }),
            rule({ key: 'paper', equals: 'x' }),
            rule({ key: 'seat', countryIn: [] }),
          ],
        },
      },
    );
    const { fields } = data.createQuestionnaire;
    expect(fields.map(({ path }: { path: string }) => path).sort()).toEqual(
      [
        'flagWhen[0]',
        'flagWhen[1]',
        'flagWhen[2].key',
        'flagWhen[3].equals',
        'flagWhen[4].equals',
        'flagWhen[5].equals',
        'flagWhen[6].above',
        'flagWhen[7].below',
        'flagWhen[8].countryIn',
        'flagWhen[9].countryIn[1]',
        'flagWhen[10].key',
        'flagWhen[11].countryIn',
      ].sort(),
    );
    expect(fields).toContainEqual({
      path: 'flagWhen[0]',
      messages: ['Use exactly one of equals, above, below and countryIn.'],
    });
  });
});
