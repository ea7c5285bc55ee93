import { describe, expect, it } from 'vitest';
import { wordDocumentOf } from '../support/office-documents.ts';
import { readPagesOf } from '../support/read-text-of.ts';

type Parts = Parameters<typeof wordDocumentOf>[0];

const read = (document: Parts) => readPagesOf('docx', wordDocumentOf(document));
const readBody = async (body: string, parts: Omit<Parts, 'body'> = {}) => {
  const pages = await read({ ...parts, body });
  return Array.isArray(pages) ? pages.join('\f') : pages;
};

const t = (text: string) => `<w:t xml:space="preserve">${text}</w:t>`;
const r = (text: string, properties = '') =>
  `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}${t(text)}</w:r>`;
const p = (content: string, properties = '') =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}${content}</w:p>`;
const cell = (content: string, properties = '') =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${p(r(content))}</w:tc>`;
const row = (...cells: string[]) => `<w:tr>${cells.join('')}</w:tr>`;
const table = (...rows: string[]) => `<w:tbl><w:tblPr/>${rows.join('')}</w:tbl>`;

const field = (code: string, ...result: string[]) =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> ${code} </w:instrText></w:r>` +
  `<w:r><w:fldChar w:fldCharType="separate"/></w:r>${result.join('')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;

describe('text of a Word document that is hidden or struck through', () => {
  it.each([
    '<w:vanish/>',
    '<w:vanish w:val="1"/>',
    '<w:vanish w:val="true"/>',
    '<w:strike/>',
    '<w:dstrike w:val="on"/>',
    '<w:rStyle w:val="Gone"/>',
    '<w:rStyle w:val="GoneToo"/>',
    '<w:rStyle w:val="Platzhaltertext"/>',
    '<w:color w:val="FFFFFF"/>',
    '<w:color w:val="auto" w:themeColor="background1"/>',
    '<w:sz w:val="2"/>',
  ])('text of a Word document that is hidden or struck through is left out: %s', async (properties) => {
    expect(await readBody(p(r('Number: ') + r('11111111', properties) + r('22222222')), { styles })).toBe(
      'Number: 22222222',
    );
  });

  it('text of a Word document that is hidden or struck through is left out with the boxes and the notes that it has', async () => {
    const box = (text: string) =>
      `<w:drawing><wps:txbx><w:txbxContent>${p(r(text))}</w:txbxContent></wps:txbx></w:drawing>`;
    const withBox = (properties: string) =>
      p(`${r('Owner: Ada')}<w:r><w:rPr>${properties}</w:rPr>${box('Owner: Bob')}</w:r>`);
    expect(await readBody(withBox(''))).toContain('Owner: Bob');
    for (const properties of ['<w:vanish/>', '<w:strike/>', '<w:sz w:val="2"/>']) {
      expect(await readBody(withBox(properties)), properties).toBe('Owner: Ada');
    }
  });

  it('text of a Word document that is hidden or struck through joins the paragraphs around a mark that is hidden, and loses nothing where none follows', async () => {
    const hiddenMark = '<w:rPr><w:vanish/></w:rPr>';
    const tinyMark = '<w:rPr><w:sz w:val="2"/></w:rPr>';
    expect(await readBody(p(r('Number: '), hiddenMark) + p(r('22222222')))).toBe('Number: 22222222');
    expect(await readBody(p(r('Director: Ann Lee'), tinyMark) + p(r('Secretary: Bo Roe')))).toBe(
      'Director: Ann Lee\n\nSecretary: Bo Roe',
    );
    expect(await readBody(p(r('Seat: Oslo'), hiddenMark) + table(row(cell('A'), cell('B'))))).toBe(
      'Seat: Oslo\n\nA | B',
    );
    expect(await readBody(table(row(`<w:tc><w:tcPr/>${p(r('Oslo'), hiddenMark)}</w:tc>`, cell('B'))))).toBe(
      'Oslo | B',
    );
  });

  it.each([
    '<w:vanish w:val="0"/>',
    '<w:vanish w:val="false"/>',
    '<w:strike w:val="off"/>',
    '<w:dstrike w:val="0"/>',
    '<w:rStyle w:val="Gone"/><w:vanish w:val="0"/>',
    '<w:rStyle w:val="Strong"/>',
    '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="003366"/>',
    '<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>',
    '<w:color w:val="FF0000"/>',
    '<w:sz w:val="14"/>',
  ])(
    'text of a Word document that is hidden or struck through is read where it is seen after all: %s',
    async (properties) => {
      expect(await readBody(p(r('Number: ') + r('22222222', properties)), { styles })).toBe(
        'Number: 22222222',
      );
    },
  );

  const style = (kind: string, id: string, content: string) =>
    `<w:style w:type="${kind}" w:styleId="${id}">${content}</w:style>`;
  const styles =
    style('character', 'Gone', '<w:name w:val="Internal"/><w:rPr><w:vanish/></w:rPr>') +
    style(
      'character',
      'GoneToo',
      '<w:name w:val="Old"/><w:basedOn w:val="Loop"/><w:rPr><w:strike/></w:rPr>',
    ) +
    style('character', 'Loop', '<w:name w:val="Loop"/><w:basedOn w:val="Loop"/>') +
    style('character', 'Platzhaltertext', '<w:name w:val="Placeholder Text"/>') +
    style('character', 'Strong', '<w:name w:val="Strong"/><w:rPr><w:b/></w:rPr>') +
    style('paragraph', 'Note', '<w:name w:val="Note"/><w:rPr><w:vanish/></w:rPr>');

  it('text of a Word document that is hidden or struck through is left out by the style of its paragraph, unless its own undoes it', async () => {
    const note = '<w:pStyle w:val="Note"/>';
    expect(
      await readBody(
        p(r('99999999') + r('seen', '<w:vanish w:val="0"/>') + r('!', '<w:rStyle w:val="Gone"/>'), note),
        { styles },
      ),
    ).toBe('seen!');
  });

  it('text of a Word document that is hidden or struck through is what a reviewer deleted, of runs, rows, cells and ends of paragraphs', async () => {
    const change = (name: string, content: string) =>
      `<w:${name} w:id="1" w:author="A">${content}</w:${name}>`;
    expect(
      await readBody(
        p(
          r('Number: ') +
            change('del', '<w:r><w:delText>11111111</w:delText></w:r>') +
            change('ins', r('22222222')),
        ) +
          p(change('moveFrom', r('Seat: Bergen')) + change('moveTo', r('Seat: Oslo'))) +
          p(r('Revenue: '), '<w:rPr><w:del w:id="2"/></w:rPr>') +
          p(r('500')) +
          table(
            row(cell('Owner'), cell('Anna')),
            `<w:tr><w:trPr><w:del w:id="3"/></w:trPr>${cell('Owner')}${cell('Bo')}</w:tr>`,
            `<w:tr><w:trPr><w:hidden/></w:trPr>${cell('Owner')}${cell('Cy')}</w:tr>`,
            row(cell('Share'), cell('40', '<w:cellDel w:id="4"/>'), cell('60')),
          ),
      ),
    ).toBe('Number: 22222222\n\nSeat: Oslo\n\nRevenue: 500\n\nOwner | Anna\nShare | 60');
  });

  it('text of a Word document that is hidden or struck through is not white text in a table or a box, whose background may be dark', async () => {
    const white = r('Seat', '<w:color w:val="FFFFFF"/>');
    const shaded = `<w:tc><w:tcPr><w:shd w:val="clear" w:fill="1F4E78"/></w:tcPr>${p(white)}</w:tc>`;
    const styled = `<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/></w:tblPr>${row(`<w:tc>${p(white)}</w:tc>`, cell('Oslo'))}</w:tbl>`;
    expect(
      await readBody(
        table(row(shaded, cell('Oslo'))) + styled + p(white, '<w:shd w:val="clear" w:fill="000000"/>'),
      ),
    ).toBe('Seat | Oslo\n\nSeat | Oslo\n\nSeat');
  });
});

describe('headers and footers of a Word document', () => {
  const section = (references: string, more = '') => `<w:sectPr>${references}${more}</w:sectPr>`;
  const header = (id: string, type = 'default') => `<w:headerReference w:type="${type}" r:id="${id}"/>`;
  const footer = (id: string, type = 'default') => `<w:footerReference w:type="${type}" r:id="${id}"/>`;
  const brk = p('<w:r><w:br w:type="page"/></w:r>');
  const parts = {
    headers: { h1: p(r('Berg Ltd')), h2: p(r('First')), h3: p(r('Even')) },
    footers: { f1: p(r('Company registration number: 07654321.')), f2: p(r('Annex')) },
  };

  it('headers and footers of a Word document stand around the first page that has them', async () => {
    const body = `${p(r('Dear all'))}${brk}${p(r('Second'))}${section(header('h1') + footer('f1'))}`;
    expect(await read({ ...parts, body })).toEqual([
      'Berg Ltd\n\nDear all\n\nCompany registration number: 07654321.',
      'Second',
    ]);
  });

  it('headers and footers of a Word document are those of their section, from page to page', async () => {
    const body =
      p(r('One'), section(header('h1') + footer('f1'))) +
      p(r('Two'), section(footer('f2'))) +
      p(r('Three')) +
      section('', '<w:type w:val="continuous"/>');
    expect(await read({ ...parts, body })).toEqual([
      'Berg Ltd\n\nOne\n\nCompany registration number: 07654321.',
      'Two\n\nAnnex\n\nThree',
    ]);
  });

  it('headers and footers of a Word document are left out where no page shows them', async () => {
    const references = header('h1') + header('h2', 'first') + header('h3', 'even');
    const [one, title] = [p(r('One')), '<w:titlePg/>'];
    expect(await readBody(one + section(references), { ...parts, pageCount: 1 })).toBe('Berg Ltd\n\nOne');
    expect(await readBody(one + section(references, title), { ...parts, pageCount: 1 })).toBe('First\n\nOne');
    expect(await readBody(one + section(references, title), { ...parts, pageCount: 3 })).toBe(
      'First\n\nBerg Ltd\n\nOne',
    );
    expect(await readBody(one + brk + one + section(references, title), { ...parts, pageCount: 2 })).toBe(
      'First\n\nOne\fBerg Ltd\n\nOne',
    );
    const settings = '<w:evenAndOddHeaders/>';
    expect(await readBody(one + brk + one + section(references), { ...parts, settings, pageCount: 2 })).toBe(
      'Berg Ltd\n\nOne\fEven\n\nOne',
    );
  });
});

describe('fields of a Word document', () => {
  it('fields of a Word document show their results and not their codes', async () => {
    const simple = `<w:fldSimple w:instr=" MERGEFIELD No ">${r('07654321')}</w:fldSimple>`;
    expect(await readBody(p(r('Number: ') + simple))).toBe('Number: 07654321');
    expect(await readBody(p(r('Number: ') + field('MERGEFIELD No', r('0765'), r('4321'))))).toBe(
      'Number: 07654321',
    );
    const nested = field(
      `IF ${field('MERGEFIELD X', r('9'))} = 1 "no"`,
      r('Seat: '),
      field('REF seat', r('Oslo')),
    );
    expect(await readBody(p(nested))).toBe('Seat: Oslo');
    expect(await readBody(p(r('A') + field('SET x', r('1').replace('1', '')) + r('B')))).toBe('AB');
  });

  it('form fields of a Word document show what is chosen, ticked and typed', async () => {
    const form = (data: string) =>
      `<w:r><w:fldChar w:fldCharType="begin"><w:ffData>${data}</w:ffData></w:fldChar></w:r><w:r><w:instrText> FORM </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`;
    const list = (chosen: string) =>
      form(
        `<w:ddList>${chosen}<w:listEntry w:val="BaFin"/><w:listEntry w:val="FCA"/><w:listEntry w:val="AMF"/></w:ddList>`,
      );
    expect(await readBody(p(r('Regulator: ') + list('<w:result w:val="1"/>')))).toBe('Regulator: FCA');
    expect(await readBody(p(r('Regulator: ') + list('<w:default w:val="2"/>')))).toBe('Regulator: AMF');
    expect(await readBody(p(r('Regulator: ') + list('')))).toBe('Regulator: BaFin');
    const box = (state: string) => form(`<w:checkBox><w:sizeAuto/>${state}</w:checkBox>`);
    expect(
      await readBody(
        p(
          box('<w:default w:val="0"/><w:checked/>') +
            r(' Yes ') +
            box('<w:default w:val="1"/><w:checked w:val="0"/>') +
            r(' No'),
        ),
      ),
    ).toBe('☒ Yes ☐ No');
    expect(await readBody(p(r('Seat: ') + field('FORMTEXT', r('Oslo'))))).toBe('Seat: Oslo');
  });

  it('fields of a Word document are empty where they ask for text, in every language', async () => {
    const control = (content: string, properties = '<w:showingPlcHdr/>') =>
      `<w:sdt><w:sdtPr>${properties}</w:sdtPr><w:sdtContent>${content}</w:sdtContent></w:sdt>`;
    for (const words of [
      'Click or tap here to enter text.',
      'Klicken Sie hier, um Text einzugeben.',
      'テキストを入力',
    ]) {
      expect(await readBody(p(r('Regulator: ') + control(r(words))))).toBe('Regulator:');
      expect(await readBody(control(p(r(words))) + p(r('End')))).toBe('End');
    }
    expect(await readBody(p(r('Regulator: ') + control(r('FCA'), '<w:dropDownList/>')))).toBe(
      'Regulator: FCA',
    );
    expect(await readBody(control(table(row(cell('Seat'), cell('Oslo'))), ''))).toBe('Seat | Oslo');
    const inRow = `<w:tr>${cell('Seat')}${control(cell('Oslo'), '')}${control(cell('Choose an item.'))}</w:tr>`;
    expect(await readBody(table(inRow))).toBe('Seat | Oslo');
  });

  it('boxes in a Word document that are ticked with symbol fonts are read as ticked', async () => {
    const wingdings = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>';
    expect(
      await readBody(
        p(
          `<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>${r(' Yes ')}<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>${r(' No ')}` +
            `${r('ý', wingdings)}${r(' UK ')}${r('o', wingdings)}${r(' EU')}`,
        ),
      ),
    ).toBe('☑ Yes ☐ No ☒ UK ☐ EU');
  });
});

describe('a Word document', () => {
  it('a Word document has the text of merged cells in each of their rows, and its columns one below the other', async () => {
    expect(
      await readBody(
        table(
          row(cell('Role'), cell('Name'), cell('Since')),
          row(cell('Director', '<w:vMerge w:val="restart"/>'), cell('Anna Berg'), cell('2019')),
          row(cell('', '<w:vMerge/>'), cell('Bo Lind'), cell('2020')),
          row(cell('Secretary: none', '<w:gridSpan w:val="2"/>'), cell('2021')),
          `<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>${cell('Cy Moe')}${cell('2022')}</w:tr>`,
        ),
      ),
    ).toBe(
      'Role | Name | Since\nDirector | Anna Berg | 2019\nDirector | Bo Lind | 2020\nSecretary: none | | 2021\n| Cy Moe | 2022',
    );
  });

  it('a Word document has its lists with their marks, its notes, and the text of boxes once', async () => {
    const level = (format: string, text: string) =>
      `<w:lvl><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
    const numbering = `<w:abstractNum w:abstractNumId="7">${level('decimal', '%1.')}${level('lowerLetter', '%1.%2)')}</w:abstractNum>
      <w:abstractNum w:abstractNumId="8">${level('bullet', 'x')}</w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>`;
    const item = (text: string, id: number, ilvl = 0) =>
      p(r(text), `<w:numPr><w:ilvl w:val="${ilvl}"/><w:numId w:val="${id}"/></w:numPr>`);
    const box = `<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>${p(r('Boxed'))}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>
      <mc:Fallback><w:pict><v:textbox><w:txbxContent>${p(r('Boxed'))}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent>`;
    const hiddenBox = `<w:drawing><wp:docPr hidden="1"/><w:txbxContent>${p(r('Secret'))}</w:txbxContent></w:drawing>`;
    expect(
      await readBody(
        p(`${r('Directors:')}<w:r><w:footnoteReference w:id="5"/></w:r>`) +
          item('Anna Berg', 1) +
          item('alternate', 1, 1) +
          item('Bo Lind', 1) +
          item('Oslo', 2) +
          p(`<w:r>${box}</w:r><w:r>${hiddenBox}</w:r>`),
        {
          numbering,
          footnotes: `<w:footnote w:id="-1">${p('')}</w:footnote><w:footnote w:id="5">${p(r('As of today.'))}</w:footnote>`,
        },
      ),
    ).toBe('Directors:[1]\n\n1. Anna Berg\n1.a) alternate\n2. Bo Lind\n• Oslo\n\nBoxed\n\n[1] As of today.');
  });

  it('a Word document is parted where its author parted it', async () => {
    expect(
      await read({
        body:
          p(`${r('One')}<w:r><w:br w:type="page"/></w:r>${r('Two')}`) + p(r('Three'), '<w:pageBreakBefore/>'),
      }),
    ).toEqual(['One', 'Two', 'Three']);
  });
});
