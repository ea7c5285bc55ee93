import type { Readable } from 'node:stream';
import type { Services } from '../services.ts';
import { inspectFile } from './inspect-file.ts';
import type { ReceivedFile } from './received-file.ts';
import { storeFile } from './store-file.ts';
import { takeIn } from './take-in.ts';

interface ReceiveOptions {
  services: Pick<Services, 'allTenants' | 'files' | 'clock' | 'scanFile' | 'temporaryDir'>;
  /** Read to its end or its failure whatever becomes of the file, so that what follows it in a form can be read. */
  content: Readable;
  /** As the sender told it. */
  name: string;
  /** The media types that are taken. */
  accepted: ReadonlySet<string>;
}

/**
 * Takes a file in: writes it to disk as it comes, never holding it in memory, finds out what it is by its content, has it
 * scanned and keeps it in the store. Nothing of a file that is refused stays anywhere. Whoever receives a file owns it:
 * a row must come to name it, or it must be deleted again, for which there is `withReceivedFile`.
 *
 * @throws FileRefusedError for what the sender can be told: the file is empty or larger than 20 MiB, its type is not
 * accepted, the scanner refuses it, or it broke off
 */
export async function receiveFile({
  services,
  content,
  name,
  accepted,
}: ReceiveOptions): Promise<ReceivedFile> {
  const file = await takeIn({ services, content, name });
  try {
    const contentType = await inspectFile({ services, file, accepted });
    return await storeFile({ services, file, contentType });
  } finally {
    await file.discard();
  }
}
