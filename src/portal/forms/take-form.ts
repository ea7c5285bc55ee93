import type { FastifyRequest } from 'fastify';
import type { Dispatch } from '../../database/client/client.ts';
import { cleanName } from '../../domain/files/clean-name.ts';
import { withReceivedFiles } from '../../domain/files/with-received-file.ts';
import { perform } from '../../domain/operation.ts';
import type { RequirePresence } from '../../domain/recipients/abandoned-error.ts';
import { fillInQuestionnaire } from '../../domain/recipients/fill-in-questionnaire.ts';
import { fillInVerification } from '../../domain/recipients/fill-in-verification.ts';
import { followLink, type Link, type RequestLink } from '../../domain/recipients/follow-link.ts';
import type { Consent } from '../../domain/recipients/give-consent.ts';
import { LinkClosedError } from '../../domain/recipients/recipient.ts';
import { requestNewLink } from '../../domain/recipients/request-new-link.ts';
import {
  ConsentMissingError,
  startHostedVerification,
} from '../../domain/recipients/start-hosted-verification.ts';
import type { Services } from '../../domain/services.ts';
import { ProviderUnavailableError } from '../../domain/verification/provider.ts';
import { BodyRejectedError } from '../../intake/body-rejected-error.ts';
import { discardRest } from '../../intake/discard-rest.ts';
import type { Language } from '../../languages.ts';
import { consentStatement } from '../pages/pages.ts';
import type { QuestionnaireFeedback } from '../views/questionnaire-view.ts';
import { cleanTitle, currentStep } from '../views/request-view.ts';
import type { VerificationFeedback } from '../views/verification-view.ts';
import { controls, type UnsavedAnswers } from '../views/views.ts';
import { readEntries } from './entries.ts';
import { type AskedFor, placeOf } from './places.ts';
import { type Form, type FormFields, firstOf, formLimits, withForm } from './read-form.ts';
import {
  chooseFiles,
  type FilesTaken,
  type FileToKeep,
  findRemovals,
  inspectFiles,
  noFilesTaken,
  noteRejections,
  type Removal,
  rejectedPlaces,
  storeFiles,
} from './take-files.ts';
import { findUnsaved } from './unsaved-answers.ts';

/** The outcome of a form, and the link as it is then. */
export type FormOutcome = { link: Link; files: FilesTaken } & (
  | {
      /** `saved` for a draft or files, `done` for a submitted step, `rejected` when something must be corrected. */
      kind: 'saved' | 'done' | 'rejected';
      /** Whether the recipient wants to go on from what was saved. */
      isContinued?: boolean;
      questionnaire?: QuestionnaireFeedback;
      verification?: VerificationFeedback;
    }
  /** The link or the form's step was closed; `unsaved` contains the answers that could not be saved. */
  | { kind: 'closed'; unsaved: UnsavedAnswers }
);

interface TakeOptions {
  services: Services;
  /** Of the link whose page sent the form; `null` if the link does not exist. */
  dispatch: Dispatch | null;
  language: Language;
  request: FastifyRequest;
  /** Stops the work before anything is changed when the client has disconnected. */
  requirePresence: RequirePresence;
}

/** Longer than any time zone's name. */
const maxTimeZoneLength = 60;

const asksForNothing: AskedFor = { questionnaire: undefined, verification: null };

/**
 * Carries out what a recipient's form requests. The link alone decides what the form is about: the form refers to its
 * questions, checks and files, and anything else is ignored. The form is read to its end first, so that all its changes can
 * be made in one transaction; its files are in the store before that, and are removed when it fails.
 *
 * @throws BodyRejectedError when the form of an open link has more than its page can send; nothing of it is kept then
 * @throws AbandonedError when the client has disconnected
 */
