import { constants, crc32, deflateRawSync, deflateSync } from 'node:zlib';

const mebibyte = 1024 * 1024;

/** A deflated stream of so many mebibytes, made of one that is repeated: each part ends on a byte and looks back at nothing. */
export function deflatedBomb(mebibytes: number, content: string): Buffer {
  const part = deflateRawSync(Buffer.alloc(mebibyte, content), { finishFlush: constants.Z_FULL_FLUSH });
  return Buffer.concat([...Array<Buffer>(mebibytes).fill(part), deflateRawSync(Buffer.alloc(0))]);
}

/** An Office document one of whose parts unpacks to so many mebibytes. Its other parts are as in `document`. */
export function officeBomb(
  document: Buffer,
  { part, mebibytes }: { part: string; mebibytes: number },
): Buffer {
  const bomb = deflatedBomb(mebibytes, `<a>${' '.repeat(1017)}</a>`);
  const entries = entriesOf(document).map((entry) =>
    entry.name === part ? { ...entry, method: 8, data: bomb, size: mebibytes * mebibyte } : entry,
  );
  return zipOf(entries);
}

/** An Office document one of whose parts is another than it was. */
export function withPart(document: Buffer, part: string, content: string): Buffer {
  const data = Buffer.from(content);
  return zipOf(
    entriesOf(document).map((entry) =>
      entry.name === part ? { name: part, method: 0, crc: crc32(data), size: data.length, data } : entry,
    ),
  );
}

/** A ZIP archive of some texts, not compressed. */
export function zipOfTexts(parts: Readonly<Record<string, string | Buffer>>): Buffer {
  return zipOf(
    Object.entries(parts).map(([name, content]) => {
      const data = Buffer.from(content as string);
      return { name, method: 0, crc: crc32(data), size: data.length, data };
    }),
  );
}

interface Entry {
  name: string;
  method: number;
  crc: number;
  size: number;
  data: Buffer;
}

function entriesOf(archive: Buffer): Entry[] {
  const end = archive.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const entries: Entry[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const nameLength = archive.readUInt16LE(at + 28);
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    entries.push({
      name: archive.toString('utf8', at + 46, at + 46 + nameLength),
      method: archive.readUInt16LE(at + 10),
      crc: archive.readUInt32LE(at + 16),
      size: archive.readUInt32LE(at + 24),
      data: archive.subarray(start, start + archive.readUInt32LE(at + 20)),
    });
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return entries;
}

function zipOf(entries: readonly Entry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, method, crc, size, data } of entries) {
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(crc, 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(size % 2 ** 32, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const position = Buffer.alloc(14);
    position.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), data]);
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), common, position, Buffer.from(name)]),
    );
    locals.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(Buffer.concat(directory).length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, ...directory, Buffer.from('PK\x05\x06', 'latin1'), end]);
}

/** A PDF whose only page is written in so many mebibytes of spaces. */
export function pdfBomb(mebibytes: number): Buffer {
  const stream = Buffer.concat([Buffer.from('789c', 'hex'), deflatedBomb(mebibytes, ' ')]);
  return Buffer.concat([
    Buffer.from(
      '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
        '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj\n' +
        `4 0 obj<</Length ${stream.length}/Filter/FlateDecode>>stream\n`,
    ),
    stream,
    Buffer.from('\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
  ]);
}

/** A picture of a few kilobytes with so many black dots on each side. */
export function pngBomb(side: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head[8] = 1;
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const framed = Buffer.alloc(body.length + 8);
    framed.writeUInt32BE(data.length, 0);
    body.copy(framed, 4);
    framed.writeUInt32BE(crc32(body), body.length + 4);
    return framed;
  };
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc((Math.ceil(side / 8) + 1) * side))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
