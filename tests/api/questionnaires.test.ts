import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import { createPrefill, readResponse, saveAnswers } from '../support/responses.ts';
import { problemSelection, selections } from '../support/selections.ts';
import { restSpelling } from '../support/spelling.ts';
import { createWorld, type World } from '../support/world.ts';

let gateway: TestGateway;
let world: World;
beforeAll(async () => {
  gateway = await shareTestGateway();
  world = await createWorld(gateway);
});
afterAll(() => gateway.drop());

const question = { key: 'name', text: 'What is your name?', type: 'TEXT' };
const minimal = { name: 'Basics', type: 'DDQ', sections: [{ title: 'First', questions: [question] }] };

async function mutate(mutation: 'createQuestionnaire' | 'updateQuestionnaire', input: object, key?: string) {
  const { data, errors } = await world.tenant.graphql(
    `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) {
      ${mutation}(input: $input) {
        __typename
        ... on ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Payload { questionnaire { ${selections.Questionnaire} } }
        ${problemSelection}
      }
    }`,
    { input },
    key === undefined ? {} : { key },
  );
  const made = data?.[mutation].questionnaire;
  return made ? { ...made, id: Number(made.id) } : (data?.[mutation] ?? { errors });
}

async function readThroughBoth(id: number) {
  const { data } = await world.tenant.graphql(
    `query ($id: ID!) { questionnaire(id: $id) { ${selections.Questionnaire} } }`,
    { id },
  );
  const { status, body } = await world.tenant.rest('GET', `/questionnaires/${id}/`);
  return { status, body, graphql: data.questionnaire && restSpelling(data.questionnaire) };
}

