import type { FastifyRequest } from 'fastify';
import type { Services } from '../../domain/context.ts';
import { followLink, type Link, type RequestLink } from '../../domain/recipients/follow-link.ts';
import { giveConsent } from '../../domain/recipients/give-consent.ts';
import { LinkClosedError } from '../../domain/recipients/recipient.ts';
import { saveDraft } from '../../domain/recipients/save-draft.ts';
import { startHostedVerification } from '../../domain/recipients/start-hosted-verification.ts';
import { submitQuestionnaire } from '../../domain/recipients/submit-questionnaire.ts';
import {
  submitVerification,
  VerificationIncompleteError,
} from '../../domain/recipients/submit-verification.ts';
import { ProviderUnavailableError } from '../../domain/verification/provider.ts';
import { consentStatement } from '../pages/pages.ts';
import type { PortalLanguage } from '../texts/texts.ts';
import type { QuestionnaireFeedback } from '../views/questionnaire-view.ts';
import { cleanTitle, currentStep } from '../views/request-view.ts';
import type { VerificationFeedback } from '../views/verification-view.ts';
import { controls, type UnsavedAnswers } from '../views/views.ts';
import { readEntries } from './entries.ts';
import { type FormFields, firstOf, readForm } from './read-form.ts';
import { type FilesTaken, noFilesTaken, refusedPlaces, removeFiles, takeFile } from './take-files.ts';
import { findUnsaved } from './unsaved-answers.ts';

/** What came of a form, and the link as it is then. */
export type FormOutcome = { link: Link; files: FilesTaken } & (
  | {
      /** `saved` for a draft or files, `done` for a step that was handed in, `refused` when something must be mended. */
      kind: 'saved' | 'done' | 'refused';
      questionnaire?: QuestionnaireFeedback;
      verification?: VerificationFeedback;
    }
  /** The link or the form's step was closed; what the form held and was not saved is in `unsaved`. */
  | { kind: 'closed'; unsaved: UnsavedAnswers }
);

interface TakeOptions {
  services: Services;
  token: string;
  language: PortalLanguage;
  request: FastifyRequest;
}

/**
 * Does what a recipient's form asks for. What the form is about is decided by the link alone; the form names questions,
 * checks and files of it, and anything else is nothing.
 */
export async function takeForm(options: TakeOptions): Promise<FormOutcome> {
  const { services, token, language, request } = options;
  const link = await followLink({ services, token });
  if (!('tenant' in link)) {
    // Nobody was given a form here.
    request.raw.resume();
    return { kind: 'closed', link, unsaved: [], files: noFilesTaken() };
  }
  const files = noFilesTaken();
  const fields = await readForm(request, async (file, fieldsBefore) => {
    if ('recipient' in link && link.state === 'open') {
      // A link that has been closed meanwhile is for the file itself to find out.
      await prepareForFile(link, file.control, fieldsBefore, files, language).catch(ignoreClosed);
    }
    await takeFile(link, file, files);
  });

  try {
    const step = firstOf(fields, controls.step);
    if (
      !('recipient' in link) ||
      link.state !== 'open' ||
      files.late.length > 0 ||
      step !== currentStep(link)
    ) {
      throw new LinkClosedError();
    }
    await removeFiles(link, fields, files);
    if (step === 'DDQ') {
      return { ...(await takeQuestionnaire(link, fields, files, language)), link, files };
    }
    const outcome = await takeVerification(link, fields, files, language);
    return { ...outcome, link: await followLink({ services, token }), files };
  } catch (error) {
    if (!(error instanceof LinkClosedError)) {
      throw error;
    }
    const now = await followLink({ services, token });
    const unsaved = await findUnsaved({ services, link: now, fields, files, language });
    return { kind: 'closed', link: now, unsaved, files };
  }
}

async function takeQuestionnaire(
  { recipient, questionnaire }: RequestLink,
  fields: FormFields,
  files: FilesTaken,
  language: PortalLanguage,
) {
  if (!questionnaire) {
    throw new LinkClosedError();
  }
  const entries = readEntries(fields, questionnaire.questions, language);
  if (firstOf(fields, controls.action) !== controls.actions.submit) {
    const applied = await saveDraft(recipient, { version: questionnaire, entries });
    const isRefused = applied.malformed.size + applied.conflicts.size + files.problems.size > 0;
    return { kind: isRefused ? 'refused' : 'saved', questionnaire: { entries, applied } } as const;
  }
  const { questionIds: refusedFiles } = refusedPlaces(files);
  const applied = await submitQuestionnaire(recipient, { version: questionnaire, entries, refusedFiles });
  return { kind: applied.isSubmitted ? 'done' : 'refused', questionnaire: { entries, applied } } as const;
}

async function takeVerification(
  link: RequestLink,
  fields: FormFields,
  files: FilesTaken,
  language: PortalLanguage,
) {
  const { recipient } = link;
  const action = firstOf(fields, controls.action);
  await consentIfGiven(link, fields, language);
  try {
    if (action === controls.actions.start) {
      const hosted = await startHostedVerification(recipient, { language });
      return { kind: 'refused', verification: { hosted } } as const;
    }
    if (action === controls.actions.submit) {
      await submitVerification(recipient, { refusedFiles: refusedPlaces(files).checks });
      return { kind: 'done' } as const;
    }
    return { kind: files.problems.size > 0 ? 'refused' : 'saved' } as const;
  } catch (error) {
    if (error instanceof VerificationIncompleteError) {
      const { missingChecks, isConsentMissing } = error;
      return { kind: 'refused', verification: { missingChecks, isConsentMissing } } as const;
    }
    if (error instanceof ProviderUnavailableError) {
      return { kind: 'refused', verification: { hosted: 'failed' } } as const;
    }
    throw error;
  }
}

/** Does what a form asks for before the file that comes next: what a file may only follow, and what it replaces. */
async function prepareForFile(
  link: RequestLink,
  control: string,
  fields: FormFields,
  files: FilesTaken,
  language: PortalLanguage,
): Promise<void> {
  await consentIfGiven(link, fields, language);
  const name = controls.remove(control);
  const marked = fields.get(name);
  if (marked) {
    await removeFiles(link, new Map([[name, marked]]), files);
  }
}

function ignoreClosed(error: unknown): void {
  if (!(error instanceof LinkClosedError)) {
    throw error;
  }
}

/** Notes the recipient's consent as soon as the form is found to hold it, because files may only follow it. */
async function consentIfGiven(
  link: RequestLink,
  fields: FormFields,
  language: PortalLanguage,
): Promise<void> {
  const { verification, recipient, tenant } = link;
  if (firstOf(fields, controls.consent) !== 'given' || !verification || verification.consentedAt) {
    return;
  }
  await giveConsent(recipient, {
    language,
    statement: consentStatement(
      language,
      cleanTitle(tenant.name),
      verification.checks,
      verification.provider === 'MANUAL' ? 'team' : 'provider',
    ),
  });
}
