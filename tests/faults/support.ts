import { sealQuote } from '../../src/domain/responses/sealed-answer.ts';
import type { Services } from '../../src/domain/services.ts';
import type { TestGateway } from '../support/gateway.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import type { SmtpTestServer } from '../support/smtp-server.ts';

/** Calls with one key, to a gateway in this process or in another. */
export type Client = Pick<TestGateway, 'rest' | 'graphql'>;

/** What a tenant can see of its sends. */
export interface TenantState {
  credits: { available: number; held: number; used: number };
  entities: number;
  responses: number;
  workflowSessions: number;
}

export async function readState(client: Client): Promise<TenantState> {
  const { data } = await client.graphql(`{
    viewer { tenant { credits { available held used } } }
    entities { totalCount } responses { totalCount } workflowSessions { totalCount }
  }`);
  return {
    credits: data.viewer.tenant.credits,
    entities: data.entities.totalCount,
    responses: data.responses.totalCount,
    workflowSessions: data.workflowSessions.totalCount,
  };
}

/** A questionnaire of two questions, `company` and `staff`. */
export async function createQuestionnaire(client: Client): Promise<number> {
  const { id } = await newQuestionnaire(client, {
    name: 'Short questionnaire',
    type: 'DDQ',
    sections: [
      {
        title: 'Company',
        questions: [
          { key: 'company', text: 'What is the company called?', type: 'TEXT', required: true },
          { key: 'staff', text: 'How many people work there?', type: 'NUMBER' },
        ],
      },
    ],
  });
  return id;
}

/** The body of a send that asks a person, who comes with it, for both steps. */
export const bodyFor = (questionnaireId: number, email: string) => ({
  entity: { entity_type: 'individual', first_name: 'Ada', last_name: 'Byron' },
  ddq: { questionnaire_id: questionnaireId },
  verification: { checks: { document: true, proofOfAddress: true } },
  email,
  expiry_hours: 24,
});

/** A response in PREFILL with two answers, one of them annotated, and a plan of checks, address and expiry. */
export async function createPrefilled(options: {
  services: Services;
  tenant: Client & { id: string };
  questionnaireId: number;
  email: string;
}): Promise<string> {
  const { services, tenant, questionnaireId, email } = options;
  const { ddq, ...body } = bodyFor(questionnaireId, email);
  const { body: receipt } = await tenant.rest('POST', '/workflows/send/', {
    ...body,
    ddq: { ...ddq, prefill: true },
  });
  const { body: saved } = await tenant.rest('PUT', `/responses/${receipt.response_id}/save/`, {
    answers: [
      { question_key: 'company', value: 'Analytical Engines' },
      { question_key: 'staff', value: 2 },
    ],
  });
  const place = {
    tenantId: tenant.id,
    responseId: receipt.response_id,
    questionId: saved.answers[0].question_id,
  };
  await services.allTenants.answerAnnotation.create({
    data: {
      ...place,
      documentId: receipt.entity_id,
      documentName: 'register.pdf',
      page: 3,
      quote: sealQuote(services.cipher, place, 'Analytical Engines'),
      confidence: 0.9,
      engine: 'BUILTIN',
    },
  });
  return receipt.response_id;
}

/** The path of the magic link in an email. */
export function linkIn(text: string | undefined): string {
  const path = /\/w\/[\w-]{43}/.exec(text ?? '')?.[0];
  if (path === undefined) {
    throw new Error('There is no magic link in this mail.');
  }
  return path;
}

/** The links of all emails that this gateway hands over from here on, by recipient, whatever becomes of the emails. */
export function recordLinks({ services }: TestGateway): Map<string, string[]> {
  const links = new Map<string, string[]>();
  const { sendMail } = services;
  services.sendMail = (mail) => {
    links.set(mail.to, [...(links.get(mail.to) ?? []), linkIn(mail.text)]);
    return sendMail(mail);
  };
  return links;
}

/** The links in the emails that a mail server has accepted for a recipient, in order. */
export async function linksReceived(smtp: SmtpTestServer, address: string): Promise<string[]> {
  const mails = smtp.received.filter(({ to }) => to.includes(address));
  return Promise.all(mails.map(async (mail) => linkIn((await mail.parse()).text)));
}
