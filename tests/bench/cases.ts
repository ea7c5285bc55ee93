import type { CaseName } from './options.ts';
import type { BenchData } from './setup-data.ts';

/** One HTTP request, as it goes over the wire. */
export interface Call {
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  body?: string | undefined;
}

/** A way to ask for the same thing. */
export interface Api {
  name: 'raw' | 'GraphQL' | 'REST';
  /** Asked one after the other. The calls of both APIs of a case are in the same order. */
  calls: Call[];
  /** The part of the answer that is compared with the peer's. */
  pick: (body: any) => unknown;
}

export interface BenchCase {
  name: CaseName;
  title: string;
  /** The peer's api comes first. */
  apis: [Api, ...Api[]];
  /** Fields that differ from call to call by their nature; only their form is compared. */
  volatileFields: readonly string[];
  /** Of which type of audit event each counted request must have left one. */
  auditEvent?: string;
}

const summaryFields = `id responseName: name status questionnaire: questionnaireVersion { inline: questionnaire { id } name type } subjectEntity: entity { id name entityType: type }
  createdAt updatedAt submittedAt reviewedAt reviewedBy { name email } decidedBy { name email } language flags { question level text } riskLevel assignee { name email } tags dueAt`;
const detailFields = `${summaryFields}
  answers { inline: question { questionId: id questionKey: key questionText: text } value
    source { documentId documentName page quote confidence engine } }`;
const problem = '... on Error { code message }';

const listQuery = (rest: string) =>
  `query List($first: Int) { responses(first: $first) { ${rest} nodes { ${summaryFields} } } }`;
const readQuery = `query Read($id: ID!) { response(id: $id) { ${detailFields} } }`;
const saveQuery = `mutation Save($input: SaveResponseInput!) {
  saveResponse(input: $input) { __typename ... on SaveResponsePayload { response { ${detailFields} } } ${problem} } }`;
const sendQuery = `mutation Send($input: SendWorkflowInput!) {
  sendWorkflow(input: $input) { __typename
    ... on WorkflowReceipt { workflowSessionId status emailSent entityId entityName responseId verificationSessionId
      steps expiresAt } ${problem} } }`;

const whole = (body: unknown) => body;
const graphql = (query: string, variables: object): Call => ({
  method: 'POST',
  path: '/graphql',
  body: JSON.stringify({ query, variables }),
});

/** The cases by name. */
export function makeCases(data: BenchData): Record<CaseName, BenchCase> {
  const { responseIds, answers, questionnaireId } = data;
  const countedPath = '/api/v1/responses/?page_size=20';
  const reads = responseIds.map((id): Call => ({ method: 'GET', path: `/api/v1/responses/${id}/` }));
  const saves = responseIds.map(
    (id): Call => ({
      method: 'PUT',
      path: `/api/v1/responses/${id}/save/`,
      body: JSON.stringify({ answers }),
    }),
  );
  const graphqlAnswers = answers.map(({ question_id: questionId, value }) => ({ questionId, value }));
  const [name, legalName, email] = ['Acme review', 'Acme Ltd', 'compliance@acme.example'];
  const sends: Call[] = [
    {
      method: 'POST',
      path: '/api/v1/workflows/send/',
      body: JSON.stringify({
        entity: { legal_name: legalName },
        ddq: { questionnaire_id: questionnaireId, response_name: name },
        email,
      }),
    },
  ];
  const graphqlSend = { entity: { legalName }, ddq: { questionnaireId, responseName: name }, email };

  return {
    list: {
      name: 'list',
      title: '20 of 100,000 responses, each with its entity and questionnaire',
      volatileFields: [],
      apis: [
        { name: 'raw', calls: [{ method: 'GET', path: '/page' }], pick: ({ results }) => results },
        {
          name: 'GraphQL',
          calls: [graphql(listQuery(''), { first: 20 })],
          pick: ({ data: { responses } }) => responses.nodes,
        },
      ],
    },
    'list-counted': {
      name: 'list-counted',
      title: 'the same with the number of all responses, which REST always gives',
      volatileFields: [],
      apis: [
        { name: 'raw', calls: [{ method: 'GET', path: countedPath }], pick: whole },
        {
          name: 'GraphQL',
          calls: [graphql(listQuery('totalCount'), { first: 20 })],
          pick: ({ data: { responses } }) => ({ count: responses.totalCount, results: responses.nodes }),
        },
        { name: 'REST', calls: [{ method: 'GET', path: countedPath }], pick: whole },
      ],
    },
    read: {
      name: 'read',
      title: 'one response with its 20 answers',
      volatileFields: [],
      apis: [
        { name: 'raw', calls: reads, pick: whole },
        {
          name: 'GraphQL',
          calls: responseIds.map((id) => graphql(readQuery, { id })),
          pick: (body) => body.data.response,
        },
        { name: 'REST', calls: reads, pick: whole },
      ],
    },
    save: {
      name: 'save',
      title: 'a save of 20 answers, answered with the whole response',
      volatileFields: ['updated_at'],
      auditEvent: 'response.answers_saved',
      apis: [
        { name: 'raw', calls: saves, pick: whole },
        {
          name: 'GraphQL',
          calls: responseIds.map((responseId) =>
            graphql(saveQuery, { input: { responseId, answers: graphqlAnswers } }),
          ),
          pick: (body) => body.data.saveResponse.response,
        },
        { name: 'REST', calls: saves, pick: whole },
      ],
    },
    send: {
      name: 'send',
      title: 'a direct send to a company given with the call, mail captured',
      volatileFields: ['workflow_session_id', 'entity_id', 'response_id', 'expires_at'],
      auditEvent: 'onboarding.created',
      apis: [
        { name: 'raw', calls: sends, pick: whole },
        {
          name: 'GraphQL',
          calls: [graphql(sendQuery, { input: graphqlSend })],
          pick: (body) => body.data.sendWorkflow,
        },
        { name: 'REST', calls: sends, pick: whole },
      ],
    },
  };
}