export async function takeForm(options: TakeOptions): Promise<FormOutcome> {
  const { services, dispatch, request } = options;
  const link = await followLink({ services, dispatch });
  const files = noFilesTaken();
  if (!('tenant' in link)) {
    // The page of such a link has no form.
    discardRest(request.raw);
    return { kind: 'closed', link, unsaved: [], files };
  }
  const asked = 'questionnaire' in link ? link : asksForNothing;
  const isOpen = link.state === 'open';
  const { accepts, requireFew } = chooseFiles({ ...asked, isOpen }, files);
  try {
    return await withForm(request, { services, limits: formLimits(asked), accepts }, async (form) => {
      if (
        link.state === 'expired' &&
        firstOf(form.fields, controls.action) === controls.actions.requestLink
      ) {
        return requestLink(options, { link, files });
      }
      if (!isOpen) {
        return close(options, { link, form, files });
      }
      requireFew();
      const removals = findRemovals(link, form.fields);
      try {
        return await takeStep(options, { link, form, removals, files });
      } catch (error) {
        if (!(error instanceof LinkClosedError)) {
          throw error;
        }
        const late = form.files.filter(({ control }) => placeOf(link, control));
        files.late.push(...late.map(({ control, file }) => ({ control, name: cleanName(file.name) })));
        return close(options, { link: await followLink({ services, dispatch }), form, files });
      }
    });
  } catch (error) {
    if (error instanceof BodyRejectedError && !isOpen) {
      return { kind: 'closed', link, unsaved: [], files };
    }
    throw error;
  }
}

/** The link shows what it is by now, if it is no longer merely expired. */
async function requestLink(
  { services, dispatch, requirePresence }: TakeOptions,
  { link, files }: { link: RequestLink; files: FilesTaken },
): Promise<FormOutcome> {
  requirePresence();
  try {
    await services.finishBeforeClose(perform(requestNewLink, link.recipient, {}));
  } catch (error) {
    if (!(error instanceof LinkClosedError)) {
      throw error;
    }
  }
  return { kind: 'done', link: await followLink({ services, dispatch }), files };
}

async function close(
  { language }: TakeOptions,
  { link, form: { fields }, files }: { link: Link; form: Form; files: FilesTaken },
): Promise<FormOutcome> {
  return { kind: 'closed', link, unsaved: await findUnsaved({ link, fields, files, language }), files };
}

interface StepForm {
  link: RequestLink;
  form: Form;
  removals: Removal[];
  files: FilesTaken;
}

/** @throws LinkClosedError when the form is not of the link's present step */
async function takeStep(options: TakeOptions, step: StepForm): Promise<FormOutcome> {
  const { services, dispatch, language, requirePresence } = options;
  const { link, form, removals, files } = step;
  const name = firstOf(form.fields, controls.step);
  if (name === undefined || name !== currentStep(link)) {
    throw new LinkClosedError();
  }
  for (const { control } of removals) {
    files.controls.add(control);
  }
  const consent = consentOf(link, form.fields, language);
  const hasConsent = consent !== undefined || link.verification?.consentedAt != null;
  const toKeep = await inspectFiles(services, { link, files: form.files, taken: files, hasConsent });
  requirePresence();
  if (name === 'DDQ') {
    const outcome = await services.finishBeforeClose(takeQuestionnaire(options, { ...step, toKeep }));
    return { ...outcome, link, files };
  }
  const outcome = await services.finishBeforeClose(takeVerification(options, { ...step, toKeep, consent }));
  return { ...outcome, link: await followLink({ services, dispatch }), files };
}

