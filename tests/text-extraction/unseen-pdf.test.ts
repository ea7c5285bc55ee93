import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { drawPdf } from '../support/draw-pdf.ts';
import { rawPdf, textAt } from '../support/raw-pdf.ts';
import { readPagesOf } from '../support/read-text-of.ts';
import { imageOf } from '../support/sample-documents.ts';

type Options = Parameters<typeof rawPdf>[0];

const read = async (options: Options) => {
  const pages = await readPagesOf('pdf', rawPdf(options));
  return Array.isArray(pages) ? pages.join('\f') : pages;
};

const seat = textAt(50, 700, 'Seat: Oslo');
/** Whether a number is read that is painted after something and before something else. */
const isSeen = async (before: string, after = '', options: Partial<Options> = {}) => {
  const content = `${seat} q ${before} ${textAt(50, 600, 'Number: 11111111')} Q ${after}`;
  const text = await read({ content, ...options });
  expect(['Seat: Oslo', 'Seat: Oslo\nNumber: 11111111']).toContain(text);
  return text !== 'Seat: Oslo';
};

/** A picture of one pixel, painted over most of the page. */
const picture = 'q 500 0 0 700 20 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u0080 EI Q\n';

const layers = (state: string) =>
  ({
    objects: ['/Type /OCG /Name (Notes)', '/Type /OCG /Name (Base)'],
    catalog: `/OCProperties << /OCGs [10 0 R 11 0 R] /D << ${state} >> >>`,
    resources: '/Properties << /L1 10 0 R /L2 11 0 R >>',
  }) satisfies Partial<Options>;

