import { problem } from './expect-type.ts';
import { graphql } from './graphql.ts';

export const importQuestionnaire = graphql(
  `
    mutation ImportQuestionnaire($input: CreateQuestionnaireInput!) {
      createQuestionnaire(input: $input) {
        __typename
        ... on Questionnaire {
          id
          version
          name
          description
          type
          questionCount
          createdAt
        }
        ...Problem
      }
    }
  `,
  [problem],
);
