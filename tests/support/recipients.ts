import { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Document, VerificationCheck, VerificationEvidence } from '../../src/database/client/client.ts';
import { acceptedDocuments, acceptedEvidence } from '../../src/domain/files/accepted-types.ts';
import type { ReceivedFile } from '../../src/domain/files/received-file.ts';
import { withReceivedFiles } from '../../src/domain/files/with-received-file.ts';
import { perform } from '../../src/domain/operation.ts';
import { createVersionReader } from '../../src/domain/questionnaires/read-version.ts';
import { fillInQuestionnaire } from '../../src/domain/recipients/fill-in-questionnaire.ts';
import { fillInVerification } from '../../src/domain/recipients/fill-in-verification.ts';
import { findDispatch, followLink } from '../../src/domain/recipients/follow-link.ts';
import { type Consent, giveConsent as keepConsent } from '../../src/domain/recipients/give-consent.ts';
import { lockOpenVerification } from '../../src/domain/recipients/lock-open-verification.ts';
import { markOpened, type Recipient } from '../../src/domain/recipients/recipient.ts';
import { startHostedVerification as start } from '../../src/domain/recipients/start-hosted-verification.ts';
import type { UploadRejection } from '../../src/domain/recipients/upload-rejection.ts';
import type { Language } from '../../src/languages.ts';
import type { Caller } from './both-apis.ts';
import { newQuestionnaire } from './questionnaires.ts';
import { receiveFile } from './receive-file.ts';

/** Follows the link of the last mail that a workflow session was sent by. */
export async function followLastLink(
  { gateway: { services } }: Caller,
  workflowSessionId: string,
): Promise<Recipient> {
  const mail = await services.allTenants.capturedMail.findFirstOrThrow({
    where: { workflowSessionId },
    orderBy: { id: 'desc' },
  });
  const token = /\/w\/([\w-]{43})/.exec(mail.text)?.[1] ?? '';
  const link = await followLink({ services, dispatch: await findDispatch({ services, token }) });
  if (!('recipient' in link)) {
    throw new Error(`The link leads nowhere: ${link.state}.`);
  }
  return link.recipient;
}

/** Takes a file in as a recipient's page does, whichever control it is for. */
export const receiveSample = (
  { gateway: { services } }: Caller,
  content: Buffer,
  name = 'upload',
): Promise<ReceivedFile> =>
  receiveFile({
    services,
    content: Readable.from([content]),
    name,
    accepted: new Set([acceptedDocuments, ...Object.values(acceptedEvidence)].flatMap((types) => [...types])),
  });

/** Sends the company a questionnaire with one question, of type FILE, and follows its link. */
export async function askForFile(
  world: Caller & { company: string },
): Promise<{ recipient: Recipient; questionId: string }> {
  const { id, questions } = await newQuestionnaire(world.tenant, {
    name: 'Papers',
    type: 'DDQ',
    sections: [{ title: 'Papers', questions: [{ key: 'proof', text: 'Proof', type: 'FILE' }] }],
  });
  const { body } = await world.tenant.rest('POST', '/workflows/send/', {
    entity_id: world.company,
    ddq: { questionnaire_id: id },
    email: 'person@recipient.example',
  });
  const recipient = await followLastLink(world, body.workflow_session_id);
  return { recipient, questionId: questions['proof'] ?? '' };
}

const present = () => {};

/** The questionnaire that a recipient is asked to fill in. */
async function versionOf({ db, services, responseId }: Recipient) {
  const response = await db.response.findUniqueOrThrow({ where: { id: responseId ?? '' } });
  return createVersionReader(services.allTenants)(response.questionnaireVersionId);
}

/** Adds a received file to an answer, as a form with this file alone does. */
export async function uploadAnswerFile(
  recipient: Recipient,
  { questionId, received }: { questionId: string; received: ReceivedFile },
): Promise<Document> {
  const { documentIds, rejections } = await withReceivedFiles(recipient.services, async (files) => {
    files.push(received);
    const { files: result } = await perform(fillInQuestionnaire, recipient, {
      version: await versionOf(recipient),
      entries: [],
      removals: [],
      uploads: [{ questionId, received }],
      isSubmission: false,
      rejectedFiles: new Set(),
      requirePresence: present,
    });
    return { result, keptIds: new Set(result.documentIds.values()) };
  });
  throwRejection(rejections.get(received.id));
  const id = documentIds.get(received.id) ?? '';
  return recipient.db.document.findUniqueOrThrow({ where: { id } });
}

/** Takes a file out of an answer, as a form that asks for that alone does. */
export async function removeAnswerFile(
  recipient: Recipient,
  { questionId, documentId }: { questionId: string; documentId: string },
): Promise<void> {
  await perform(fillInQuestionnaire, recipient, {
    version: await versionOf(recipient),
    entries: [],
    removals: [{ questionId, documentId }],
    uploads: [],
    isSubmission: false,
    rejectedFiles: new Set(),
    requirePresence: present,
  });
}

const provide = (recipient: Recipient, changes: Partial<z.input<typeof fillInVerification.input>>) =>
  perform(fillInVerification, recipient, {
    consent: undefined,
    removals: [],
    uploads: [],
    isSubmission: false,
    rejectedFiles: new Set(),
    requirePresence: present,
    ...changes,
  });

/** Keeps a received file as evidence, as a form with this file alone does. */
export async function uploadEvidence(
  recipient: Recipient,
  { check, received }: { check: VerificationCheck; received: ReceivedFile },
): Promise<VerificationEvidence> {
  const { evidenceIds, rejections } = await withReceivedFiles(recipient.services, async (files) => {
    files.push(received);
    const { files: result } = await provide(recipient, { uploads: [{ check, received }] });
    return { result, keptIds: new Set(result.evidenceIds.values()) };
  });
  throwRejection(rejections.get(received.id));
  const id = evidenceIds.get(received.id) ?? '';
  return recipient.db.verificationEvidence.findUniqueOrThrow({ where: { id } });
}

/** Takes a piece of evidence back. */
export async function removeEvidence(
  recipient: Recipient,
  { evidenceId }: { evidenceId: string },
): Promise<void> {
  await provide(recipient, { removals: [evidenceId] });
}

/** Agrees to the processing of what is provided. */
export async function giveConsent(recipient: Recipient, consent: Consent): Promise<void> {
  await recipient.db.$transaction(async (transaction) => {
    const locked = await lockOpenVerification(transaction, recipient);
    await markOpened(transaction, recipient, locked.session);
    await keepConsent(transaction, recipient, locked, consent);
  });
}

/** Hands a verification in; fails with what is missing. */
export async function submitVerification(
  recipient: Recipient,
  { rejectedFiles = new Set() }: { rejectedFiles?: ReadonlySet<VerificationCheck> } = {},
): Promise<void> {
  const { isSubmitted, ...missing } = await provide(recipient, { isSubmission: true, rejectedFiles });
  if (!isSubmitted) {
    throw Object.assign(new Error('The verification is incomplete.'), missing);
  }
}

/** Starts a verification at a provider. */
export const startHostedVerification = (
  recipient: Recipient,
  { language, consent }: { language: Language; consent?: Consent },
) => perform(start, recipient, { language, consent, requirePresence: present });

function throwRejection(reason: UploadRejection | undefined): void {
  if (reason !== undefined) {
    throw new UploadRejectedError(reason);
  }
}

/** A recipient's file was not kept. */
export class UploadRejectedError extends Error {
  readonly reason: UploadRejection;

  constructor(reason: UploadRejection) {
    super(`The upload was rejected: ${reason}.`);
    this.name = 'UploadRejectedError';
    this.reason = reason;
  }
}
