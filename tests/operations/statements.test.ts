import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAutofill } from '../../src/domain/autofill/run-autofill.ts';
import { addDocument, holdJobs, useEngine } from '../autofill/support.ts';
import { startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import { newestLink } from '../support/recipient.ts';

/*
 * How many SQL statements each call costs once its key and its questionnaire are in memory; BEGIN and COMMIT are not
 * counted. A number that goes up is a regression; one that goes down is to be written here.
 */
const statements = {
  /** Responses and their entities are read together; questionnaires come from memory. */
  graphqlList: 1,
  /** Each alias is a list of its own. */
  graphqlListThreeTimes: 3,
  /** The list, and the count that a page of REST shows. */
  restList: 2,
  /** The list, and the numbers of responses to all of its questionnaires. */
  questionnairesWithCounts: 2,
  /** The response, its entity and its answers are read together. */
  response: 1,
  /** Responses that are requested one by one are read together, with their entities. */
  responseThreeTimes: 1,
  /** The response with its entity, the page of its audit trail, and the count that REST shows. */
  events: 3,
  /** The page and its count, whatever the filter. */
  auditEvents: 2,
  /** The list, and one page of each trail, all read together. */
  listWithEvents: 2,
  /** The list, and the newest run of each response, all read together. */
  listWithAutofill: 2,
  /** Locks and reads the response with what belongs to it, reads the documents, looks for what is in progress, counts the
   * tenant's runs, drops old ones, and writes the run, its job and its audit event. */
  autofillStart: 9,
  /** Reads the run, its documents, the response and its entity; locks both, writes all answers with their sources, ends the
   * run and reports it. */
  autofillRun: 9,
  /** Locks the response, looks for an email in progress, writes both response and audit event, and reads the entity. */
  review: 5,
  /** Checks the state, writes the answers and the audit event, and reads everything for the answer. */
  save: 1,
  /** Reads the tenant, then its account. */
  credits: 2,
  /**
   * Reads what it refers to with the quotas, writes the plan with the new entity and holds a credit, keeps the captured
   * email; then settles: what the email promises, the audit trail, and the charge. Seven with the one COMMIT.
   */
  directSend: 6,
  /** The same with an idempotency key: looks for its record, claims it and completes it. */
  directSendWithKey: 9,
  /** Reads what it refers to with the quotas, writes the response with the new entity, and the audit event. */
  prefill: 3,
  /** Locks the response, reads what it is about, what is in progress and the quota; then as a direct send, which promotes
   * instead of inserting and drops the sources of the answers. */
  prefillSend: 10,
  /** Reads session and version; locks session and response, reads what they are about, what is in progress, what was sent
   * lately and the quota; writes the plan, keeps the email, settles; and reads the entity. */
  resend: 13,
  /** The same with the address of the last session, and without a session to find and lock. */
  requestChanges: 12,
  /** The dispatch, the tenant, the session with the three things that it is about, and the answers. */
  page: 7,
  /** Follows the link, locks session and response, reads the answers, writes them and reads them again, and notes that
   * the recipient has started. */
  recipientSave: 15,
  /** The same, and hands the response in: its status, the session's step, and three audit events. */
  submission: 18,
};

const questionCount = 59;
const listLength = 20;

let gateway: TestGateway;
let tenant: TestTenant;
let questionnaire: number;
let company: string;
let response: string;

beforeAll(async () => {
  gateway = await startTestGateway({ countStatements: true });
  tenant = await gateway.createTenant();
  ({ id: questionnaire } = await newQuestionnaire(tenant, {
    name: 'Fifty-nine questions',
    type: 'DDQ',
    sections: [
      {
        title: 'All',
        questions: Array.from({ length: questionCount }, (_, index) => ({
          key: `q${index}`,
          text: `Question ${index}?`,
          type: 'TEXT',
        })),
      },
    ],
  }));
  // Each response has an entity of its own, so that reading them one by one would show.
  for (let count = 0; count < listLength; count += 1) {
    const { body } = await createPrefill({ entity: { legal_name: `Company ${count} Ltd` } });
    [company, response] = [body.entity_id, body.response_id];
  }
});
afterAll(() => gateway.drop());

const createPrefill = (who: object) =>
  tenant.rest('POST', '/workflows/send/', {
    ...who,
    ddq: { questionnaire_id: questionnaire, prefill: true },
  });

const saveAnswers = (count: number) =>
  tenant.rest('PUT', `/responses/${response}/save/`, {
    answers: Array.from({ length: count }, (_, index) => ({
      question_key: `q${index}`,
      value: `Answer ${index}`,
    })),
  });

const isBoundary = (sql: string) => /^\W*(?:implicit ")?(?:BEGIN|COMMIT)\b/i.test(sql);

/**
 * Counts the statements of a call, after another such call has filled the memories. The smallest of three counts: a
 * timer's statement, or a key that is looked up again after some seconds, may fall into one of them.
 */
async function count<Answer>(
  call: () => Promise<Answer>,
  { prepare = async () => {} }: { prepare?: () => Promise<unknown> } = {},
): Promise<{ answer: Answer; statements: string[] }> {
  const samples: { answer: Answer; statements: string[] }[] = [];
  for (let round = 0; round < 4; round += 1) {
    await prepare();
    gateway.takeStatements();
    const answer = await call();
    samples.push({ answer, statements: gateway.takeStatements().filter((sql) => !isBoundary(sql)) });
  }
  return samples
    .slice(1)
    .reduce((one, other) => (other.statements.length < one.statements.length ? other : one));
}

const list =
  'responses(first: 20) { nodes { id name status entity { id name } questionnaire { id name type } } }';

describe('reading costs the same number of statements however much there is', () => {
  it('20 responses with entity and questionnaire over GraphQL', async () => {
    const { answer, statements: sent } = await count(() => tenant.graphql(`{ ${list} }`));
    const names = answer.data.responses.nodes.map((node: { entity: { name: string } }) => node.entity.name);
    expect(new Set(names).size).toBe(listLength);
    expect(sent, sent.join('\n')).toHaveLength(statements.graphqlList);
  });

  it('three aliases of that list', async () => {
    const { answer, statements: sent } = await count(() =>
      tenant.graphql(`{ a: ${list} b: ${list} c: ${list} }`),
    );
    expect(answer.data.c.nodes).toHaveLength(listLength);
    expect(sent, sent.join('\n')).toHaveLength(statements.graphqlListThreeTimes);
  });

  it('aliased fields inside a list', async () => {
    const { answer, statements: sent } = await count(() =>
      tenant.graphql(
        '{ responses(first: 20) { nodes { id one: entity { name } other: entity { email } a: questionnaire { name } b: questionnaire { type } } } }',
      ),
    );
    expect(answer.data.responses.nodes).toHaveLength(listLength);
    expect(sent, sent.join('\n')).toHaveLength(statements.graphqlList);
  });

  it('20 responses over REST', async () => {
    const { answer, statements: sent } = await count(() => tenant.rest('GET', '/responses/?page_size=20'));
    expect(answer.body.results).toHaveLength(listLength);
    expect(sent, sent.join('\n')).toHaveLength(statements.restList);
  });

  it('questionnaires with the number of responses to each', async () => {
    for (const name of ['One', 'Other']) {
      await newQuestionnaire(tenant, {
        name,
        type: 'DDQ',
        sections: [{ title: 'All', questions: [{ key: 'q', text: 'Question?', type: 'TEXT' }] }],
      });
    }
    const { answer, statements: sent } = await count(() =>
      tenant.graphql('{ questionnaires { nodes { id responseCount again: responseCount } } }'),
    );
    const counts = answer.data.questionnaires.nodes.map(
      (node: { responseCount: number }) => node.responseCount,
    );
    expect(counts).toEqual([0, 0, expect.any(Number)]);
    expect(counts[2]).toBeGreaterThanOrEqual(listLength);
    expect(sent, sent.join('\n')).toHaveLength(statements.questionnairesWithCounts);
  });

  it('one response with its 59 answers, over GraphQL and REST', async () => {
    expect((await saveAnswers(questionCount)).status).toBe(200);
    const document = `{ response(id: "${response}") { id status entity { name } questionnaire { name } answers { id question { key } value source { quote } } } }`;
    const overGraphql = await count(() => tenant.graphql(document));
    expect(overGraphql.answer.data.response.answers).toHaveLength(questionCount);
    expect(overGraphql.statements, overGraphql.statements.join('\n')).toHaveLength(statements.response);
    const overRest = await count(() => tenant.rest('GET', `/responses/${response}/`));
    expect(overRest.answer.body.answers).toHaveLength(questionCount);
    expect(overRest.statements, overRest.statements.join('\n')).toHaveLength(statements.response);
  });

  it('three aliases of a response', async () => {
    const one = `response(id: "${response}") { id entity { name } questionnaire { name } }`;
    const { answer, statements: sent } = await count(() =>
      tenant.graphql(`{ a: ${one} b: ${one} c: ${one} }`),
    );
    expect(answer.data.c).toEqual(answer.data.a);
    expect(answer.data.a.id).toBe(response);
    expect(sent, sent.join('\n')).toHaveLength(statements.responseThreeTimes);
  });

  it('the audit trail of a response, and those of a whole list', async () => {
    const one = await count(() => tenant.rest('GET', `/responses/${response}/events/`));
    expect(one.answer.body.count).toBeGreaterThan(0);
    expect(one.statements, one.statements.join('\n')).toHaveLength(statements.events);

    const all = await count(() =>
      tenant.graphql(
        '{ responses(first: 20) { nodes { auditEvents(first: 3) { nodes { type actor { name } } } } } }',
      ),
    );
    expect(all.answer.data.responses.nodes).toHaveLength(listLength);
    expect(all.answer.data.responses.nodes.at(-1).auditEvents.nodes).toHaveLength(1);
    expect(all.statements, all.statements.join('\n')).toHaveLength(statements.listWithEvents);
  });

  it('the whole audit trail, and that of an entity', async () => {
    for (const filter of ['', `(filter: { entityId: "${company}", types: [RESPONSE_CREATED] })`]) {
      const page = await count(() =>
        tenant.graphql(`{ auditEvents${filter} { totalCount nodes { type actor { name } details } } }`),
      );
      expect(page.answer.data.auditEvents.totalCount).toBe(page.answer.data.auditEvents.nodes.length);
      expect(page.answer.data.auditEvents.totalCount).toBeGreaterThan(0);
      expect(page.statements, page.statements.join('\n')).toHaveLength(statements.auditEvents);
    }
  });

  it('the newest autofill of each response of a list', async () => {
    const all = await count(() =>
      tenant.graphql('{ responses(first: 20) { nodes { autofill { status } again: autofill { error } } } }'),
    );
    expect(all.answer.data.responses.nodes).toHaveLength(listLength);
    expect(all.statements, all.statements.join('\n')).toHaveLength(statements.listWithAutofill);
  });

  it('what a key needs to be accepted comes from memory', async () => {
    const { statements: sent } = await count(() => tenant.rest('GET', '/credits/'));
    expect(sent, sent.join('\n')).toHaveLength(statements.credits);
  });
});

describe('writing costs the same number of statements however much is written', () => {
  for (const answers of [1, 20, questionCount]) {
    it(`a save of ${answers}`, async () => {
      const { answer, statements: sent } = await count(() => saveAnswers(answers));
      expect(answer.status).toBe(200);
      expect(sent, sent.join('\n')).toHaveLength(statements.save);
    });
  }

  const sendDirectly = (subject: object, headers: Record<string, string> = {}) =>
    tenant.rest(
      'POST',
      '/workflows/send/',
      { ...subject, ddq: { questionnaire_id: questionnaire }, email: 'somebody@recipient.example' },
      { headers },
    );
  const person = { entity_type: 'individual', first_name: 'Some', last_name: 'Body' };

  for (const [title, subject] of [
    ['to a known company', () => ({ entity_id: company })],
    ['to a company that comes with it', () => ({ entity: { legal_name: 'New Ltd' } })],
    ['with a verification', () => ({ entity: person, verification: { checks: { document: true } } })],
  ] as const) {
    it(`a direct send ${title}`, async () => {
      const { answer, statements: sent } = await count(() => sendDirectly(subject()));
      expect(answer.status).toBe(201);
      expect(sent, sent.join('\n')).toHaveLength(statements.directSend);
    });
  }

  it('a direct send with an idempotency key', async () => {
    const { answer, statements: sent } = await count(() =>
      sendDirectly({ entity_id: company }, { 'idempotency-key': randomUUID() }),
    );
    expect(answer.status).toBe(201);
    expect(sent, sent.join('\n')).toHaveLength(statements.directSendWithKey);
  });

  it('a resend, and a request for changes', async () => {
    let session = '';
    const resend = await count(() => tenant.rest('POST', `/workflows/${session}/resend/`, {}), {
      prepare: async () => {
        session = (await sendDirectly({ entity_id: company })).body.workflow_session_id;
      },
    });
    expect(resend.answer.status).toBe(200);
    expect(resend.statements, resend.statements.join('\n')).toHaveLength(statements.resend);

    let id = '';
    const request = await count(
      () => tenant.rest('POST', `/responses/${id}/request-changes/`, { message: 'Please explain.' }),
      {
        prepare: async () => {
          id = (await sendDirectly({ entity_id: company })).body.response_id;
          await gateway.services.allTenants.response.update({
            where: { id },
            data: { status: 'UNDER_REVIEW' },
          });
        },
      },
    );
    expect(request.answer.status).toBe(200);
    expect(request.statements, request.statements.join('\n')).toHaveLength(statements.requestChanges);
  });

  it('a prefill, and sending it', async () => {
    const prefill = await count(() => createPrefill({ entity_id: company }));
    expect(prefill.answer.status).toBe(201);
    expect(prefill.statements, prefill.statements.join('\n')).toHaveLength(statements.prefill);

    let id = '';
    const send = await count(
      () => tenant.rest('POST', `/responses/${id}/send/`, { email: 'somebody@recipient.example' }),
      {
        prepare: async () => {
          id = (await createPrefill({ entity_id: company })).body.response_id;
        },
      },
    );
    expect(send.answer.status).toBe(200);
    expect(send.statements, send.statements.join('\n')).toHaveLength(statements.prefillSend);
  });

  it('an autofill of one answer and of 59', async () => {
    const jobs = holdJobs(gateway);
    const pages = Array.from({ length: questionCount }, (_, index) => `Answer ${index}.`);
    const documentId = await addDocument({ gateway, tenant, company }, { pages });
    let id = '';
    const prepare = async () => {
      id = (await createPrefill({ entity_id: company })).body.response_id;
    };
    const start = await count(() => tenant.rest('POST', `/responses/${id}/autofill/`), { prepare });
    expect(start.answer.status).toBe(202);
    expect(start.statements, start.statements.join('\n')).toHaveLength(statements.autofillStart);

    for (const answers of [1, questionCount]) {
      useEngine(gateway, async ({ questions }) =>
        questions.slice(0, answers).map((question, index) => ({
          questionId: question.id,
          value: `Answer ${index}`,
          documentId,
          page: index + 1,
          quote: `Answer ${index}.`,
          confidence: 1,
        })),
      );
      let runId = '';
      const run = await count(
        () =>
          runAutofill(
            gateway.services,
            { runId },
            { signal: new AbortController().signal, isLastAttempt: false },
          ),
        {
          prepare: async () => {
            await prepare();
            await tenant.rest('POST', `/responses/${id}/autofill/`);
            runId = (
              await gateway.services.allTenants.autofillRun.findFirstOrThrow({ where: { responseId: id } })
            ).id;
          },
        },
      );
      const { body } = await tenant.rest('GET', `/responses/${id}/autofill/`);
      expect(body).toMatchObject({ status: 'completed', answered: answers });
      expect(run.statements, run.statements.join('\n')).toHaveLength(statements.autofillRun);
    }
    jobs.release();
  });

  it('a step of the review', async () => {
    let id = '';
    const step = await count(() => tenant.rest('POST', `/responses/${id}/start-review/`), {
      prepare: async () => {
        id = (await createPrefill({ entity_id: company })).body.response_id;
        await gateway.services.allTenants.response.update({ where: { id }, data: { status: 'SUBMITTED' } });
      },
    });
    expect(step.answer.status).toBe(200);
    expect(step.statements, step.statements.join('\n')).toHaveLength(statements.review);
  });

  it('a recipient’s page, a draft and a submission', async () => {
    let path = '';
    const prepare = async () => {
      await tenant.rest('POST', '/workflows/send/', {
        entity_id: company,
        ddq: { questionnaire_id: questionnaire },
        email: 'somebody@recipient.example',
      });
      path = await newestLink({ tenant });
    };
    const page = await count(() => gateway.app.inject({ url: path }), { prepare });
    expect(page.answer.statusCode).toBe(200);
    expect(page.statements, page.statements.join('\n')).toHaveLength(statements.page);

    const ids = [...page.answer.body.matchAll(/was\.([0-9a-f-]{36})/g)].map(([, id]) => id);
    expect(ids).toHaveLength(questionCount);
    const send = (action: string, accept: string) => {
      const form = new URLSearchParams({ step: 'DDQ', action });
      for (const id of ids) {
        form.append(`was.${id}`, '');
        form.append(`answer.${id}`, 'An answer');
      }
      return gateway.app.inject({
        method: 'POST',
        url: path,
        payload: form.toString(),
        headers: { accept, 'content-type': 'application/x-www-form-urlencoded' },
      });
    };
    const save = await count(() => send('save', 'application/json'), { prepare });
    expect(save.answer.statusCode).toBe(200);
    expect(save.statements, save.statements.join('\n')).toHaveLength(statements.recipientSave);
    const submission = await count(() => send('submit', 'text/html'), { prepare });
    expect(submission.answer.statusCode).toBe(303);
    expect(submission.statements, submission.statements.join('\n')).toHaveLength(statements.submission);
  });
});
