import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { textOf, textsIn } from '../portal/html.ts';
import { answersOf } from '../support/every-question.ts';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { sendFields, sendParts } from '../support/link-forms.ts';
import { createLongQuestionnaire } from '../support/long-questionnaire.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import { newestLink } from '../support/recipient.ts';
import { saveAnswers, setStatus } from '../support/responses.ts';
import { samples } from '../support/sample-files.ts';
import { createWorld, type World } from '../support/world.ts';

let gateway: TestGateway;
let world: World;
let questionnaireId: number;
let questions: Record<string, string>;
let responseId: string;
let sessionId: string;
let path: string;

beforeAll(async () => {
  gateway = await shareTestGateway();
  world = await createWorld(gateway, { credits: 100 });
  ({ id: questionnaireId, questions } = await createLongQuestionnaire(world));
});
afterAll(() => gateway?.drop());
beforeEach(async () => {
  const { status, body } = await world.tenant.rest('POST', '/workflows/send/', {
    entity_id: world.individual,
    ddq: { questionnaire_id: questionnaireId },
    verification: { checks: { document: true } },
    email: 'someone@example.com',
  });
  expect(status).toBe(201);
  responseId = body.response_id;
  sessionId = body.workflow_session_id;
  path = await newestLink(world);
});

async function open(query = ''): Promise<{ status: number; html: string }> {
  const { statusCode, body } = await gateway.app.inject({ url: `${path}${query}` });
  return { status: statusCode, html: body };
}

/** Opens a page and sends its form, with these answers in the place of those that it has. */
async function fillIn(query: string, action: string, answers: Record<string, string> = {}) {
  const { html } = await open(query);
  const ids = [...html.matchAll(/name=was\.([0-9a-f-]{36})(?: value=([\w-]+))?/g)];
  const byId = new Map(Object.entries(questions).map(([key, id]) => [id, key]));
  const fields = ids.flatMap(([, id = '', was = '']): [string, string][] => {
    const answer = answers[byId.get(id) ?? ''];
    return answer === undefined
      ? []
      : [
          [`was.${id}`, was],
          [`answer.${id}`, answer],
        ];
  });
  expect(fields).toHaveLength(2 * Object.keys(answers).length);
  return sendFields(gateway, `${path}${query}`, [['step', 'DDQ'], ['action', action], ...fields]);
}

const headingOf = (html: string) => textsIn(html, 'h1');
const buttonsOf = (html: string) => textsIn(html, 'button');
const hasQuestion = (html: string, key: string) => html.includes(`answer.${questions[key]}`);
const problemsIn = (html: string) =>
  [...html.matchAll(/<li><a href="([^"]*)">([^<]*)<\/a> <span>/g)].map(([, href = '', text = '']) => [
    href.replaceAll('&#38;', '&').replaceAll('&#61;', '='),
    text,
  ]);
const answersNow = () => answersOf(world, responseId);
const statusNow = async () => (await world.tenant.rest('GET', `/responses/${responseId}/`)).body.status;