describe('text of a PDF that is not seen', () => {
  it.each([
    ['invisible, without a picture', '3 Tr', ''],
    ['white', '1 g', ''],
    ['white, in another colour space', '1 1 1 rg', ''],
    ['nearly white', '0.99 0.99 0.98 rg', ''],
    ['in the colour of the box behind it', '0.2 0.4 0.6 rg 40 590 200 30 re f', ''],
    ['clear', '/G0 gs', ''],
    ['outside of the page', '1 0 0 1 700 0 cm', ''],
    ['tiny', '0.05 0 0 0.05 50 600 cm', ''],
    ['covered by a box', '', '0 g 40 590 200 30 re f'],
    ['covered by a white box', '', '1 g 40 590 200 30 re f'],
    ['covered by a box of lines', '', '0 g 40 590 m 240 590 l 240 620 l 40 620 l h f'],
    ['covered by a thick line', '', '0 G 20 w 40 604 m 240 604 l S'],
    ['struck through by a line', '', '0 G 1 w 50 603.6 m 152 603.6 l S'],
    ['struck through by a flat box', '', '1 0 0 rg 50 603 102 0.8 re f'],
  ])('text of a PDF that is not seen is left out: %s', async (_, before, after) => {
    expect(await isSeen(before, after, { resources: '/ExtGState << /G0 << /ca 0 /CA 0 >> >>' })).toBe(false);
  });

  it.each([
    ['invisible over a picture', `${picture} 3 Tr`, ''],
    ['invisible below a picture', '3 Tr', picture],
    ['white on a box', '0 0.2 0.4 rg 40 590 200 30 re f 1 g', ''],
    ['white on a picture', `${picture} 1 g`, ''],
    ['white with a dark outline', '1 g 0 G 2 Tr', ''],
    ['on a box of another colour', '0.9 g 40 590 200 30 re f 0 g', ''],
    ['below a clear box', '', '/G1 gs 1 1 0 rg 40 590 200 30 re f'],
    ['below a multiplied box', '', '/G2 gs 1 1 0 rg 40 590 200 30 re f'],
    ['below a large box that is cut to a small one', '', 'q 300 300 50 50 re W n 1 g 0 0 600 800 re f Q'],
    ['below a box that is cut to a shape', '', 'q 50 600 m 60 610 l 55 640 l h W n 0 g 0 0 600 800 re f Q'],
    ['underlined', '', '0 G 1 w 50 598 m 145 598 l S'],
    ['below the line of a table', '', '0 G 1 w 20 603.6 m 580 603.6 l S'],
    ['painted over by a picture', '', picture],
    ['light, but seen', '0.8 g', ''],
  ])('text of a PDF that is not seen is read: %s', async (_, before, after) => {
    expect(
      await isSeen(before, after, {
        resources: '/ExtGState << /G1 << /ca 0.4 >> /G2 << /BM /Multiply >> >>',
      }),
    ).toBe(true);
  });

  it('text of a PDF that is not seen is part of a line of which the rest is read', async () => {
    const words = `BT /F1 12 Tf 1 0 0 1 50 600 Tm (Number: ) Tj 1 g (11111111) Tj 0 g ( 22222222) Tj ET`;
    expect(await read({ content: words })).toBe('Number: 22222222');
    const struck = `${textAt(50, 600, 'Number: 11111111 22222222')} 0 G 1 w 100 603.6 m 148 603.6 l S`;
    expect(await read({ content: struck })).toBe('Number: 22222222');
    const saved = readFile(new URL('samples/struck.pdf', import.meta.url));
    expect(await readPagesOf('pdf', saved)).toEqual(['Number: 22222222\nSeat: Oslo']);
  });

  it('text of a PDF that is not seen is struck through or marked to be blacked out by an annotation', async () => {
    const content = `${seat}${textAt(50, 600, 'Number: 11111111 22222222')}`;
    const quad = '/Rect [96 596 150 612] /QuadPoints [98 612 148 612 98 597 148 597]';
    for (const subtype of ['StrikeOut', 'Redact']) {
      expect(await read({ content, annotations: [`/Subtype /${subtype} ${quad}`] })).toBe(
        'Seat: Oslo\nNumber: 22222222',
      );
    }
    for (const annotation of [
      `/Subtype /Highlight ${quad}`,
      `/Subtype /StrikeOut /F 2 ${quad}`,
      `/Subtype /Underline ${quad}`,
    ]) {
      expect(await read({ content, annotations: [annotation] })).toBe(
        'Seat: Oslo\nNumber: 11111111 22222222',
      );
    }
  });

  it('text of a PDF that is not seen is on a layer that is off', async () => {
    const [off, on] = ['/OFF [10 0 R]', '/ON [10 0 R 11 0 R]'];
    expect(await isSeen('/OC /L1 BDC', 'EMC', layers(off))).toBe(false);
    expect(await isSeen('/OC /L1 BDC', 'EMC', layers(on))).toBe(true);
    expect(await isSeen('/OC /L2 BDC', 'EMC', layers(off))).toBe(true);
    expect(await isSeen('/OC /L2 BDC', 'EMC', layers('/BaseState /OFF /ON [10 0 R]'))).toBe(false);
  });

  it('text of a PDF that is not seen is a shadow of text that is read', async () => {
    const twice = `1 g ${textAt(50.4, 599.6, 'Number: 22222222')} 0 g ${textAt(50, 600, 'Number: 22222222')}`;
    expect(await read({ content: twice })).toBe('Number: 22222222');
    const later = `0 g ${textAt(50, 600, 'Number: 22222222')} 1 g ${textAt(50.4, 599.6, 'Number: 22222222')}`;
    expect(await read({ content: later })).toBe('Number: 22222222');
  });

  it('recognised text that lies below a scan in a PDF is read', async () => {
    const picture = imageOf(['Seat', 'Oslo'], { type: 'jpeg' });
    const pdf = drawPdf([
      (pen) => {
        pen.picture(picture, 0, 0, { width: 595, height: 842 });
        pen.paint('BT /F1 12 Tf 3 Tr ET');
      },
    ]);
    expect(await readPagesOf('pdf', pdf)).toEqual(['']);
  });
});

describe('letters that are set apart', () => {
  it('letters that are set apart are words', async () => {
    const spaced = (text: string, spacing: number) => textAt(50, 600, text, `${spacing} Tc`);
    expect(await read({ content: `${seat}${spaced('Registered number: 07654321', 4)}` })).toBe(
      'Seat: Oslo\nRegistered number: 07654321',
    );
    expect(await read({ content: `${seat}${spaced('SCHEDULE OF FEES', 9)}` })).toBe(
      'Seat: Oslo\nSCHEDULE OF FEES',
    );
    const single = [...'07654321'].map((digit, index) => textAt(50 + index * 14, 600, digit)).join('');
    expect(await read({ content: `${seat}${single}` })).toBe('Seat: Oslo\n07654321');
    const byOffsets = `BT /F1 12 Tf 1 0 0 1 50 600 Tm [${[...'BERG'].map((letter) => `(${letter}) -400`).join(' ')} -900 ${[...'LTD'].map((letter) => `(${letter}) -400`).join(' ')}] TJ ET`;
    expect(await read({ content: `${seat}${byOffsets}` })).toBe('Seat: Oslo\nBERG LTD');
  });

  it('letters that are set apart are no words where they are figures of a table, or have always been apart', async () => {
    expect(await read({ content: textAt(50, 600, '1 2 3 4 5 6') })).toBe('1 2 3 4 5 6');
    const cells = [1, 2, 3, 4, 5].map((digit) => textAt(50 + digit * 60, 600, String(digit))).join('');
    expect(await read({ content: cells })).toBe('1 | 2 | 3 | 4 | 5');
    expect(await read({ content: textAt(50, 600, 'A plain line of text', '0.3 Tc') })).toBe(
      'A plain line of text',
    );
  });
});

