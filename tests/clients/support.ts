import { expect, onTestFinished, vi } from 'vitest';
import { annotate, createPrefill, saveAnswers } from '../support/responses.ts';
import { createWorld, type World } from '../support/world.ts';
import type { SharedGateway } from './shared-gateway.ts';

/** The gateway with a new tenant, which has responses to two versions of one questionnaire. */
export interface LiveGateway {
  world: World;
  /** The address of its GraphQL endpoint. */
  url: string;
  /** Answers version 1. Each question has an answer, one of which autofill found. */
  firstResponse: string;
  /** Answers version 2, which has another name, another section and another question. */
  secondResponse: string;
  /** Answers version 2 as well, with other values. */
  thirdResponse: string;
  /** What the gateway itself returns for a query, with no client and no cache in between. */
  ask: (query: string, variables?: object) => Promise<any>;
  connect: () => Connection;
}

/** What a client is given to reach the gateway. */
export interface Connection {
  /** Adds the tenant's key. */
  fetch: typeof fetch;
  /** The names of the operations that were sent, in order. */
  sent: string[];
}

export async function furnishGateway(gateway: SharedGateway): Promise<LiveGateway> {
  const world = await createWorld(gateway);

  const firstResponse = await createPrefill(world);
  await saveAnswers(world, firstResponse, { name: 'Acme', size: 12, listed: true });
  await annotate(world, firstResponse, 'name');
  await publishSecondVersion(world);
  const secondResponse = await createPrefill(world);
  await saveAnswers(world, secondResponse, { name: 'Acme Trading', size: 13, turnover: 5 });
  const thirdResponse = await createPrefill(world);
  await saveAnswers(world, thirdResponse, { name: 'Acme Trading Ltd', size: 14, turnover: 6 });

  return {
    world,
    url: `${gateway.origin}/graphql`,
    firstResponse,
    secondResponse,
    thirdResponse,
    ask: async (query, variables) => {
      const { data, errors } = await world.tenant.graphql(query, variables);
      expect(errors).toBeUndefined();
      return data;
    },
    connect: () => connect(world.tenant.key),
  };
}

async function publishSecondVersion({ tenant, questionnaire }: World): Promise<void> {
  const { data, errors } = await tenant.graphql(
    `mutation ($input: UpdateQuestionnaireInput!) {
      updateQuestionnaire(input: $input) { __typename ... on Error { message } }
    }`,
    {
      input: {
        questionnaireId: String(questionnaire),
        name: 'Company basics, revised',
        type: 'DDQ',
        sections: [
          {
            title: 'About your company',
            questions: [
              { key: 'name', text: 'What is its name?', type: 'TEXT' },
              { key: 'size', text: 'How many people work for it?', type: 'NUMBER' },
            ],
          },
          {
            title: 'Accounts',
            questions: [{ key: 'turnover', text: 'What is its turnover?', type: 'NUMBER' }],
          },
        ],
      },
    },
  );
  if (data?.updateQuestionnaire.__typename !== 'UpdateQuestionnairePayload')
    throw new Error(`The questionnaire was not updated: ${JSON.stringify(errors ?? data)}`);
}

function connect(key: string): Connection {
  const sent: string[] = [];
  return {
    sent,
    fetch: (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set('authorization', `Bearer ${key}`);
      sent.push(JSON.parse(String(init?.body)).operationName);
      return fetch(input, { ...init, headers });
    },
  };
}

/** Collects what is written to the console as a warning or an error until the test ends. */
export function watchConsole(): unknown[] {
  const written: unknown[] = [];
  for (const method of ['warn', 'error'] as const) {
    const spy = vi.spyOn(console, method).mockImplementation((...parts) => void written.push(parts));
    onTestFinished(() => spy.mockRestore());
  }
  return written;
}
