/**
 * The source of a program that uses Relay. It is compiled and not run: what runs is what relay-compiler makes of it, as in
 * an application, whose bundler replaces each of these by the compiler's file of that name.
 */
import { graphql } from 'relay-runtime';

export const list = graphql`
  query relayProgramListQuery($count: Int!) {
    ...relayProgramList_query @arguments(count: $count)
  }
`;

export const listFragment = graphql`
  fragment relayProgramList_query on Query
  @argumentDefinitions(count: { type: "Int!" }, cursor: { type: "String" })
  @refetchable(queryName: "relayProgramListPaginationQuery") {
    responses(first: $count, after: $cursor) @connection(key: "relayProgramList_responses") {
      edges {
        node {
          id
          name
          questionnaireVersion {
            number
            name
          }
          ...relayProgramDetails_response
        }
      }
    }
  }
`;

export const detailsFragment = graphql`
  fragment relayProgramDetails_response on Response
  @refetchable(queryName: "relayProgramDetailsRefetchQuery") {
    status
    answers {
      question {
        key
      }
      value
    }
  }
`;

export const node = graphql`
  query relayProgramNodeQuery($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on QuestionnaireVersion {
        number
        questionnaire {
          currentVersion {
            number
          }
        }
      }
    }
  }
`;

export const documents = graphql`
  query relayProgramDocumentsQuery($entityId: ID!) {
    entity(id: $entityId) {
      documents(first: 10) @connection(key: "relayProgram_documents") {
        edges {
          node {
            name
          }
        }
      }
    }
  }
`;

export const deleteDocument = graphql`
  mutation relayProgramDeleteDocumentMutation($input: DeleteDocumentInput!) {
    deleteDocument(input: $input) {
      __typename
      ... on DeleteDocumentPayload {
        documentId @deleteRecord
      }
      ... on Error {
        code
        message
      }
    }
  }
`;
