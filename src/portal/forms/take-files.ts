import type { VerificationCheck } from '../../database/client/client.ts';
import { acceptedDocuments, acceptedEvidence } from '../../domain/files/accepted-types.ts';
import { cleanName } from '../../domain/files/clean-name.ts';
import { receiveFile } from '../../domain/files/receive-file.ts';
import { FileRefusedError } from '../../domain/files/received-file.ts';
import type { VersionQuestion } from '../../domain/questionnaires/read-version.ts';
import type { Link, RequestLink } from '../../domain/recipients/follow-link.ts';
import { LinkClosedError } from '../../domain/recipients/recipient.ts';
import { removeAnswerFile } from '../../domain/recipients/remove-answer-file.ts';
import { removeEvidence } from '../../domain/recipients/remove-evidence.ts';
import { uploadAnswerFile } from '../../domain/recipients/upload-answer-file.ts';
import { uploadEvidence } from '../../domain/recipients/upload-evidence.ts';
import { UploadRefusedError } from '../../domain/recipients/upload-refused.ts';
import { ConflictError } from '../../errors.ts';
import type { FileProblem } from '../views/views.ts';
import type { FormFields, FormFile } from './read-form.ts';

/** Where a control's files belong: to a question of type FILE, or to a check of the verification. */
type FilePlace = { questionId: string } | { check: VerificationCheck };

/** What became of the files of a form. */
export interface FilesTaken {
  /** The controls that a file came for, or that one was to be removed from. */
  controls: Set<string>;
  /** Files that were not taken in, by control. */
  problems: Map<string, FileProblem[]>;
  /** Files that came when the link or its step was closed already, and were not kept. */
  late: { control: string; name: string }[];
}

export const noFilesTaken = (): FilesTaken => ({ controls: new Set(), problems: new Map(), late: [] });

/** Takes one file of a form in and notes what became of it. The file's content is read to its end in every case. */
export async function takeFile(link: Link, file: FormFile, taken: FilesTaken): Promise<void> {
  const { control, name, content } = file;
  const place = placeOf(control);
  // A file input that nobody has put a file into sends an empty one without a name.
  if (!place || name === '') {
    content.resume();
    return;
  }
  if (!('recipient' in link) || link.state !== 'open') {
    taken.late.push({ control, name: cleanName(name) });
    content.resume();
    return;
  }
  if (!asksFor(link, place)) {
    content.resume();
    return;
  }
  taken.controls.add(control);
  try {
    const problem = await keep(link, place, file);
    if (problem) {
      taken.problems.set(control, [...(taken.problems.get(control) ?? []), problem]);
    }
  } catch (error) {
    if (!(error instanceof LinkClosedError)) {
      throw error;
    }
    taken.late.push({ control, name: cleanName(name) });
  }
}

/** Whether the request has such a place. What a form names beyond it is nothing, and nothing is stored for it. */
function asksFor({ questionnaire, verification }: RequestLink, place: FilePlace): boolean {
  if ('check' in place) {
    return verification?.checks.includes(place.check) ?? false;
  }
  const isNamed = ({ id, type }: VersionQuestion) => id === place.questionId && type === 'FILE';
  return questionnaire?.questions.some(isNamed) ?? false;
}

async function keep(
  { recipient }: RequestLink,
  place: FilePlace,
  { name, content }: FormFile,
): Promise<FileProblem | undefined> {
  const accepted = 'check' in place ? acceptedEvidence[place.check] : acceptedDocuments;
  try {
    const received = await receiveFile({ services: recipient.services, content, name, accepted });
    await ('check' in place
      ? uploadEvidence(recipient, { ...place, received })
      : uploadAnswerFile(recipient, { ...place, received }));
    return undefined;
  } catch (error) {
    if (error instanceof FileRefusedError || error instanceof UploadRefusedError) {
      return { name: cleanName(name), reason: error.reason };
    }
    // A quota is full. Which one is the team's business, not the recipient's.
    if (error instanceof ConflictError) {
      return { name: cleanName(name), reason: 'too_many' };
    }
    throw error;
  }
}

/** Takes away the files that were marked to be removed. @throws LinkClosedError */
export async function removeFiles(link: RequestLink, fields: FormFields, taken: FilesTaken): Promise<void> {
  for (const [name, ids] of fields) {
    const control = /^remove\.(.+)$/.exec(name)?.[1] ?? '';
    const place = placeOf(control);
    if (!place || !asksFor(link, place)) {
      continue;
    }
    taken.controls.add(control);
    for (const id of ids) {
      await ('check' in place
        ? removeEvidence(link.recipient, { evidenceId: id })
        : removeAnswerFile(link.recipient, { ...place, documentId: id }));
    }
  }
}

/** The questions and the checks that a file was given for and not taken. */
export function refusedPlaces({ problems }: FilesTaken): {
  questionIds: Set<string>;
  checks: Set<VerificationCheck>;
} {
  const places = [...problems.keys()].flatMap((control) => placeOf(control) ?? []);
  return {
    questionIds: new Set(places.flatMap((place) => ('questionId' in place ? place.questionId : []))),
    checks: new Set(places.flatMap((place) => ('check' in place ? place.check : []))),
  };
}

/** Where the files of a control belong; undefined for a control that takes none. */
export function placeOf(control: string): FilePlace | undefined {
  const questionId = /^file\.(.+)$/.exec(control)?.[1];
  if (questionId !== undefined) {
    return { questionId };
  }
  const check = /^evidence\.(.+)$/.exec(control)?.[1];
  return check !== undefined && Object.hasOwn(acceptedEvidence, check)
    ? { check: check as VerificationCheck }
    : undefined;
}
