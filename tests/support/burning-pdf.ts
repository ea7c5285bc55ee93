/**
 * A small PDF whose forms each draw the next one twice, so that its page has 2^depth texts: reading it takes minutes.
 *
 * @param text makes files with different bytes of it
 */
export function burningPdf(text: string, depth = 40): Buffer {
  const stream = (dictionary: string, content: string) =>
    `<< ${dictionary} /Length ${content.length} >>\nstream\n${content}\nendstream`;
  const firstForm = 5;
  const formOf = (index: number): string => {
    const resources =
      index + 1 < depth
        ? `/XObject << /N ${firstForm + index + 1} 0 R >> /Font << /F 4 0 R >>`
        : '/Font << /F 4 0 R >>';
    return stream(
      `/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << ${resources} >>`,
      index + 1 < depth ? '/N Do /N Do' : `BT /F 12 Tf 50 700 Td (${text}) Tj ET`,
    );
  };
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /XObject << /N ${firstForm} 0 R >> >> /Contents ${firstForm + depth} 0 R >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...Array.from({ length: depth }, (_, index) => formOf(index)),
    stream('', '/N Do'),
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  file += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}
