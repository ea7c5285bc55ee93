/** The inside of a dictionary, with a stream if there is one. */
export type PdfObject = string | { dictionary: string; stream: string | Buffer };

/** A PDF of numbered objects, of which the first is its catalogue. */
export function assemblePdf(objects: ReadonlyMap<number, PdfObject>): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  for (const [id, object] of objects) {
    const { dictionary, stream } =
      typeof object === 'string' ? { dictionary: object, stream: undefined } : object;
    const data = stream === undefined ? undefined : Buffer.from(stream as string);
    parts.push(Buffer.from(`${id} 0 obj\n<< ${dictionary} ${data ? `/Length ${data.length}` : ''} >>\n`));
    if (data) {
      parts.push(Buffer.from('stream\n'), data, Buffer.from('\nendstream\n'));
    }
    parts.push(Buffer.from('endobj\n'));
  }
  // Without a table of its objects the library looks for them itself.
  parts.push(Buffer.from(`trailer\n<< /Root 1 0 R /Size ${Math.max(...objects.keys()) + 1} >>\n%%EOF\n`));
  return Buffer.concat(parts);
}
