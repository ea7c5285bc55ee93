import type { TestGateway } from './gateway.ts';

/** A questionnaire as tests refer to it. */
export interface NewQuestionnaire {
  /** As REST has it. */
  id: number;
  /** The ids of its questions by their keys. */
  questions: Record<string, string>;
}

/** Creates a questionnaire by GraphQL. */
export async function newQuestionnaire(
  { graphql }: Pick<TestGateway, 'graphql'>,
  input: object,
): Promise<NewQuestionnaire> {
  const { data, errors } = await graphql(
    `mutation ($input: CreateQuestionnaireInput!) {
      createQuestionnaire(input: $input) {
        ... on CreateQuestionnairePayload { questionnaire { id currentVersion { sections { questions { id key } } } } }
        ... on Error { message }
      }
    }`,
    { input },
  );
  const created = data?.createQuestionnaire.questionnaire;
  if (!created) {
    throw new Error(`The questionnaire was not created: ${JSON.stringify(errors ?? data)}`);
  }
  const questions = created.currentVersion.sections.flatMap(
    (section: { questions: object[] }) => section.questions,
  );
  return {
    id: Number(created.id),
    questions: Object.fromEntries(questions.map(({ id, key }: { id: string; key: string }) => [key, id])),
  };
}
