import type { TestTenant } from '../support/gateway.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import { newestLink } from '../support/recipient.ts';
import type { World } from '../support/world.ts';
import type { Target } from './attacks.ts';

/** Gives a tenant what the attacks are about: an entity, a prefilled response with long answers, a link with files. */
export async function prepareTarget(tenant: TestTenant): Promise<Omit<Target, 'url'>> {
  const { id, questions } = await newQuestionnaire(tenant, {
    name: 'Long questionnaire',
    type: 'DDQ',
    sections: [
      {
        title: 'Everything',
        questions: [
          { key: 'file', text: 'Please upload the register extract', type: 'FILE' },
          ...Array.from({ length: 100 }, (_, index) => ({
            key: `long${index}`,
            text: `Please describe part ${index}`,
            type: 'LONG_TEXT',
          })),
        ],
      },
    ],
  });
  const prefilled = await tenant.rest('POST', '/workflows/send/', {
    entity: { legal_name: 'Attacked Ltd' },
    ddq: { questionnaire_id: id, prefill: true },
  });
  const answers = Array.from({ length: 100 }, (_, index) => ({
    question_key: `long${index}`,
    value: 'long '.repeat(1_500),
  }));
  await tenant.rest('PUT', `/responses/${prefilled.body.response_id}/save/`, { answers });
  await tenant.rest('POST', '/workflows/send/', {
    entity_id: prefilled.body.entity_id,
    ddq: { questionnaire_id: Number(id) },
    email: 'recipient@attacked.example',
  });
  return {
    key: tenant.key,
    link: await newestLink({ tenant } as Pick<World, 'tenant'>),
    responseId: prefilled.body.response_id,
    entityId: prefilled.body.entity_id,
    questionId: questions['file'] ?? '',
  };
}
