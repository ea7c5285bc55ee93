import { crc32 } from 'node:zlib';

/** The smallest contents that are what they are called, made anew with `seed` where the bytes must differ. */
export const samples = {
  pdf: (seed = '') =>
    Buffer.from(`%PDF-1.4\n%${seed}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`),
  jpeg: (seed = '') =>
    Buffer.concat([
      Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
      Buffer.from(seed),
      Buffer.from('ffd9', 'hex'),
    ]),
  png: () =>
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
      'base64',
    ),
  webp: () => Buffer.from('524946461a000000574542505650384c0d0000002f0000001007101111888808fe0700', 'hex'),
  heic: () => isoMedia('heic'),
  mp4: (seed = '') => Buffer.concat([isoMedia('isom'), Buffer.from(seed)]),
  quicktime: () => isoMedia('qt  '),
  webm: () => Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d4287810242858102', 'hex'),
  docx: () => officeDocument('word/document.xml', 'wordprocessingml.document'),
  xlsx: () => officeDocument('xl/workbook.xml', 'spreadsheetml.sheet'),
  zip: () => zip({ 'notes.txt': 'Nothing' }),
  windowsProgram: () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]),
  linuxProgram: () => Buffer.concat([Buffer.from('7f454c4602010100', 'hex'), Buffer.alloc(200)]),
  script: () => Buffer.from('#!/bin/sh\necho hello\n'),
} as const;

/** The first box of a file in ISO's base media format, which names its brand. */
function isoMedia(brand: string): Buffer {
  const box = Buffer.alloc(32);
  box.writeUInt32BE(32, 0);
  box.write(`ftyp${brand}`, 4, 'latin1');
  box.write(brand, 16, 'latin1');
  return box;
}

const officeDocument = (mainPart: string, kind: string) =>
  zip({
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${mainPart}" ContentType="application/vnd.openxmlformats-officedocument.${kind}.main+xml"/></Types>`,
    [mainPart]: '<?xml version="1.0"?><part/>',
  });

/** An archive whose files are stored as they are. */
function zip(files: Record<string, string>): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const content = Buffer.from(text);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), content]);
    const position = Buffer.alloc(14);
    position.writeUInt32LE(offset, 10);
    entries.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), common, position, Buffer.from(name)]),
    );
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06'), end]);
}
