import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import { newestLink, recipientOf } from '../support/recipient.ts';
import { setStatus } from '../support/responses.ts';
import { problemSelection } from '../support/selections.ts';
import { sendWorkflow } from '../support/sessions.ts';
import { createWorld, type World } from '../support/world.ts';

let gateway: TestGateway;
let world: World;
beforeAll(async () => {
  gateway = await shareTestGateway();
  const created = await createWorld(gateway, { credits: 20 });
  const questionnaire = await newQuestionnaire(created.tenant, definition);
  world = { ...created, questionnaire: questionnaire.id, questions: questionnaire.questions };
});
afterAll(() => gateway.drop());

const definition = {
  name: 'Suppliers',
  description: 'About suppliers.',
  type: 'DDQ',
  language: 'en',
  texts: { 'DE-ch': { name: 'Lieferanten' } },
  sections: [
    {
      title: 'General',
      texts: { 'de-CH': { title: 'Allgemeines' } },
      questions: [
        {
          key: 'branch',
          text: 'Which branch?',
          helpText: 'The main one.',
          type: 'SINGLE_CHOICE',
          options: ['Trade', 'Industry'],
          texts: {
            'de-CH': {
              text: 'Welche Branche?',
              helpText: 'Die wichtigste.',
              options: ['Handel', 'Industrie'],
            },
          },
        },
        { key: 'staff', text: 'How many employees?', helpText: 'At the end of the year.', type: 'NUMBER' },
        { key: 'report', text: 'The report', type: 'FILE', texts: { 'de-CH': { text: 'Der Bericht' } } },
      ],
    },
  ],
};

async function open(query: string) {
  const page = recipientOf(gateway, await newestLink(world), world.questions);
  return { ...(await page.open(query)), page };
}

describe('a questionnaire in several languages', () => {
  it('is shown in the language of the page, and what is missing in its own, marked as such', async () => {
    await sendWorkflow(world);
    const german = await open('?lang=de');
    expect(german.html).toContain('Lieferanten');
    expect(german.html).toMatch(/<h2>Allgemeines</);
    expect(german.html).toMatch(/<span class=label id=t1>Welche Branche\?</);
    expect(german.html).toContain('>Die wichtigste.<');
    expect(german.html).toMatch(/value="?Trade"?[^>]*>Handel</);
    expect(german.html).toMatch(/lang="en">How many employees\?</);
    expect(german.html).toMatch(/lang="en">At the end of the year\.</);
    expect(german.html).not.toContain('Which branch?');
    const english = await open('?lang=en');
    expect(english.html).toMatch(/<h2>General</);
    expect(english.html).toMatch(/value="?Trade"?[^>]*>Trade</);
    expect(english.html).toMatch(/for=a2>How many employees\?</);
    expect(english.html).not.toContain('Branche');
  });

  it('records the language that was shown at the last submission, and keeps answers the same in all of them', async () => {
    const { responseId } = await sendWorkflow(world);
    const languageOf = async () => {
      const { data } = await world.tenant.graphql('query ($id: ID!) { response(id: $id) { language } }', {
        id: responseId,
      });
      const { body } = await world.tenant.rest('GET', `/responses/${responseId}/`);
      expect(body.language).toBe(data.response.language);
      return body.language;
    };
    expect(await languageOf()).toBeNull();
    const submit = async (lang: string) => {
      const { page } = await open(`?lang=${lang}`);
      const path = `${page.path}?lang=${lang}`;
      const sender = recipientOf(gateway, path, world.questions);
      await sender.open();
      const { status, html } = await sender.send('submit', { branch: 'Trade', staff: '12' });
      expect(status, html).toBeLessThan(400);
      return open(`?lang=${lang}`);
    };
    const { html: copy } = await submit('de');
    expect(copy).toContain('>Handel<');
    expect(await languageOf()).toBe('de-CH');
    const { body } = await world.tenant.rest('GET', `/responses/${responseId}/`);
    expect(body.answers.find((answer: any) => answer.question_key === 'branch').value).toBe('Trade');

    await setStatus(world, responseId, 'UNDER_REVIEW');
    await world.tenant.rest('POST', `/responses/${responseId}/request-changes/`, {
      message: 'Once more.',
      question_keys: ['branch'],
    });
    expect(await languageOf()).toBe('de-CH');
    await submit('en');
    expect(await languageOf()).toBe('en');
  });

  it('has its texts in emails of the language', async () => {
    await world.tenant.rest('POST', '/workflows/send/', {
      entity_id: world.company,
      ddq: { questionnaire_id: world.questionnaire },
      email: 'recipient@example.com',
      language: 'de',
    });
    const { body } = await world.tenant.rest('GET', '/captured-mails/?page_size=1');
    expect(body.results[0].text).toContain('Lieferanten');
    expect(body.results[0].text).toContain('Der Bericht');
    expect(body.results[0].text).not.toContain('The report');
  });

  it('is read back through both APIs with its texts', async () => {
    const { body } = await world.tenant.rest('GET', `/questionnaires/${world.questionnaire}/`);
    expect(body.texts).toEqual({ 'de-CH': { name: 'Lieferanten' } });
    expect(body.sections[0].texts).toEqual({ 'de-CH': { title: 'Allgemeines' } });
    expect(body.sections[0].questions[0].texts).toEqual({
      'de-CH': { text: 'Welche Branche?', help_text: 'Die wichtigste.', options: ['Handel', 'Industrie'] },
    });
    expect(body.sections[0].questions[1].texts).toEqual({});
    const { data } = await world.tenant.graphql(
      `query ($id: ID!) { questionnaire(id: $id) { currentVersion { texts sections { texts questions { texts } } } } }`,
      { id: world.questionnaire },
    );
    expect(data.questionnaire.currentVersion.sections[0].questions[0].texts['de-CH'].helpText).toBe(
      'Die wichtigste.',
    );
  });

  it('is rejected with every problem of its texts at its path', async () => {
    const [section] = definition.sections;
    const withTexts = (texts: unknown) => ({ key: 'q', text: 'Why?', type: 'TEXT', texts });
    const { data } = await world.tenant.graphql(
      `mutation ($input: CreateQuestionnaireInput!) { createQuestionnaire(input: $input) { ${problemSelection} } }`,
      {
        input: {
          ...definition,
          texts: {
            de: { name: '' },
            'no language': { name: 'x' },
            DE: { name: 'Twice' },
          },
          sections: [
            { ...section, texts: { de: { text: 'not a text of a section' } } },
            {
              title: 'Others',
              texts: Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`x-${index}`, {}])),
              questions: [
                { ...withTexts('German'), key: 'a' },
                { ...withTexts({ de: 'Warum?' }), key: 'b' },
                { ...withTexts({ en: { text: 'Own?' } }), key: 'own' },
                { ...withTexts({ de: { text: 'x'.repeat(2_001) } }), key: 'c' },
                {
                  ...withTexts({ de: { options: ['Ja'] } }),
                  key: 'd',
                  type: 'SINGLE_CHOICE',
                  options: ['Yes', 'No'],
                },
              ],
            },
          ],
        },
      },
    );
    expect(data.createQuestionnaire.fields.map(({ path }: { path: string }) => path).sort()).toEqual(
      [
        'texts.de.name',
        'texts.no language',
        'texts.DE',
        'sections[0].texts.de.text',
        'sections[1].texts',
        'sections[1].questions[0].texts',
        'sections[1].questions[1].texts.de',
        'sections[1].questions[2].texts.en',
        'sections[1].questions[3].texts.de.text',
        'sections[1].questions[4].texts.de.options',
      ].sort(),
    );
  });
});
