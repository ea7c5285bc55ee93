import { Readable } from 'node:stream';
import { type Entry, fromBufferPromise } from 'yauzl';
import { evidentEncoding } from '../../text/text-encoding.ts';
import { type DocumentSource, reasons, UnreadableError } from '../read-document.ts';
import { elementsOf, type XmlElement } from './xml.ts';

/** For all parts read from a package together. A document with 20 MiB of text and tables unpacks to less. */
const maxUnpackedBytes = 256 * 1024 * 1024;

/** More parts than any document has. */
const maxParts = 20_000;

export interface Relationship {
  id: string;
  /** The last word of its type, such as `worksheet` or `header`. */
  type: string;
  /** The name of the part that it refers to. */
  target: string;
}

/** An Office document: a ZIP archive of XML parts that refer to each other. */
export interface OfficePackage {
  /**
   * The outermost matching elements of a part, in their order; none if the part does not exist.
   *
   * @param isWanted whether an element matches, by its name and its parent's
   */
  elements: (
    part: string | undefined,
    isWanted: (name: string, parent: string) => boolean,
  ) => AsyncGenerator<XmlElement>;
  /** The targets of a part's relationships, or of the package's own if no part is specified. Nothing outside the package. */
  relationships: (part?: string) => Promise<Relationship[]>;
  /** A part's bytes, such as those of a picture. */
  bytes: (part: string) => Promise<Buffer | undefined>;
}

/**
 * Opens an Office document. The unpacked bytes of its parts are counted, whatever sizes they declare.
 *
 * @throws UnreadableError from then on if they unpack to more than can be read
 */
export async function openPackage({ bytes, hasTime }: DocumentSource): Promise<OfficePackage> {
  const archive = await fromBufferPromise(bytes, { lazyEntries: true, autoClose: false });
  const entries = new Map<string, Entry>();
  let left = maxUnpackedBytes;
  for await (const entry of archive.eachEntry()) {
    if (entries.size >= maxParts) {
      throw new UnreadableError(reasons.tooLarge);
    }
    entries.set(keyOf(entry.fileName), entry);
  }

  async function* chunksOf(part: string): AsyncGenerator<Buffer> {
    const entry = entries.get(keyOf(part));
    const stream = entry ? await archive.openReadStreamPromise(entry) : Readable.from([]);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      left -= chunk.length;
      if (left < 0) {
        throw new UnreadableError(reasons.tooLarge);
      }
      if (!hasTime()) {
        return;
      }
      yield chunk;
    }
  }

  async function* elements(
    part: string | undefined,
    isWanted: (name: string, parent: string) => boolean,
  ): AsyncGenerator<XmlElement> {
    if (part !== undefined) {
      yield* elementsOf(textOf(chunksOf(part)), isWanted);
    }
  }

  return {
    elements,
    relationships: async (part = '') => {
      const found: Relationship[] = [];
      for await (const { attributes } of elements(relationshipsOf(part), (name) => name === 'Relationship')) {
        const { Id: id = '', Type: type = '', Target: target = '', TargetMode: mode } = attributes;
        if (mode !== 'External') {
          found.push({ id, type: type.split('/').at(-1) ?? '', target: resolve(part, target) });
        }
      }
      return found;
    },
    bytes: async (part) => {
      const chunks: Buffer[] = [];
      for await (const chunk of chunksOf(part)) {
        chunks.push(chunk);
      }
      return chunks.length === 0 ? undefined : Buffer.concat(chunks);
    },
  };
}

/** Names of parts can differ in letter case from references to them, and are written with either slash. */
const keyOf = (name: string): string => name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();

const relationshipsOf = (part: string): string => part.replace(/[^/]*$/, (file) => `_rels/${file}.rels`);

/** The path of a target, resolved from the folder of the part that refers to it. */
const resolve = (part: string, target: string): string =>
  decodeURI(new URL(target, `package:/${part}`).pathname).slice(1);

async function* textOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const chunk of chunks) {
    if (decoder === undefined) {
      const encoding = evidentEncoding(chunk, { isCut: true });
      decoder = new TextDecoder(encoding?.startsWith('utf-16') ? encoding : 'utf-8');
    }
    yield decoder.decode(chunk, { stream: true });
  }
}
