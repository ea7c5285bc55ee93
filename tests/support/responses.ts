import type { ResponseStatus } from '../../src/database/client/enums.ts';
import { sealQuote } from '../../src/domain/responses/sealed-answer.ts';
import type { World } from './world.ts';

interface PrefillOptions {
  /** Defaults to the company. */
  entityId?: string;
  email?: string;
  expiryHours?: number;
  verification?: object;
  questionnaireId?: number;
}

/** Creates a prefilled response and returns its id. */
export async function createPrefill(world: World, options: PrefillOptions = {}): Promise<string> {
  const { entityId = world.company, questionnaireId = world.questionnaire, expiryHours, ...rest } = options;
  const { status, body } = await world.tenant.rest('POST', '/workflows/send/', {
    entity_id: entityId,
    ddq: { questionnaire_id: questionnaireId, prefill: true },
    ...(expiryHours !== undefined && { expiry_hours: expiryHours }),
    ...rest,
  });
  if (status !== 201) {
    throw new Error(`The prefill was refused: ${JSON.stringify(body)}`);
  }
  return body.response_id;
}

/** Puts a response into a status that would take a recipient and a reviewer to reach. */
export const setStatus = (world: World, responseId: string, status: ResponseStatus) =>
  world.gateway.services.allTenants.response.update({ where: { id: responseId }, data: { status } });

/** Saves answers by the keys of their questions. */
export async function saveAnswers(world: World, responseId: string, answers: Record<string, unknown>) {
  const { status, body } = await world.tenant.rest('PUT', `/responses/${responseId}/save/`, {
    answers: Object.entries(answers).map(([key, value]) => ({ question_key: key, value })),
  });
  if (status !== 200) {
    throw new Error(`The answers were refused: ${JSON.stringify(body)}`);
  }
}

/** Notes where an answer was found, as autofill does. */
export const annotate = (world: World, responseId: string, key: string) =>
  world.gateway.services.allTenants.answerAnnotation.create({
    data: {
      responseId,
      questionId: world.questions[key]!,
      tenantId: world.tenant.id,
      documentId: '0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a',
      documentName: 'register.pdf',
      page: 2,
      quote: sealQuote(
        world.gateway.services.cipher,
        { tenantId: world.tenant.id, responseId, questionId: world.questions[key]! },
        'Acme Trading Limited',
      ),
      confidence: 0.5,
      engine: 'BUILTIN',
    },
  });

/** The response as REST gives it. */
export async function readResponse(world: World, responseId: string) {
  const { body } = await world.tenant.rest('GET', `/responses/${responseId}/`);
  return body;
}
