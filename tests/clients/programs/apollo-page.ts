/** The script of a back office page on Apollo Client, which takes its gateway and key from its address. */
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import { ClientAwarenessLink } from '@apollo/client/link/client-awareness';
import { SetContextLink } from '@apollo/client/link/context';
// @ts-expect-error: The types of this package are JSDoc, which the compiler does not read from packages.
import UploadHttpLink from 'apollo-upload-client/UploadHttpLink.mjs';
import possibleTypes from './possible-types.json';

const parameters = new URLSearchParams(location.search);
const uri = `${parameters.get('gateway')}/graphql`;

/** The id under which support finds the last response in the gateway's log. */
let requestId: string | null = null;
const withRequestId: typeof fetch = async (...request) => {
  const response = await fetch(...request);
  requestId = response.headers.get('x-request-id');
  return response;
};

const trace = new SetContextLink(({ headers }) => ({
  headers: {
    ...headers,
    authorization: `Bearer ${parameters.get('key')}`,
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  },
}));
const upload = ApolloLink.from([
  new ClientAwarenessLink(),
  new UploadHttpLink({ uri, fetch: withRequestId, headers: { 'Apollo-Require-Preflight': 'true' } }),
]);
const client = new ApolloClient({
  cache: new InMemoryCache({ possibleTypes }),
  clientAwareness: { name: 'back-office', version: '1.2.3' },
  link: trace.split(
    ({ operationName }) => operationName === 'Upload',
    upload,
    new HttpLink({ uri, fetch: withRequestId }),
  ),
});

interface EntityData {
  entity: { name: string } | null;
}

interface UploadData {
  uploadDocument: { __typename: string; message?: string; document?: { name: string; sizeBytes: number } };
}

/** Runs an operation, and describes what becomes of it as the page would show it. */
async function show(run: () => Promise<unknown>): Promise<unknown> {
  try {
    return await run();
  } catch (error) {
    if (CombinedGraphQLErrors.is(error)) return { code: error.errors[0]?.extensions?.['code'], requestId };
    if (ServerError.is(error))
      return { status: error.statusCode, body: JSON.parse(error.bodyText), requestId };
    return { failure: String(error) };
  }
}

Object.assign(globalThis, {
  readName: (id: string) =>
    show(async () => {
      const query = gql`
        query Name($id: ID!) {
          entity(id: $id) {
            id
            name
          }
        }
      `;
      const { data } = await client.query<EntityData>({ query, variables: { id } });
      return { name: data?.entity?.name, requestId };
    }),
  upload: (entityId: string, content: string, name: string) =>
    show(async () => {
      const mutation = gql`
        mutation Upload($input: UploadDocumentInput!) {
          uploadDocument(input: $input) {
            __typename
            ... on UploadDocumentPayload {
              document {
                id
                name
                sizeBytes
              }
            }
            ... on Error {
              message
            }
          }
        }
      `;
      const file = new File([content], name, { type: 'text/plain' });
      const { data } = await client.mutate<UploadData>({
        mutation,
        variables: { input: { entityId, file } },
      });
      return data?.uploadDocument;
    }),
});