describe('the list of sections', () => {
  test('a long questionnaire opens with its sections, how long it takes and the files to have at hand', async () => {
    const { status, html } = await open();
    expect(status).toBe(200);
    expect(headingOf(html)).toEqual(['Ada Lovelace – A long questionnaire']);
    expect(textsIn(html, 'ol').at(-1)).toBe(
      'Company Not started Details Optional Listing Not needed given your other answers Declaration Not started',
    );
    expect(textOf(html)).toContain('This takes about 8 minutes.');
    expect(textOf(html)).toContain('Files to have at hand Please add the chart.');
    expect(textOf(html)).toContain('0 of 3 sections complete');
    expect(textsIn(html, 'a')).toEqual(
      expect.arrayContaining(['Start', 'Check your answers', 'All questions on one page']),
    );
    expect(html).not.toContain('<form');
    expect(html).not.toContain(path.slice(3));
  });

  test('the list of sections says what is done and what is missing, and leads to the first section that lacks something', async () => {
    await saveAnswers(world, responseId, { name: 'Acme', listed: true, detail_1: 'One' });
    const { html } = await open();
    expect(textsIn(html, 'ol').at(-1)).toBe(
      'Company Complete Details Complete Listing Not started Declaration Not started',
    );
    expect(textOf(html)).toContain('2 of 4 sections complete');
    expect(html).toContain('<a class="button" href="?section&#61;3">');
    expect(textsIn(html, 'a')).toContain('Continue with “ Listing ”');
  });

  test.each([
    ['a questionnaire whose first section is optional', true, '?section=2'],
    ['a questionnaire without required questions', false, '?view=check'],
  ])('%s has a start at its first section, until something is answered', async (_, isRequired, next) => {
    const question = (key: string, required: boolean) => ({ key, text: `${key}?`, type: 'TEXT', required });
    const first = Array.from({ length: 20 }, (_, index) => question(`detail_${index}`, false));
    const { id } = await newQuestionnaire(world.tenant, {
      name: 'Optional',
      type: 'DDQ',
      sections: [
        { title: 'Details', questions: first },
        { title: 'Name', questions: [question('name', isRequired)] },
      ],
    });
    const { body } = await world.tenant.rest('POST', '/workflows/send/', {
      entity_id: world.company,
      ddq: { questionnaire_id: id },
      email: 'someone@example.com',
    });
    path = await newestLink(world);
    const wayOn = async () => {
      const { html } = await open();
      const [, href = '', text = ''] = /<a class="button" href="([^"]*)">(.*?)<\/a>/.exec(html) ?? [];
      return [href.replaceAll('&#61;', '='), textOf(text)];
    };
    expect(await wayOn()).toEqual(['?section=1', 'Start']);
    await saveAnswers(world, body.response_id, { detail_3: 'Three' });
    const [href, text] = await wayOn();
    expect(href).toBe(next);
    expect(text).not.toBe('Start');
  });

  test('an address that asks for a page that there is not shows the list of sections', async () => {
    for (const query of ['?section=0', '?section=5', '?section=1e0', '?section=1&section=2', '?view=none']) {
      const { status, html } = await open(query);
      expect([query, status, html.includes('class="tasks"')]).toEqual([query, 200, true]);
    }
  });

  test('a questionnaire with one page ignores what an address asks for', async () => {
    await world.tenant.rest('POST', '/workflows/send/', {
      entity_id: world.company,
      ddq: { questionnaire_id: world.questionnaire },
      email: 'someone@example.com',
    });
    path = await newestLink(world);
    for (const query of ['', '?section=1', '?view=check', '?view=all']) {
      expect(buttonsOf((await open(query)).html)).toEqual(['Save draft', 'Submit questionnaire']);
    }
  });
});

