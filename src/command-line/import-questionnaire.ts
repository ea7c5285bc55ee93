import { problem } from './expect-payload.ts';
import { graphql } from './graphql.ts';

export const importQuestionnaire = graphql(
  `
    mutation ImportQuestionnaire($input: CreateQuestionnaireInput!) {
      createQuestionnaire(input: $input) {
        __typename
        ... on CreateQuestionnairePayload {
          questionnaire {
            id
            name
            description
            type
            currentVersion {
              number
              questionCount
            }
            createdAt
          }
        }
        ...Problem
      }
    }
  `,
  [problem],
);
