import { drawPdf } from '../../support/draw-pdf.ts';
import { rawPdf, textAt } from '../../support/raw-pdf.ts';
import { imageOf } from '../../support/sample-documents.ts';
import { jpeg2000 } from '../../support/scanner-pictures.ts';
import type { CorpusCase, Expected } from '../corpus-case.ts';
import { sent } from './sent-case.ts';

/**
 * A case of a page that is a picture, with a line that a program has written on it. What both say is given as well, because
 * only the benchmark has the time to recognise it.
 */
function scanned(
  name: string,
  { stamp, picture }: { stamp: string; picture: readonly string[] },
  content: () => Buffer | Promise<Buffer>,
  expected: Readonly<Record<string, Expected>>,
): CorpusCase {
  const one = sent(name, 'pdf', content, expected);
  const pages = [[[stamp, ...picture.map((line) => line.replace('\t', ' | '))].join('\n')]];
  return { ...one, documents: one.documents.map((document) => ({ ...document, pages })) };
}

function stampedScan(
  name: string,
  page: { stamp: string; picture: readonly string[] },
  expected: Readonly<Record<string, Expected>>,
): CorpusCase {
  const draw = () => {
    const scan = imageOf(page.picture, { type: 'jpeg', width: 1_240, height: 1_754 });
    return drawPdf([
      (pen) => {
        pen.picture(scan, 0, 0, { width: 595, height: 842 });
        pen.text(page.stamp, 20, 10, { size: 9 });
      },
    ]);
  };
  return scanned(name, page, draw, expected);
}

const ofJpeg2000 = {
  stamp: 'Archive copy 2026-05-04 number 17',
  picture: ['Certificate of incorporation', 'Company number\t09876543'],
};

/** Scans that claim to have been read. */
export const sentScans = [
  stampedScan(
    'scan with the id of an envelope',
    {
      stamp: 'Envelope ID: 3F2504E0-4F89-41D3-9A0C-0305E82C3301',
      picture: ['Company registration number: 07654321', 'Number of employees: 42'],
    },
    { registration_number: '07654321', employee_count: 42 },
  ),
  stampedScan(
    'scan with the head of a fax',
    {
      stamp: '2026-03-02 14:05  FROM +49 221 555 0100  TO +44 20 7946 0000  P.1/1',
      picture: ['Company registration number: 04567891', 'Country of incorporation: Germany'],
    },
    { registration_number: '04567891', incorporation_country: 'DE' },
  ),
  scanned(
    'scan in JPEG 2000',
    ofJpeg2000,
    () =>
      rawPdf({
        content: `q 560 0 0 120 20 600 cm /Im Do Q ${textAt(20, 780, ofJpeg2000.stamp)}`,
        resources: '/XObject << /Im 10 0 R >>',
        objects: [
          {
            dictionary: '/Type /XObject /Subtype /Image /Width 900 /Height 188 /Filter /JPXDecode',
            stream: jpeg2000,
          },
        ],
      }),
    { registration_number: '09876543' },
  ),
];
