import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import relay, { type IEnvironment } from 'relay-runtime';
import { afterAll, beforeEach, expect } from 'vitest';
import { formOf, sendForm } from '../support/forms.ts';
import { createPrefill, saveAnswers } from '../support/responses.ts';
import { it } from './shared-gateway.ts';
import { type Connection, furnishGateway, type LiveGateway, watchConsole } from './support.ts';

let live: LiveGateway;
let folder: string;
let connection: Connection;
let environment: IEnvironment;
let written: unknown[];

it.beforeAll(async ({ gateway }) => {
  live = await furnishGateway(gateway);
  folder = mkdtempSync(`${tmpdir()}/postern-relay-`);
  compile();
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  written = watchConsole();
  connection = live.connect();
  environment = new relay.Environment({
    store: new relay.Store(new relay.RecordSource()),
    network: relay.Network.create(async ({ text, name }, variables) => {
      const response = await connection.fetch(live.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: text, operationName: name, variables }),
      });
      return response.json();
    }),
  });
});

it('a list with @connection reads page after page until it has every response once', async () => {
  const ids = [live.thirdResponse, live.secondResponse, live.firstResponse];
  for (let count = 0; count < 2; count += 1) ids.unshift(await createPrefill(live.world));
  const root = await show('ListQuery', { count: 2 });
  const lengths: number[] = [];

  let list = read('List_query', root).responses;
  while (list.pageInfo.hasNextPage) {
    lengths.push(list.edges.length);
    await fetchAgain('ListPaginationQuery', { count: 2, cursor: list.pageInfo.endCursor });
    list = read('List_query', root).responses;
  }

  expect(lengths).toEqual([2, 4]);
  expect(list.edges.map(({ node }: any) => node.id)).toEqual(ids);
  expect(written).toEqual([]);
});

it('responses to two versions of one questionnaire each keep their version in a list', async () => {
  const { responses } = read('List_query', await show('ListQuery', { count: 100 }));
  const versions = new Map(responses.edges.map(({ node }: any) => [node.id, node.questionnaireVersion]));
  expect(versions.get(live.firstResponse)).toEqual({ number: 1, name: 'Company basics' });
  expect(versions.get(live.secondResponse)).toEqual({ number: 2, name: 'Company basics, revised' });
  expect(written).toEqual([]);
});

it('a @refetchable fragment on Response reads its response again by node', async () => {
  const { responses } = read('List_query', await show('ListQuery', { count: 100 }));
  const response = responses.edges.find(({ node }: any) => node.id === live.firstResponse).node;
  const size = () =>
    read('Details_response', response).answers.find((answer: any) => answer.question.key === 'size').value;
  expect(size()).toBe(12);

  await saveAnswers(live.world, live.firstResponse, { size: 14 });
  await fetchAgain('DetailsRefetchQuery', { id: live.firstResponse });

  expect(size()).toBe(14);
  expect(artifact('DetailsRefetchQuery').params.text).toContain('node(id: $id)');
  expect(connection.sent).toEqual(['relayProgramListQuery', 'relayProgramDetailsRefetchQuery']);
  expect(written).toEqual([]);
});

it('node finds a version by its id, and null by an id that is unknown', async () => {
  const data = await live.ask('query ($id: ID!) { response(id: $id) { questionnaireVersion { id } } }', {
    id: live.firstResponse,
  });
  const { id } = data.response.questionnaireVersion;
  expect(await show('NodeQuery', { id })).toEqual({
    node: {
      __typename: 'QuestionnaireVersion',
      id,
      number: 1,
      questionnaire: { currentVersion: { number: 2 } },
    },
  });
  expect(await show('NodeQuery', { id: '0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a' })).toEqual({ node: null });
  expect(written).toEqual([]);
});

it('@deleteRecord on the id of a deleted document removes it from a list that was read before', async () => {
  const entityId = live.world.company;
  const id = await uploadDocument('register.txt');
  await uploadDocument('accounts.txt');
  await show('DocumentsQuery', { entityId });
  const names = () =>
    lookUp('DocumentsQuery', { entityId }).entity.documents.edges.flatMap(
      ({ node }: any) => node?.name ?? [],
    );
  expect(names()).toEqual(['accounts.txt', 'register.txt']);

  const result = await new Promise<any>((resolve, reject) => {
    relay.commitMutation(environment, {
      mutation: artifact('DeleteDocumentMutation'),
      variables: { input: { id } },
      onCompleted: resolve,
      onError: reject,
    });
  });

  expect(result.deleteDocument).toEqual({ __typename: 'DeleteDocumentPayload', documentId: id });
  expect(names()).toEqual(['accounts.txt']);
  expect(connection.sent).toEqual(['relayProgramDocumentsQuery', 'relayProgramDeleteDocumentMutation']);
  expect(written).toEqual([]);
});

const compiler = fileURLToPath(import.meta.resolve('relay-compiler/cli.js'));

/** Compiles the program against the schema, into CommonJS modules next to it. */
function compile(): void {
  mkdirSync(`${folder}/src`);
  cpSync(fileURLToPath(new URL('relay-program.js', import.meta.url)), `${folder}/src/relay-program.js`);
  cpSync(fileURLToPath(new URL('../../schema.graphql', import.meta.url)), `${folder}/schema.graphql`);
  const config = { src: './src', schema: './schema.graphql', language: 'javascript', eagerEsModules: false };
  writeFileSync(`${folder}/relay.config.json`, JSON.stringify(config));
  execFileSync(process.execPath, [compiler, 'relay.config.json'], { cwd: folder, stdio: 'pipe' });
}

/** What the compiler made of one operation or fragment of the program. */
const artifact = (name: string) =>
  createRequire(`${folder}/src/`)(`./__generated__/relayProgram${name}.graphql.js`);

/** Reads by network what a page shows, and keeps it in the store as long as the page is open. */
async function show(query: string, variables: object): Promise<any> {
  environment.retain(relay.createOperationDescriptor(artifact(query), variables));
  await fetchAgain(query, variables);
  return lookUp(query, variables);
}

const fetchAgain = (query: string, variables: object) =>
  relay.fetchQuery(environment, artifact(query), variables).toPromise();

/** What the store has for a query. */
const lookUp = (query: string, variables: object) =>
  readStore(relay.createOperationDescriptor(artifact(query), variables).fragment);

/** What the store has for a component with this fragment. */
const read = (fragment: string, reference: unknown) =>
  readStore(relay.getSingularSelector(artifact(fragment), reference)!);

function readStore(selector: Parameters<IEnvironment['lookup']>[0]): any {
  const { data, isMissingData } = environment.lookup(selector);
  expect(isMissingData).toBe(false);
  return data;
}

async function uploadDocument(fileName: string): Promise<string> {
  const { gateway, tenant, company } = live.world;
  const form = formOf([
    { name: 'file', file: { content: Buffer.from(fileName), fileName, type: 'text/plain' } },
  ]);
  const { body } = await sendForm(`/api/v1/entities/${company}/documents/`, form, {
    gateway,
    key: tenant.key,
  });
  return body.id;
}