describe('the page of a section', () => {
  test('a section has a page of its own, with its title as the heading, its questions and the way back and on', async () => {
    const { html } = await open('?section=2');
    expect(headingOf(html)).toEqual(['Details']);
    expect(html).toContain('<title>Details · Ada Lovelace – A long questionnaire · ');
    expect(buttonsOf(html)).toEqual(['Save draft', 'Next: Declaration', 'Save and continue']);
    expect(['name', 'detail_1', 'detail_16', 'truth'].map((key) => hasQuestion(html, key))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(textOf(html)).toContain('Section 2 of 4');
    expect(textsIn(html, 'a')).toEqual(expect.arrayContaining(['Back: Company', 'All sections']));
    expect(html).not.toContain(path.slice(3));
  });

  test('saving a draft leads back to the section, and continuing to the next one with a question to answer', async () => {
    const saved = await fillIn('?section=1', 'save', { name: 'Acme', staff: '1,234' });
    expect([saved.status, saved.headers['location']]).toEqual([303, `${path}?section=1&saved=1`]);
    const { html } = await open('?section=1&saved=1');
    expect(textOf(html)).toContain('Your draft is saved');
    expect(textOf(html)).toContain('2 of 3 answered');

    const first = await fillIn('?section=1&lang=de', 'continue', { listed: 'false' });
    expect([first.status, first.headers['location']]).toEqual([303, `${path}?section=2&lang=de`]);
    const second = await fillIn('?section=2', 'continue', { detail_2: 'Two' });
    expect(second.headers['location']).toBe(`${path}?section=4`);
    await fillIn('?section=1', 'save', { listed: 'true' });
    expect((await fillIn('?section=2', 'continue')).headers['location']).toBe(`${path}?section=3`);
    expect((await fillIn('?section=4', 'continue')).headers['location']).toBe(`${path}?view=check`);
    expect(await answersNow()).toEqual({ name: 'Acme', staff: 1234, listed: true, detail_2: 'Two' });
  });

  test('the button in the bar names the page that follows only where no answer on the page can change it', async () => {
    const followed = async (query: string, answers: Record<string, string> = {}) => {
      const { html } = await open(query);
      const [, named] = buttonsOf(html);
      const { headers } = await fillIn(query, 'continue', answers);
      return [named, String(headers['location']).replace(path, '')];
    };
    expect(await followed('?section=1', { listed: 'false' })).toEqual(['Next: Details', '?section=2']);
    expect(await followed('?section=2')).toEqual(['Next: Declaration', '?section=4']);
    expect(await followed('?section=4')).toEqual(['Next: Check your answers', '?view=check']);
    expect(await followed('?section=1&from=check')).toEqual(['Next: Check your answers', '?view=check']);
    await fillIn('?section=1', 'save', { listed: 'true' });
    expect(await followed('?section=2&lang=de')).toEqual(['Weiter: Listing', '?section=3&lang=de']);

    // The answer on the first page decides whether the second is asked at all.
    const { id, questions: own } = await newQuestionnaire(world.tenant, {
      name: 'Decided',
      type: 'DDQ',
      sections: [
        { title: 'First', questions: [{ key: 'listed', text: 'Is it listed?', type: 'BOOLEAN' }] },
        {
          title: 'Second',
          questions: Array.from({ length: 20 }, (_, index) => ({
            key: `detail_${index}`,
            text: `What is detail ${index}?`,
            type: 'TEXT',
            visibleWhen: index === 0 ? { key: 'listed', equals: 'true' } : { key: 'detail_0', equals: 'x' },
          })),
        },
        { title: 'Third', questions: [{ key: 'name', text: 'What is the name?', type: 'TEXT' }] },
      ],
    });
    await world.tenant.rest('POST', '/workflows/send/', {
      entity_id: world.company,
      ddq: { questionnaire_id: id },
      email: 'someone@example.com',
    });
    path = await newestLink(world);
    const { html } = await open('?section=1');
    expect(buttonsOf(html)).toEqual(['Save draft', 'Next', 'Save and continue']);
    expect(buttonsOf((await open('?section=1&lang=de')).html)[1]).toBe('Weiter');
    const { headers } = await sendFields(gateway, `${path}?section=1`, [
      ['step', 'DDQ'],
      ['action', 'continue'],
      [`was.${own['listed']}`, ''],
      [`answer.${own['listed']}`, 'true'],
    ]);
    expect(headers['location']).toBe(`${path}?section=2`);
    expect(buttonsOf((await open('?section=2')).html)[1]).toBe('Next: Third');
  });

  test('what is no answer is shown again on the page of its section, and all others are saved', async () => {
    const { status, body } = await fillIn('?section=1', 'continue', { name: 'Acme', staff: 'about twelve' });
    expect(status).toBe(422);
    expect(headingOf(body)).toEqual(['Company']);
    expect(body).toContain('value="about twelve"');
    expect(body).toContain('<title>Error: Company');
    expect(problemsIn(body)).toEqual([['#a2', 'How many people?']]);
    expect(await answersNow()).toEqual({ name: 'Acme' });
  });

  test('an entry for a question that is not asked hinders neither continuing nor saving, whatever is wrong with it', async () => {
    for (const [action, location] of [
      ['continue', '?view=check'],
      ['save', '?section=4&saved=1'],
    ] as const) {
      const malformed = await fillIn('?section=4', action, { prospectus: 'no address', truth: 'true' });
      expect([malformed.status, malformed.headers['location']]).toEqual([303, `${path}${location}`]);
    }
    expect(await answersNow()).toEqual({ truth: true });
    await saveAnswers(world, responseId, { prospectus: 'https://team.example' });
    const conflict = await sendFields(gateway, `${path}?section=4`, [
      ['step', 'DDQ'],
      ['action', 'continue'],
      [`was.${questions['prospectus']}`, ''],
      [`answer.${questions['prospectus']}`, 'https://recipient.example'],
    ]);
    expect([conflict.status, conflict.headers['location']]).toEqual([303, `${path}?view=check`]);
    const file = await sendParts(gateway, `${path}?section=4`, [
      { name: 'step', text: 'DDQ' },
      { name: 'action', text: 'continue' },
      { name: `answer.${questions['prospectus']}`, text: 'no address' },
      { name: `file.${questions['chart']}`, file: { content: samples.zip(), fileName: 'chart.zip' } },
    ]);
    // What is wrong with a question that is asked is all that is listed.
    expect([file.status, problemsIn(file.body)]).toEqual([422, [['#a22', 'Please add the chart.']]]);
  });

  test('a question whose condition is on another page is shown by the answer there, and without a script in words', async () => {
    const block = (html: string, key: string) =>
      html.split('<div class="question').find((part) => part.includes(`answer.${questions[key]}`)) ?? '';
    const before = (await open('?section=4')).html;
    expect(block(before, 'prospectus')).toContain(' data-unmet>');
    expect(block(before, 'prospectus')).not.toContain('data-when');
    expect(textOf(block(before, 'prospectus'))).toContain('Only if “Is it listed?” is answered with “Yes”.');
    expect(textOf((await open('?section=3')).html)).toContain('there is nothing to answer in this section');

    await fillIn('?section=1', 'save', { listed: 'true' });
    expect(block((await open('?section=4')).html, 'prospectus')).not.toContain('data-unmet');
    const { html } = await open('?section=3');
    expect(textOf(html)).not.toContain('there is nothing to answer in this section');
    // A condition on the same page stays the script's.
    expect(block(html, 'supervised')).toContain('data-when=20 data-equals="XETRA" data-unmet');
  });

  test('an answer that someone else has changed is a conflict on the page of its section', async () => {
    const { html } = await open('?section=1');
    expect(hasQuestion(html, 'name')).toBe(true);
    await saveAnswers(world, responseId, { name: 'From the team' });
    const { status, body } = await sendFields(gateway, `${path}?section=1`, [
      ['step', 'DDQ'],
      ['action', 'continue'],
      [`was.${questions['name']}`, ''],
      [`answer.${questions['name']}`, 'From the recipient'],
    ]);
    expect(status).toBe(409);
    expect(headingOf(body)).toEqual(['Company']);
    expect(textOf(body)).toContain('“From the team”');
    expect(body).toContain('value="From the recipient"');
  });

  test('a file is added on the page of its section, and listed where the answers are checked', async () => {
    const { status, headers } = await sendParts(gateway, `${path}?section=4`, [
      { name: 'step', text: 'DDQ' },
      { name: 'action', text: 'continue' },
      { name: `file.${questions['chart']}`, file: { content: samples.pdf(), fileName: 'chart.pdf' } },
    ]);
    expect([status, headers['location']]).toEqual([303, `${path}?view=check`]);
    expect(textOf((await open('?view=check')).html)).toContain('chart.pdf');
    const rejected = await sendParts(gateway, `${path}?section=4`, [
      { name: 'step', text: 'DDQ' },
      { name: 'action', text: 'continue' },
      { name: `file.${questions['chart']}`, file: { content: samples.zip(), fileName: 'chart.zip' } },
    ]);
    expect(rejected.status).toBe(422);
    expect(problemsIn(rejected.body)).toEqual([['#a22', 'Please add the chart.']]);
  });
});

describe('checking and submitting', () => {
  test('all answers are shown before they are submitted, each with a way to change it and back', async () => {
    await saveAnswers(world, responseId, { name: 'Acme', listed: false, exchange: 'XETRA', truth: true });
    const { html } = await open('?view=check');
    expect(headingOf(html)).toEqual(['Check your answers']);
    expect(buttonsOf(html)).toEqual(['Submit questionnaire']);
    expect(textsIn(html, 'h2').slice(0, 3)).toEqual(['Company', 'Details', 'Declaration']);
    expect(textOf(html)).toContain('What is the name? Acme Change What is the name?');
    expect(textOf(html)).toContain('All of this is true. Confirmed Change');
    expect(textOf(html)).not.toContain('XETRA');
    expect(textOf(html)).toContain('All required questions are answered.');
    expect(html).toContain('href="?section&#61;1&#38;from&#61;check#a1"');

    const changed = await fillIn('?section=1&from=check', 'continue', { name: 'Acme Ltd' });
    expect(changed.headers['location']).toBe(`${path}?view=check`);
    expect(textOf((await open('?view=check')).html)).toContain('What is the name? Acme Ltd Change');
  });

  test('a submission that lacks answers lists them with links to the fields on their pages, which say so too', async () => {
    await saveAnswers(world, responseId, { listed: true });
    const { status, body } = await fillIn('?view=check', 'submit');
    expect(status).toBe(422);
    expect(headingOf(body)).toEqual(['Check your answers']);
    expect(body).toContain('<title>Error: Check your answers');
    expect(textOf(body)).toContain('3 answers are missing or need a change');
    expect(problemsIn(body)).toEqual([
      ['?section=1&from=check#a1', 'What is the name?'],
      ['?section=3&from=check#a20', 'On which exchange?'],
      ['?section=4&from=check#a24', 'All of this is true.'],
    ]);
    expect(await statusNow()).toBe('DRAFT');
    const { html } = await open('?section=3&from=check');
    expect(html).toContain('<p class="problem" id="e20">Please answer this question.');
    expect(problemsIn(html)).toEqual([['#a20', 'On which exchange?']]);
    expect(problemsIn((await open('?section=3')).html)).toEqual([]);
  });

  test('a complete questionnaire is submitted from the page with all answers, and the next step follows', async () => {
    await saveAnswers(world, responseId, { name: 'Acme', listed: false, exchange: 'XETRA', truth: true });
    const { status, headers } = await fillIn('?view=check&lang=de', 'submit');
    expect([status, headers['location']]).toEqual([303, `${path}?lang=de`]);
    expect(await statusNow()).toBe('SUBMITTED');
    // The answer to a question that is not asked is dropped.
    expect(await answersNow()).toEqual({ name: 'Acme', listed: false, truth: true });
    // Whatever page of the form is asked for, the link shows the step that is due.
    for (const query of ['', '?section=2', '?view=check', '?view=all']) {
      expect(buttonsOf((await open(query)).html)).toContain('Submit verification');
    }
  });

  test('the whole form on one page is always there, and saves and submits as one', async () => {
    const { html } = await open('?view=all');
    expect(buttonsOf(html)).toEqual(['Save draft', 'Submit questionnaire']);
    expect(Object.keys(questions).filter((key) => key !== 'chart' && !hasQuestion(html, key))).toEqual([]);
    const saved = await fillIn('?view=all', 'save', { name: 'Acme', detail_16: 'Sixteen' });
    expect(saved.headers['location']).toBe(`${path}?view=all&saved=1`);
    const rejected = await fillIn('?view=all', 'submit', { listed: 'false' });
    expect(rejected.status).toBe(422);
    expect(problemsIn(rejected.body)).toEqual([['#a24', 'All of this is true.']]);
    const done = await fillIn('?view=all', 'submit', { truth: 'true' });
    expect([done.status, done.headers['location']]).toEqual([303, path]);
    expect(await statusNow()).toBe('SUBMITTED');
  });

  test('a page of the previous version, which has all questions at the link’s own address, can still be sent', async () => {
    const { status, body } = await sendFields(gateway, path, [
      ['step', 'DDQ'],
      ['action', 'save'],
      [`was.${questions['name']}`, ''],
      [`answer.${questions['name']}`, 'Acme'],
      [`was.${questions['staff']}`, ''],
      [`answer.${questions['staff']}`, 'many'],
    ]);
    expect(status).toBe(422);
    expect(body).toContain('value="many"');
    expect(await answersNow()).toEqual({ name: 'Acme' });
  });
});

describe('requested changes', () => {
  test('requested changes are shown with the sections, lead to the questions, and are resubmitted', async () => {
    await saveAnswers(world, responseId, { name: 'Acme', listed: false, truth: true });
    await setStatus(world, responseId, 'UNDER_REVIEW');
    const { status } = await world.tenant.rest('POST', `/responses/${responseId}/request-changes/`, {
      message: 'Please check the second detail.',
      question_keys: ['detail_2'],
    });
    expect(status).toBe(200);
    path = await newestLink(world);
    const { html } = await open();
    expect(textsIn(html, 'blockquote')).toEqual(['Please check the second detail.']);
    expect(html).toContain('<a href="?section&#61;2#a5">What is detail 2?</a>');
    expect(textOf(html)).toContain('Details Change requested');
    // The question is marked where it is, not below the message.
    expect(textOf(html)).toContain('This is about one question: What is detail 2?');
    expect(textOf((await open('?lang=de')).html)).toContain('Es geht um eine Frage: What is detail 2?');
    expect(textOf((await open('?view=all')).html)).toContain('This question is marked below:');
    expect(textOf((await open('?section=2')).html)).toContain('This question is marked below:');
    expect(html).toContain('<a class="button" href="?section&#61;2">');
    expect(textOf((await open('?section=2')).html)).toContain('Please check the second detail.');
    expect(textOf((await open('?section=1')).html)).not.toContain('Please check the second detail.');
    expect((await fillIn('?section=2', 'continue', { detail_2: 'Two' })).status).toBe(303);
    expect((await fillIn('?view=check', 'submit')).status).toBe(303);
    expect(await statusNow()).toBe('RESUBMITTED');
  });

  describe('a requested change', () => {
    const tasks = async () => {
      const { html } = await open();
      return {
        details: /Details (.*) Listing/.exec(textsIn(html, 'ol').at(-1) ?? '')?.[1],
        done: /\d of \d sections complete/.exec(textOf(html))?.[0],
        next: /<a class="button" href="([^"]*)"/.exec(html)?.[1]?.replaceAll('&#61;', '='),
      };
    };
    const requested = { details: 'Change requested', done: '2 of 3 sections complete', next: '?section=2' };
    const made = { details: 'Complete', done: '3 of 3 sections complete', next: '?view=check' };

    beforeEach(async () => {
      await saveAnswers(world, responseId, { name: 'Acme', listed: false, detail_2: 'Two', truth: true });
      expect((await fillIn('?view=check', 'submit')).status).toBe(303);
      await setStatus(world, responseId, 'UNDER_REVIEW');
    });
    const request = async (...keys: string[]) => {
      const { status } = await world.tenant.rest('POST', `/responses/${responseId}/request-changes/`, {
        message: 'Please check this.',
        question_keys: keys,
      });
      expect(status).toBe(200);
      path = await newestLink(world);
    };

    test('is pending until each of the answers has changed', async () => {
      await request('detail_2', 'detail_3');
      expect(await tasks()).toEqual(requested);
      await fillIn('?section=2', 'save', { detail_1: 'One', detail_2: 'Two' });
      expect(await tasks()).toEqual(requested);
      await fillIn('?section=2', 'save', { detail_2: 'Second' });
      expect(await tasks()).toEqual(requested);
      await fillIn('?section=2', 'save', { detail_3: 'Third' });
      expect(await tasks()).toEqual(made);
      expect((await open('?section=2')).html).toContain('<li class="complete"><a href="?section&#61;2"');
    });

    test('is made by removing the answer', async () => {
      await request('detail_2');
      expect(await tasks()).toEqual(requested);
      expect((await open('?section=2')).html).not.toContain('<li class="complete"><a href="?section&#61;2"');
      await fillIn('?section=2', 'save', { detail_1: 'One', detail_2: '' });
      expect(await tasks()).toEqual(made);
    });

    test('of a required answer is not made by removing it', async () => {
      await request('name');
      await fillIn('?section=1', 'save', { name: '' });
      expect((await tasks()).next).toBe('?section=1');
    });
  });
});

test('a link that is revoked says so at the address of every page, and shows what could not be saved', async () => {
  await world.tenant.rest('POST', `/workflows/${sessionId}/revoke/`, {});
  for (const query of ['', '?section=1', '?view=check', '?view=all']) {
    expect((await open(query)).status).toBe(410);
  }
  const { status, body } = await sendFields(gateway, `${path}?section=1`, [
    ['step', 'DDQ'],
    ['action', 'continue'],
    [`was.${questions['name']}`, ''],
    [`answer.${questions['name']}`, 'Too late'],
  ]);
  expect(status).toBe(410);
  expect(textOf(body)).toContain('Too late');
});
