import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { keepDocumentText } from '../../documents/document-text.ts';
import { fileKey } from '../../files/file-key.ts';
import type { Services } from '../../services.ts';
import { demoIds } from './demo-ids.ts';

const text = `Extract from the commercial register

Registered name: Harbour Light Trading Ltd
Trading names: Harbour Light
Registration number: 09876543
Date of incorporation: 4 May 2016
Country of incorporation: United Kingdom
Registered address: 12 Quayside, Bristol BS1 4RD, United Kingdom
Website: https://www.harbourlight.example
Directors: Amara Lindqvist, Tomas Reyes
`;

const content = Buffer.from(text);

/** The row of the demo tenant's document, without what says whose it is. */
export const demoDocument = {
  id: demoIds.document,
  name: 'register-extract.txt',
  contentType: 'text/plain',
  sizeBytes: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
  isKeptByTeam: true,
  readable: true,
};

/** Keeps its content and its text. To be called before its row is written; calling it again changes nothing. */
export async function keepDemoDocument(services: Pick<Services, 'files'>): Promise<void> {
  await services.files.put(fileKey(demoDocument.id), Readable.from([content], { objectMode: false }));
  await keepDocumentText(services, demoDocument.id, [text]);
}
