import type { VerificationCheck } from '../../database/client/client.ts';
import {
  acceptedDocuments,
  acceptedEvidence,
  maxEvidenceBytes,
  maxFileBytes,
} from '../../domain/files/accepted-types.ts';
import { cleanName } from '../../domain/files/clean-name.ts';
import type { IncomingFile } from '../../domain/files/incoming-file.ts';
import { inspectFile } from '../../domain/files/inspect-file.ts';
import { FileRejectedError, type ReceivedFile } from '../../domain/files/received-file.ts';
import { storeFile } from '../../domain/files/store-file.ts';
import type { UploadRejection } from '../../domain/recipients/upload-rejection.ts';
import type { Services } from '../../domain/services.ts';
import { BodyRejectedError } from '../../intake/body-rejected-error.ts';
import type { AnnouncedFile } from '../../intake/receive-part.ts';
import { controls, type FileProblem } from '../views/views.ts';
import { type AskedFor, type FilePlace, placeOf } from './places.ts';
import { type Form, type FormFields, maxRemovals, maxUploads } from './read-form.ts';

/** The outcome of a form's files. */
export interface FilesTaken {
  /** The controls that a file came for, or that one was to be removed from. */
  controls: Set<string>;
  /** Files that were not accepted, by control. */
  problems: Map<string, FileProblem[]>;
  /** Files that came when the link or its step was closed already, and were not kept. */
  late: { control: string; name: string }[];
}

export const noFilesTaken = (): FilesTaken => ({ controls: new Set(), problems: new Map(), late: [] });

/**
 * Which files of a form are read: those that the link requests, while it is open, up to as many as a form can add. Those
 * that arrive too late are noted by their names. A file input without a chosen file sends an empty one without a name.
 *
 * @throws BodyRejectedError by `requireFew`, once the form was read, when there were more
 */
export function chooseFiles(link: AskedFor & { isOpen: boolean }, taken: FilesTaken) {
  let count = 0;
  return {
    accepts: ({ name, fileName }: AnnouncedFile): boolean => {
      if (fileName === '' || !placeOf(link, name)) {
        return false;
      }
      if (!link.isOpen) {
        taken.late.push({ control: name, name: cleanName(fileName) });
        return false;
      }
      count += 1;
      return count <= maxUploads;
    },
    requireFew: (): void => {
      if (count > maxUploads) {
        throw new BodyRejectedError(400, `A form can add at most ${maxUploads} files.`);
      }
    },
  };
}

/** A file of a form that can be kept, and the type that its content has. */
export interface FileToKeep {
  control: string;
  place: FilePlace;
  file: IncomingFile;
  contentType: string;
}

/** Inspects the files of a form, and notes those that are not accepted. Nothing is stored yet. */
export async function inspectFiles(
  services: Services,
  {
    link,
    files,
    taken,
    hasConsent,
  }: { link: AskedFor; files: Form['files']; taken: FilesTaken; hasConsent: boolean },
): Promise<FileToKeep[]> {
  const found: FileToKeep[] = [];
  for (const { control, file } of files) {
    const place = placeOf(link, control);
    if (!place) {
      continue;
    }
    taken.controls.add(control);
    const isEvidence = 'check' in place;
    if (isEvidence && !hasConsent) {
      addProblem(taken, control, { name: cleanName(file.name), reason: 'consent_missing' });
      continue;
    }
    try {
      const accepted = isEvidence ? acceptedEvidence[place.check] : acceptedDocuments;
      const maxBytes = isEvidence ? maxEvidenceBytes[place.check] : maxFileBytes;
      const contentType = await inspectFile({ services, file, accepted, maxBytes });
      found.push({ control, place, file, contentType });
    } catch (error) {
      if (!(error instanceof FileRejectedError)) {
        throw error;
      }
      addProblem(taken, control, { name: cleanName(file.name), reason: error.reason });
    }
  }
  return found;
}

/** A file of a form in the store, which needs a row. */
export type StoredUpload = Pick<FileToKeep, 'control' | 'place'> & { received: ReceivedFile };

/** Keeps files in the store, one after the other. @param received gets each as soon as it is there */
export async function storeFiles(
  services: Services,
  files: readonly FileToKeep[],
  received: ReceivedFile[],
): Promise<StoredUpload[]> {
  const uploads: StoredUpload[] = [];
  for (const { control, place, file, contentType } of files) {
    const stored = await storeFile({ services, file, contentType });
    received.push(stored);
    uploads.push({ control, place, received: stored });
  }
  return uploads;
}

/** Notes the files that there was no room for. */
export function noteRejections(
  taken: FilesTaken,
  uploads: readonly StoredUpload[],
  rejections: ReadonlyMap<string, UploadRejection>,
): void {
  for (const { control, received } of uploads) {
    const reason = rejections.get(received.id);
    if (reason !== undefined) {
      addProblem(taken, control, { name: received.name, reason });
    }
  }
}

function addProblem({ problems }: FilesTaken, control: string, problem: FileProblem): void {
  const known = problems.get(control);
  if (known) {
    known.push(problem);
  } else {
    problems.set(control, [problem]);
  }
}

/** A file that a form removes. */
export interface Removal {
  control: string;
  place: FilePlace;
  id: string;
}

/**
 * The files that a form removes, each once.
 *
 * @throws BodyRejectedError when it lists more than ten, even if they are the same one
 */
export function findRemovals(link: AskedFor, fields: FormFields): Removal[] {
  const marked = [...fields].filter(([name]) => name.startsWith(removePrefix));
  if (marked.reduce((sum, [, ids]) => sum + ids.length, 0) > maxRemovals) {
    throw new BodyRejectedError(400, `A form can remove at most ${maxRemovals} files.`);
  }
  return marked.flatMap(([name, ids]) => {
    const control = name.slice(removePrefix.length);
    const place = placeOf(link, control);
    return place ? [...new Set(ids)].map((id) => ({ control, place, id })) : [];
  });
}

const removePrefix = controls.remove('');

/** The questions and the checks that a file was sent for and not accepted. */
export function rejectedPlaces(
  link: AskedFor,
  { problems }: FilesTaken,
): { questionIds: Set<string>; checks: Set<VerificationCheck> } {
  const places = [...problems.keys()].flatMap((control) => placeOf(link, control) ?? []);
  return {
    questionIds: new Set(places.flatMap((place) => ('question' in place ? place.question.id : []))),
    checks: new Set(places.flatMap((place) => ('check' in place ? place.check : []))),
  };
}
