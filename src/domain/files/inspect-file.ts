import type { Services } from '../services.ts';
import { maxFileBytes } from './accepted-types.ts';
import { detectType } from './detect-type.ts';
import type { IncomingFile } from './incoming-file.ts';
import { FileRejectedError } from './received-file.ts';

interface InspectOptions {
  services: Pick<Services, 'scanFile'>;
  file: IncomingFile;
  /** The media types that are taken. */
  accepted: ReadonlySet<string>;
  /** How large it can be; defaults to 20 MiB. */
  maxBytes?: number;
}

/**
 * Detects a file's type from its content, and requires that the file can be kept.
 *
 * @throws FileRejectedError when it is empty or too large, its type is not accepted, or the scanner rejects it
 */
export async function inspectFile({
  services,
  file,
  accepted,
  maxBytes = maxFileBytes,
}: InspectOptions): Promise<string> {
  if (file.sizeBytes > maxBytes) {
    throw new FileRejectedError('too_large');
  }
  if (file.sizeBytes === 0) {
    throw new FileRejectedError('empty');
  }
  const contentType = await detectType(file);
  if (!accepted.has(contentType)) {
    throw new FileRejectedError('type_not_accepted');
  }
  if (!(await services.scanFile({ path: file.path, contentType }))) {
    throw new FileRejectedError('unsafe');
  }
  return contentType;
}
