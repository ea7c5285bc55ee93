import { randomUUID } from 'node:crypto';
import type { VerificationCheck } from '../../src/database/client/client.ts';
import { findDispatch, followLink, type RequestLink } from '../../src/domain/recipients/follow-link.ts';
import type { Recipient } from '../../src/domain/recipients/recipient.ts';
import type { Caller } from '../support/both-apis.ts';
import type { TestGateway } from '../support/gateway.ts';
import { giveConsent } from '../support/recipients.ts';

export const allChecks = { document: true, identity: true, enhancedIdentity: true, proofOfAddress: true };

export const consent = { language: 'en', statement: 'I agree to the processing.' } as const;

/** A verification that was sent, and its recipient. */
export interface SentVerification extends Caller {
  token: string;
  recipient: Recipient;
  workflowSessionId: string;
  verificationSessionId: string;
}

interface SendOptions {
  checks?: object;
  questionnaireId?: number;
  expiryHours?: number;
  key?: string | undefined;
}

/** Sends a verification to `ada@example.com`, and follows its link. */
export async function sendVerification(
  caller: Caller,
  { checks = { document: true }, questionnaireId, expiryHours, key }: SendOptions = {},
): Promise<SentVerification> {
  const { gateway, tenant } = caller;
  const { status, body } = await tenant.rest(
    'POST',
    '/workflows/send/',
    {
      entity: { entity_type: 'individual', first_name: 'Ada', last_name: 'Lovelace' },
      verification: { checks },
      email: 'ada@example.com',
      ...(questionnaireId !== undefined && { ddq: { questionnaire_id: questionnaireId } }),
      ...(expiryHours !== undefined && { expiry_hours: expiryHours }),
    },
    key === undefined ? {} : { key },
  );
  if (status !== 201) {
    throw new Error(`The send was refused: ${JSON.stringify(body)}`);
  }
  const mail = await gateway.services.allTenants.capturedMail.findFirstOrThrow({
    where: { workflowSessionId: body.workflow_session_id },
  });
  const token = /\/w\/([\w-]+)/.exec(mail.text)?.[1] ?? '';
  const { recipient } = await follow(gateway, token);
  return {
    gateway,
    tenant,
    token,
    recipient,
    workflowSessionId: body.workflow_session_id,
    verificationSessionId: body.verification_session_id,
  };
}

export async function follow(gateway: TestGateway, token: string): Promise<RequestLink> {
  const { services } = gateway;
  const link = await followLink({ services, dispatch: await findDispatch({ services, token }) });
  if (!('recipient' in link)) {
    throw new Error(`The link leads to nothing: ${link.state}`);
  }
  return link;
}

/** Writes evidence as if it had been uploaded. */
export async function giveEvidence(sent: SentVerification, ...checks: VerificationCheck[]): Promise<void> {
  const { scope, db } = sent.recipient;
  for (const check of checks) {
    await db.verificationEvidence.create({
      data: {
        id: randomUUID(),
        ...scope,
        verificationSessionId: sent.verificationSessionId,
        check,
        name: 'evidence.jpg',
        contentType: 'image/jpeg',
        sizeBytes: 3,
        sha256: randomUUID(),
      },
    });
  }
}

export const consented = async (sent: SentVerification): Promise<SentVerification> => {
  await giveConsent(sent.recipient, consent);
  return sent;
};

export const readVerification = ({ gateway, verificationSessionId }: SentVerification) =>
  gateway.services.allTenants.verificationSession.findUniqueOrThrow({ where: { id: verificationSessionId } });

export const readSession = ({ gateway, workflowSessionId }: SentVerification) =>
  gateway.services.allTenants.workflowSession.findUniqueOrThrow({
    where: { id: workflowSessionId },
    // An attempt counts, whatever its outcome.
    omit: { changeCount: true },
  });

/** The audit events of a session about its verification and its steps, oldest first. */
export async function readEvents({ gateway, workflowSessionId }: SentVerification) {
  const events = await gateway.services.allTenants.auditEvent.findMany({
    where: { workflowSessionId, type: { notIn: ['onboarding.created', 'response.created'] } },
    orderBy: { id: 'asc' },
  });
  return events.map(({ type, actorKind, actorName, details }) => ({ type, actorKind, actorName, details }));
}