async function takeQuestionnaire(
  { services, language, requirePresence }: TakeOptions,
  { link, form, removals, files, toKeep }: StepForm & { toKeep: FileToKeep[] },
) {
  const { recipient, questionnaire } = link;
  if (!questionnaire) {
    throw new LinkClosedError();
  }
  const entries = readEntries(form.fields, questionnaire.questions, language);
  const action = firstOf(form.fields, controls.action);
  const isSubmission = action === controls.actions.submit;
  const applied = await withReceivedFiles(services, async (received) => {
    const uploads = await storeFiles(services, toKeep, received);
    const result = await perform(fillInQuestionnaire, recipient, {
      version: questionnaire,
      entries,
      language,
      timeZone: firstOf(form.fields, controls.timeZone)?.slice(0, maxTimeZoneLength),
      removals: removals.flatMap(({ place, id }) =>
        'question' in place ? { questionId: place.question.id, documentId: id } : [],
      ),
      uploads: uploads.flatMap(({ place, received: file }) =>
        'question' in place ? { questionId: place.question.id, received: file } : [],
      ),
      isSubmission,
      rejectedFiles: rejectedPlaces(link, files).questionIds,
      requirePresence,
    });
    noteRejections(files, uploads, result.files.rejections);
    return { result, keptIds: new Set(result.files.documentIds.values()) };
  });
  const questionnaireFeedback = { questionnaire: { entries, applied } };
  if (isSubmission) {
    return { kind: applied.isSubmitted ? 'done' : 'rejected', ...questionnaireFeedback } as const;
  }
  return {
    kind: applied.isHindered ? 'rejected' : 'saved',
    isContinued: action === controls.actions.continue,
    ...questionnaireFeedback,
  } as const;
}

interface VerificationForm extends StepForm {
  toKeep: FileToKeep[];
  consent: Consent | undefined;
}

async function takeVerification(options: TakeOptions, step: VerificationForm) {
  const { services, requirePresence } = options;
  const { link, form, removals, files, toKeep, consent } = step;
  const action = firstOf(form.fields, controls.action);
  if (link.verification?.provider !== 'MANUAL') {
    return startHosted(options, step);
  }
  const isSubmission = action === controls.actions.submit;
  const provided = await withReceivedFiles(services, async (received) => {
    const uploads = await storeFiles(services, toKeep, received);
    const result = await perform(fillInVerification, link.recipient, {
      consent,
      removals: removals.flatMap(({ place, id }) => ('check' in place ? id : [])),
      uploads: uploads.flatMap(({ place, received: file }) =>
        'check' in place ? { check: place.check, received: file } : [],
      ),
      isSubmission,
      rejectedFiles: rejectedPlaces(link, files).checks,
      requirePresence,
    });
    noteRejections(files, uploads, result.files.rejections);
    return { result, keptIds: new Set(result.files.evidenceIds.values()) };
  });
  if (isSubmission) {
    const { isSubmitted, missingChecks, isConsentMissing } = provided;
    return isSubmitted
      ? ({ kind: 'done' } as const)
      : ({ kind: 'rejected', verification: { missingChecks, isConsentMissing } } as const);
  }
  return { kind: files.problems.size > 0 ? 'rejected' : 'saved' } as const;
}

async function startHosted(
  { language, requirePresence }: TakeOptions,
  { link, form, consent }: VerificationForm,
) {
  if (firstOf(form.fields, controls.action) !== controls.actions.start) {
    return { kind: 'saved' } as const;
  }
  try {
    const hosted = await perform(startHostedVerification, link.recipient, {
      language,
      consent,
      requirePresence,
    });
    return { kind: 'rejected', verification: { hosted } } as const;
  } catch (error) {
    if (error instanceof ConsentMissingError) {
      return { kind: 'rejected', verification: { isConsentMissing: true } } as const;
    }
    if (error instanceof ProviderUnavailableError) {
      return { kind: 'rejected', verification: { hosted: 'failed' } } as const;
    }
    throw error;
  }
}

/** The consent in a form; undefined if it contains none, or the recipient has given it before. */
function consentOf(
  { verification, tenant }: RequestLink,
  fields: FormFields,
  language: Language,
): Consent | undefined {
  if (firstOf(fields, controls.consent) !== 'given' || !verification || verification.consentedAt) {
    return undefined;
  }
  return {
    language,
    statement: consentStatement(
      language,
      cleanTitle(tenant.name),
      verification.checks,
      verification.provider === 'MANUAL' ? 'team' : 'provider',
    ),
  };
}
