import type { VerificationCheck } from '../database/client/client.ts';
import { acceptedDocuments, acceptedEvidence } from '../domain/files/accepted-types.ts';
import { cleanName } from '../domain/files/clean-name.ts';
import { receiveFile } from '../domain/files/receive-file.ts';
import { FileRefusedError } from '../domain/files/received-file.ts';
import type { RequestLink } from '../domain/recipients/follow-link.ts';
import { LinkClosedError } from '../domain/recipients/recipient.ts';
import { removeAnswerFile } from '../domain/recipients/remove-answer-file.ts';
import { removeEvidence } from '../domain/recipients/remove-evidence.ts';
import { uploadAnswerFile } from '../domain/recipients/upload-answer-file.ts';
import { uploadEvidence } from '../domain/recipients/upload-evidence.ts';
import { UploadRefusedError } from '../domain/recipients/upload-refused.ts';
import { NotFoundError } from '../errors.ts';
import type { FormFields, FormFile } from './read-form.ts';
import type { FileProblem } from './views.ts';

/** Where a control's files belong: to a question of type FILE, or to a check of the verification. */
type FilePlace = { questionId: string } | { check: VerificationCheck };

/** What became of the files of a form. */
export interface FilesTaken {
  /** The controls that a file came for, or that one was to be removed from. */
  controls: Set<string>;
  /** Files that were not taken in, by control. */
  problems: Map<string, FileProblem[]>;
  /** Whether the link or its step was closed before all files were dealt with. */
  isClosed: boolean;
}

export const noFilesTaken = (): FilesTaken => ({ controls: new Set(), problems: new Map(), isClosed: false });

/** Takes one file of a form in and notes what became of it. The file's content is read to its end in every case. */
export async function takeFile(link: RequestLink, file: FormFile, taken: FilesTaken): Promise<void> {
  const place = placeOf(file.control);
  // A file input that nobody has put a file into sends an empty one without a name.
  if (!place || file.name === '' || link.state !== 'open') {
    taken.isClosed ||= file.name !== '' && link.state !== 'open';
    file.content.resume();
    return;
  }
  taken.controls.add(file.control);
  const problem = await keep(link, place, file).catch((error: unknown) => {
    if (!(error instanceof LinkClosedError)) {
      throw error;
    }
    taken.isClosed = true;
    return undefined;
  });
  if (problem) {
    taken.problems.set(file.control, [...(taken.problems.get(file.control) ?? []), problem]);
  }
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
    throw error;
  }
}

/** Takes away the files that were marked to be removed. @throws LinkClosedError */
export async function removeFiles(
  { recipient }: RequestLink,
  fields: FormFields,
  taken: FilesTaken,
): Promise<void> {
  for (const [name, ids] of fields) {
    const control = /^remove\.(.+)$/.exec(name)?.[1];
    const place = control === undefined ? undefined : placeOf(control);
    if (control === undefined || !place) {
      continue;
    }
    taken.controls.add(control);
    for (const id of ids) {
      await ('check' in place
        ? removeEvidence(recipient, { evidenceId: id })
        : removeAnswerFile(recipient, { ...place, documentId: id })
      ).catch(ignoreUnknown);
    }
  }
}

/** What a form names and the recipient's request does not have is nothing of theirs. */
function ignoreUnknown(error: unknown): void {
  if (!(error instanceof NotFoundError)) {
    throw error;
  }
}

function placeOf(control: string): FilePlace | undefined {
  const questionId = /^file\.(.+)$/.exec(control)?.[1];
  if (questionId !== undefined) {
    return { questionId };
  }
  const check = /^evidence\.(.+)$/.exec(control)?.[1];
  return check !== undefined && Object.hasOwn(acceptedEvidence, check)
    ? { check: check as VerificationCheck }
    : undefined;
}