describe('a form in a PDF', () => {
  const field = (content: string) => `/Subtype /Widget /Rect [120 590 300 610] /F 4 ${content}`;
  const form = async (content: string) =>
    read({
      content: textAt(50, 595, 'Field:'),
      annotations: [field(content)],
      catalog: '/AcroForm << /Fields [10 0 R] /DA (/F1 12 Tf) >>',
    });

  it('a form in a PDF shows what is chosen, not what is sent for it', async () => {
    const choice = '/FT /Ch /T (a)';
    expect(await form(`${choice} /Ff 131072 /Opt [[(10) (1-10)] [(250) (51-250)]] /V (250)`)).toBe(
      'Field: | 51-250',
    );
    expect(await form(`${choice} /Opt [[(1) (Germany)] [(2) (France)]] /V (2)`)).toBe('Field: | France');
    expect(await form(`${choice} /Ff 2097152 /Opt [[(a) (UN)] [(b) (EU)] [(c) (OFAC)]] /V [(a) (c)]`)).toBe(
      'Field: | UN, OFAC',
    );
    expect(await form(`${choice} /Ff 393216 /Opt [(UN) (EU)] /V (Other list)`)).toBe('Field: | Other list');
    expect(await form(`${choice} /Opt [(UN) (EU)] /V (EU)`)).toBe('Field: | EU');
  });

  it('a form in a PDF shows what is filled in, but not what is hidden or secret', async () => {
    expect(await form('/FT /Tx /T (a) /V (Anna Berg)')).toBe('Field: | Anna Berg');
    expect(await form('/FT /Tx /T (a) /V (Anna Berg)'.replace('/FT', '/F 2 /FT'))).toBe('Field:');
    expect(await form('/FT /Tx /T (a) /Ff 8192 /V (secret)')).toBe('Field:');
    expect(
      await read({
        content: '',
        annotations: ['/Subtype /FreeText /Rect [50 590 200 610] /Contents (Typed) /F 32'],
      }),
    ).toBe('');
  });
});

describe('an XFA form', () => {
  const field = (name: string, caption: string, rest = '<ui><textEdit/></ui>', more = '') =>
    `<field name="${name}" w="6in" h="0.3in" ${more}>${rest}<caption reserve="2in"><value><text>${caption}</text></value></caption></field>`;
  const xfa = (fields: string, data: string) => {
    const template = `<template xmlns="http://www.xfa.org/schema/xfa-template/3.3/"><subform name="form1" layout="tb"><pageSet><pageArea name="Page1" id="Page1"><contentArea x="0.25in" y="0.25in" w="8in" h="10.5in"/><medium stock="letter" short="8.5in" long="11in"/></pageArea></pageSet><subform name="body" w="8in" layout="tb">${fields}</subform></subform></template>`;
    const datasets = `<xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data><form1><body>${data}</body></form1></xfa:data></xfa:datasets>`;
    return rawPdf({
      content: textAt(50, 700, 'Please wait while the form is loaded.'),
      catalog: '/AcroForm << /Fields [] /XFA 10 0 R >> /NeedsRendering true',
      objects: [
        {
          dictionary: '',
          stream: `<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/">${template}${datasets}</xdp:xdp>`,
        },
      ],
    });
  };

  it('an XFA form is read as it is filled in', async () => {
    const list =
      '<ui><choiceList/></ui><items save="1"><text>1</text><text>2</text></items><items><text>BaFin</text><text>FCA</text></items>';
    const pdf = xfa(
      field('number', 'Company number') +
        field('regulator', 'Regulator', list) +
        field('secret', 'Note', undefined, 'presence="hidden"'),
      '<number>07654321</number><regulator>2</regulator><secret>99999999</secret>',
    );
    expect(await readPagesOf('pdf', pdf)).toEqual(['Company number: 07654321\nRegulator: FCA']);
  });

  it('an XFA form of which nothing can be read has a reason', async () => {
    expect(await readPagesOf('pdf', xfa('', ''))).toEqual({ reason: expect.stringContaining('XFA') });
  });
});

describe('a PDF after something else', () => {
  it('a PDF after something else is read', async () => {
    const pdf = rawPdf({ content: textAt(50, 600, 'Number: 11111111') });
    for (const before of ['\r\n', 'HTTP/1.1 200 OK\r\n\r\n', '\ufeff']) {
      expect(await readPagesOf('pdf', Buffer.concat([Buffer.from(before), pdf]))).toEqual([
        'Number: 11111111',
      ]);
    }
  });
});