describe('createQuestionnaire', () => {
  it('createQuestionnaire keeps everything that was asked, which both APIs then read with exactly the keys', async () => {
    const input = {
      name: 'Everything',
      description: 'All that a questionnaire can say.',
      type: 'RFI',
      language: 'DE-ch',
      sections: [
        {
          title: 'Choices',
          questions: [
            {
              key: 'listed',
              text: 'Are you listed?',
              type: 'BOOLEAN',
              required: true,
              helpText: 'On any exchange.',
              hints: ['Admitted to trading'],
            },
            { key: 'since', text: 'Since when?', type: 'DATE', min: '1990-01-01', max: 'today' },
            { key: 'float', text: 'Free float in percent', type: 'NUMBER', min: '0', max: '100.00' },
            { key: 'true_and_complete', text: 'All of this is true.', type: 'ATTESTATION' },
            {
              key: 'exchange',
              text: 'Where?',
              type: 'SINGLE_CHOICE',
              options: ['London', 'New York'],
              visibleWhen: { key: 'listed', equals: 'true' },
            },
          ],
        },
        { title: 'Papers', questions: [{ key: 'report', text: 'The report', type: 'FILE' }] },
      ],
    };

    const made = await mutate('createQuestionnaire', input);

    const { status, body, graphql } = await readThroughBoth(made.id);
    const id = expect.stringMatching(/^[0-9a-f-]{36}$/);
    expect(status).toBe(200);
    expect(body).toEqual({
      id: made.id,
      name: 'Everything',
      description: 'All that a questionnaire can say.',
      questionnaire_type: 'rfi',
      question_count: 6,
      language: 'de-CH',
      flag_when: [],
      texts: {},
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      response_count: 0,
      sections: [
        {
          title: 'Choices',
          texts: {},
          questions: [
            {
              id,
              key: 'listed',
              text: 'Are you listed?',
              type: 'boolean',
              required: true,
              options: [],
              help_text: 'On any exchange.',
              texts: {},
              min: null,
              max: null,
              hints: ['Admitted to trading'],
              visible_when: null,
            },
            ...[
              { key: 'since', text: 'Since when?', type: 'date', min: '1990-01-01', max: 'today' },
              { key: 'float', text: 'Free float in percent', type: 'number', min: '0', max: '100.00' },
              {
                key: 'true_and_complete',
                text: 'All of this is true.',
                type: 'attestation',
                min: null,
                max: null,
              },
            ].map((asked) => ({
              ...asked,
              id,
              required: false,
              options: [],
              help_text: null,
              texts: {},
              hints: [],
              visible_when: null,
            })),
            {
              id,
              key: 'exchange',
              text: 'Where?',
              type: 'single_choice',
              required: false,
              options: ['London', 'New York'],
              help_text: null,
              texts: {},
              min: null,
              max: null,
              hints: [],
              visible_when: { key: 'listed', equals: 'true' },
            },
          ],
        },
        {
          title: 'Papers',
          texts: {},
          questions: [
            {
              id,
              key: 'report',
              text: 'The report',
              type: 'file',
              required: false,
              options: [],
              help_text: null,
              texts: {},
              min: null,
              max: null,
              hints: [],
              visible_when: null,
            },
          ],
        },
      ],
    });
    expect(graphql).toEqual(body);
    expect(restSpelling(made)).toEqual(body);
  });

  const withQuestions = (...questions: object[]) => ({
    ...minimal,
    sections: [{ title: 'Only', questions }],
  });
  const at = (index: number, field: string) => `sections[0].questions[${index}].${field}`;

  it.each<[string, object, string[]]>([
    ['a blank name', { ...minimal, name: ' ' }, ['name']],
    ['no section', { ...minimal, sections: [] }, ['sections']],
    ['a section without questions', withQuestions(), ['sections[0].questions']],
    [
      'a section without a title',
      { ...minimal, sections: [{ title: '', questions: [question] }] },
      ['sections[0].title'],
    ],
    ['two questions with one key', withQuestions(question, question), [at(1, 'key')]],
    ['a key with a space', withQuestions({ ...question, key: 'my name' }), [at(0, 'key')]],
    ['a question without words', withQuestions({ ...question, text: '' }), [at(0, 'text')]],
    ['a choice without options', withQuestions({ ...question, type: 'SINGLE_CHOICE' }), [at(0, 'options')]],
    [
      'an option that is there twice',
      withQuestions({ ...question, type: 'MULTI_CHOICE', options: ['A', 'A'] }),
      [at(0, 'options[1]')],
    ],
    ['options of a text', withQuestions({ ...question, options: ['A'] }), [at(0, 'options')]],
    [
      'a condition on a question that is not there',
      withQuestions({ ...question, visibleWhen: { key: 'other', equals: 'x' } }),
      [at(0, 'visibleWhen.key')],
    ],
    [
      'a condition on a later question',
      withQuestions(
        { ...question, visibleWhen: { key: 'later', equals: 'x' } },
        { ...question, key: 'later' },
      ),
      [at(0, 'visibleWhen.key')],
    ],
    [
      'a condition that waits for an impossible answer',
      withQuestions(
        { ...question, type: 'BOOLEAN' },
        { ...question, key: 'why', visibleWhen: { key: 'name', equals: 'yes' } },
      ),
      [at(1, 'visibleWhen.equals')],
    ],
    [
      'several problems, all of which are named',
      { ...withQuestions({ ...question, key: '1', text: '' }), name: '', description: ' ' },
      ['name', 'description', at(0, 'key'), at(0, 'text')],
    ],
  ])('createQuestionnaire rejects %s', async (_name, input, paths) => {
    const answer = await mutate('createQuestionnaire', input);
    expect(answer).toMatchObject({ __typename: 'ValidationError', code: 'VALIDATION_ERROR' });
    expect(answer.fields.map(({ path }: { path: string }) => path).sort()).toEqual([...paths].sort());
  });

  it('createQuestionnaire requires the scope ADMIN', async () => {
    const key = await world.tenant.createKey({ scopes: ['READ', 'WRITE', 'SEND'] });
    const { errors } = await mutate('createQuestionnaire', minimal, key);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});

describe('updateQuestionnaire', () => {
  it('updateQuestionnaire makes a new version for later sends, and a response keeps the questions it was made with', async () => {
    const { id } = await mutate('createQuestionnaire', minimal);
    const before = await createPrefill(world, { questionnaireId: id });
    await saveAnswers(world, before, { name: 'Acme' });
    const unchanged = await readResponse(world, before);

    const edited = await mutate('updateQuestionnaire', {
      ...minimal,
      questionnaireId: id,
      name: 'Basics, revised',
      sections: [
        {
          title: 'First',
          questions: [
            { ...question, text: 'Your full name?' },
            { ...question, key: 'age', type: 'NUMBER' },
          ],
        },
      ],
    });
    const after = await createPrefill(world, { questionnaireId: id });

    expect(edited).toMatchObject({
      id,
      name: 'Basics, revised',
      inline: { questionCount: 2 },
      responseCount: 1,
    });
    expect(await readResponse(world, before)).toEqual(unchanged);
    expect(unchanged).toMatchObject({
      questionnaire: { id, name: 'Basics' },
      answers: [{ question_text: 'What is your name?', value: 'Acme' }],
    });
    expect(await readResponse(world, after)).toMatchObject({
      response_name: 'Acme Trading Ltd – Basics, revised',
      questionnaire: { id, name: 'Basics, revised' },
      answers: [
        { question_key: 'name', question_text: 'Your full name?', value: null },
        { question_key: 'age', value: null },
      ],
    });
    expect((await readThroughBoth(id)).body).toMatchObject({ question_count: 2, response_count: 2 });
    await saveAnswers(world, before, { name: 'Acme, still' });
  });

  it('updateQuestionnaire leaves every version as it was, each with ids of its own', async () => {
    const { id } = await mutate('createQuestionnaire', minimal);
    const first = await createPrefill(world, { questionnaireId: id });
    const revised = { ...minimal, questionnaireId: id, name: 'Second', type: 'RFI', language: 'de' };
    await mutate('updateQuestionnaire', revised);
    await mutate('updateQuestionnaire', { ...revised, name: 'Third', description: 'More.' });
    const third = await createPrefill(world, { questionnaireId: id });

    const content = `id number name description type language questionCount createdAt questionnaire { id name }
      sections { id title questions { id key } }`;
    const { data, errors } = await world.tenant.graphql(
      `query ($id: ID!, $first: ID!, $third: ID!) {
        questionnaire(id: $id) {
          name description type createdAt currentVersion { ${content} }
          versions { totalCount nodes { ${content} } }
        }
        first: response(id: $first) { ...Answering }
        third: response(id: $third) { ...Answering }
      }
      fragment Answering on Response {
        questionnaire { id name type } questionnaireVersion { ${content} } answers { id question { id } }
      }`,
      { id, first, third },
    );

    expect(errors).toBeUndefined();
    const { versions, ...questionnaire } = data.questionnaire;
    const [newest, second, oldest] = versions.nodes;
    const parent = { id: String(id), name: 'Third' };
    expect(versions.totalCount).toBe(3);
    expect([newest, second, oldest]).toMatchObject([
      { number: 3, name: 'Third', description: 'More.', type: 'RFI', language: 'de', questionnaire: parent },
      { number: 2, name: 'Second', description: null, type: 'RFI', questionnaire: parent },
      { number: 1, name: 'Basics', description: null, type: 'DDQ', language: 'en', questionnaire: parent },
    ]);
    expect(questionnaire).toMatchObject({
      name: 'Third',
      description: 'More.',
      type: 'RFI',
      currentVersion: newest,
    });
    expect(oldest.createdAt).toBe(questionnaire.createdAt);
    expect(second.createdAt >= oldest.createdAt).toBe(true);
    expect(data.first).toMatchObject({
      questionnaire: { id: String(id), name: 'Third', type: 'RFI' },
      questionnaireVersion: oldest,
    });
    expect(data.third.questionnaireVersion).toEqual(newest);
    const ids = [newest, second, oldest].flatMap(({ id: own, sections }) => [
      own,
      ...sections.flatMap((section: { id: string; questions: { id: string }[] }) => [
        section.id,
        ...section.questions.map((asked) => asked.id),
      ]),
    ]);
    expect(new Set(ids).size).toBe(9);
    expect(data.first.answers).toEqual([
      {
        id: `${first}:${oldest.sections[0].questions[0].id}`,
        question: { id: oldest.sections[0].questions[0].id },
      },
    ]);
  });

  it('pages through versions, newest first, and rejects a cursor of another list', async () => {
    const { id } = await mutate('createQuestionnaire', minimal);
    await mutate('updateQuestionnaire', { ...minimal, questionnaireId: id, name: 'Second' });
    const page = async (after?: string) =>
      world.tenant.graphql(
        `query ($id: ID!, $after: String) { questionnaire(id: $id) {
          versions(first: 1, after: $after) { nodes { number } pageInfo { hasNextPage endCursor } } } }`,
        { id, after },
      );
    const { versions } = (await page()).data.questionnaire;
    expect(versions).toMatchObject({ nodes: [{ number: 2 }], pageInfo: { hasNextPage: true } });
    const rest = (await page(versions.pageInfo.endCursor)).data.questionnaire.versions;
    expect(rest).toMatchObject({ nodes: [{ number: 1 }], pageInfo: { hasNextPage: false } });
    const { data } = await world.tenant.graphql('{ questionnaires { pageInfo { endCursor } } }');
    const { errors } = await page(data.questionnaires.pageInfo.endCursor);
    expect(errors).toMatchObject([{ extensions: { code: 'VALIDATION_ERROR' } }]);
  });

  it('updateQuestionnaire finds no questionnaire that does not exist and none of another tenant', async () => {
    const other = await createWorld(gateway);
    for (const questionnaireId of [999_999, other.questionnaire]) {
      expect(await mutate('updateQuestionnaire', { ...minimal, questionnaireId })).toMatchObject({
        __typename: 'NotFoundError',
        code: 'NOT_FOUND',
      });
    }
  });

  it('updateQuestionnaire rejects what createQuestionnaire rejects, and the questionnaire stays as it was', async () => {
    const { id } = await mutate('createQuestionnaire', minimal);
    const before = await readThroughBoth(id);
    const answer = await mutate('updateQuestionnaire', { ...minimal, questionnaireId: id, sections: [] });
    expect(answer).toMatchObject({ code: 'VALIDATION_ERROR', fields: [{ path: 'sections' }] });
    expect(await readThroughBoth(id)).toEqual(before);
  });
});

describe('reading questionnaires', () => {
  it.each(['999999', '0', '2147483648', 'abc', '1.5', '-1'])('GET /questionnaires/%s/ is 404', async (id) => {
    const { status, body } = await world.tenant.rest('GET', `/questionnaires/${id}/`);
    expect({ status, code: body.code }).toEqual({ status: 404, code: 'not_found' });
  });

  it('lists a questionnaire with exactly its summary’s keys, by type when asked', async () => {
    const { tenant } = await createWorld(gateway);
    const { id } = await newQuestionnaire(tenant, { ...minimal, name: 'A request', type: 'RFI' });

    const all = await tenant.rest('GET', '/questionnaires/');
    const requests = await tenant.rest('GET', '/questionnaires/?type=rfi');
    const graphql = await tenant.graphql(
      `{ questionnaires(filter: { type: RFI }) { totalCount nodes { ${selections.QuestionnaireSummary} } } }`,
    );

    expect(all.body).toMatchObject({
      count: 2,
      next: null,
      previous: null,
      results: [{ name: 'A request' }, { name: 'Company basics', questionnaire_type: 'ddq' }],
    });
    expect(requests.body.results).toEqual([
      {
        id,
        name: 'A request',
        description: null,
        questionnaire_type: 'rfi',
        question_count: 1,
        created_at: expect.stringMatching(/Z$/),
      },
    ]);
    expect(restSpelling(graphql.data.questionnaires.nodes)).toEqual(requests.body.results);
    expect(graphql.data.questionnaires.totalCount).toBe(1);
  });

  it('a list of questionnaires of a type that does not exist is rejected', async () => {
    const { status, body } = await world.tenant.rest('GET', '/questionnaires/?type=quiz');
    expect({ status, errors: Object.keys(body.errors) }).toEqual({ status: 400, errors: ['type'] });
  });
});
