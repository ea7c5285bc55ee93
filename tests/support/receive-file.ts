import { acceptedDocuments, maxFileBytes } from '../../src/domain/files/accepted-types.ts';
import { inspectFile } from '../../src/domain/files/inspect-file.ts';
import type { ReceivedFile } from '../../src/domain/files/received-file.ts';
import { storeFile } from '../../src/domain/files/store-file.ts';
import type { Services } from '../../src/domain/services.ts';
import { writeToDisk } from '../../src/intake/write-to-disk.ts';

interface ReceiveOptions {
  services: Pick<Services, 'allTenants' | 'files' | 'clock' | 'scanFile' | 'temporaryDir'>;
  content: AsyncIterable<Buffer>;
  name: string;
  /** The media types that are accepted; defaults to those of documents. */
  accepted?: ReadonlySet<string>;
}

/** Takes a file from its first byte to the store, as an upload does. */
export async function receiveFile(options: ReceiveOptions): Promise<ReceivedFile> {
  const { services, content, name, accepted = acceptedDocuments } = options;
  const { temporaryDir } = services;
  const file = await writeToDisk({ temporaryDir, content, name, maxBytes: maxFileBytes });
  try {
    const contentType = await inspectFile({ services, file, accepted });
    return await storeFile({ services, file, contentType });
  } finally {
    await file.discard();
  }
}
