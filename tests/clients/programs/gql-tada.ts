/** A client on urql, whose types gql.tada infers from the schema, which it keeps as `graphql-env` beside it. */
import { Client, fetchExchange } from '@urql/core';
import { initGraphQLTada, type ResultOf, readFragment, type VariablesOf } from 'gql.tada';
import type { introspection } from './graphql-env';

const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { DateTime: string; EmailAddress: string; CountryCode: string; AnswerValue: unknown };
}>();

const companyFragment = graphql(`
  fragment Company on Entity {
    id
    name
    jurisdiction
  }
`);

const createDocument = graphql(
  `
    mutation Create($input: CreateEntityInput!) {
      createEntity(input: $input) {
        __typename
        ... on CreateEntityPayload {
          entity {
            ...Company
          }
        }
        ... on ValidationError {
          fields {
            path
            messages
          }
        }
        ... on Error {
          code
        }
      }
    }
  `,
  [companyFragment],
);

const responseDocument = graphql(`
  query Response($id: ID!) {
    response(id: $id) {
      status
      createdAt
      submittedAt
      answers {
        question {
          key
          type
        }
        value
      }
    }
  }
`);

export const connect = (origin: string, key: string) =>
  new Client({
    url: `${origin}/graphql`,
    preferGetMethod: false,
    exchanges: [fetchExchange],
    fetchOptions: { headers: { authorization: `Bearer ${key}` } },
  });

/** Creates a company, and returns its name and country or the paths of what is wrong. */
export async function create(
  postern: Client,
  input: VariablesOf<typeof createDocument>['input'],
): Promise<string> {
  const { data, error } = await postern.mutation(createDocument, { input }).toPromise();
  if (!data) throw error;
  return outcome(data.createEntity);
}

function outcome(result: ResultOf<typeof createDocument>['createEntity']): string {
  switch (result.__typename) {
    case 'CreateEntityPayload': {
      const { name, jurisdiction } = readFragment(companyFragment, result.entity);
      return `${name} in ${jurisdiction ?? 'an unknown country'}`;
    }
    case 'ValidationError':
      return result.fields.map(({ path }) => path).join(', ');
    default:
      return result.code;
  }
}

/** Describes a response; undefined if there is none. */
export async function describe(postern: Client, id: string): Promise<string | undefined> {
  const { data } = await postern.query(responseDocument, { id }).toPromise();
  if (!data?.response) return undefined;
  const { status, createdAt, submittedAt, answers } = data.response;
  // @ts-expect-error: The status has no such value.
  if (status === 'SENT') throw new Error('Never.');
  const numbers = answers.filter(({ question, value }) => question.type === 'NUMBER' && value !== null);
  const days = (Date.now() - Date.parse(submittedAt ?? createdAt)) / 86_400_000;
  return `${status} for ${Math.floor(days)} days with ${numbers.length} of ${answers.length} answers as numbers`;
}
