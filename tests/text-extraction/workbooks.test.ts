import { describe, expect, it } from 'vitest';
import { formattedWorkbook, workbookOf } from '../support/office-documents.ts';
import { readPagesOf } from '../support/read-text-of.ts';

/** What cells show that hold values in formats. */
async function shown(cells: readonly (readonly [number | string, string])[], properties?: string) {
  const rows = cells.map(([value, code]) => ['v', value, code] as const);
  const pages = await readPagesOf('xlsx', formattedWorkbook(rows, properties));
  return Array.isArray(pages)
    ? pages[0]
        ?.split('\n')
        .slice(1)
        .map((line) => line.replace(/^v(?: \| )?/, ''))
    : pages;
}

const text = (content: string) => `<c t="inlineStr"><is><t>${content}</t></is></c>`;
const row = (...contents: string[]) => `<row>${contents.map(text).join('')}</row>`;
const data = (...rows: string[]) => ({ xml: `<sheetData>${rows.join('')}</sheetData>` });

describe('a cell shows', () => {
  it('percentages', async () => {
    expect(
      await shown([
        [0.25, '0%'],
        [0.625, '0.0%'],
        [1, '0.00%'],
        [0.333, '0 "percent"'],
        [0.4, '# ##0 %'],
      ]),
    ).toEqual(['25%', '62.5%', '100.00%', '0 percent', '40 %']);
  });

  it('a cell shows as many digits as its format has, and what its format puts around them', async () => {
    expect(
      await shown([
        [1234567, '00000000'],
        [7654, '"HRB "0'],
        [12345678, '00 000 000'],
        [987, '"FN "000000"f"'],
        [5, '"No. "00'],
        ['07', '"Company "@'],
        [12, '0" employees"'],
      ]),
    ).toEqual(['01234567', 'HRB 7654', '12 345 678', 'FN 000987f', 'No. 05', 'Company 07', '12 employees']);
  });

  it('dates whole in ISO 8601, parts of dates as parts', async () => {
    expect(
      await shown([
        [45351, 'dd.mm.yyyy'],
        [45351, 'm/d/yy'],
        [45351.5, 'd mmmm yyyy hh:mm'],
        [45351, '[$-407]dddd, d. mmmm yyyy'],
        [45351, 'yyyy'],
        [45351, '"FY "yyyy'],
        [45351, 'mmm yyyy'],
        [0.75, 'hh:mm'],
      ]),
    ).toEqual([
      '2024-02-29',
      '2024-02-29',
      '2024-02-29 12:00',
      '2024-02-29',
      '2024',
      'FY 2024',
      'Feb 2024',
      '18:00',
    ]);
  });

  it('dates that count from 1904', async () => {
    for (const value of ['1', 'true']) {
      expect(
        await shown(
          [
            [43830, 'yyyy-mm-dd'],
            [0, 'dd/mm/yyyy'],
            [43889, 'yyyy'],
          ],
          `<workbookPr date1904="${value}"/>`,
        ),
      ).toEqual(['2024-01-01', '1904-01-01', '2024']);
    }
    expect(await shown([[45292, 'yyyy-mm-dd']], '<workbookPr date1904="0"/>')).toEqual(['2024-01-01']);
  });

  it('figures whose separators mean the same everywhere', async () => {
    expect(
      await shown([
        [1250000.5, '#,##0.00'],
        [1250, '#,##0'],
        [1250000, '#,##0.00\\ [$€-407]'],
        [98.5, '_-* #,##0.00 "€"_-'],
        [1.25, '0.000'],
        [1.255, '0.000'],
        [0.1 + 0.2, 'General'],
        [123456789012, 'General'],
      ]),
    ).toEqual(['1250000.50', '1250', '1250000.00 €', '98.50 €', '1.25', '1.2550', '0.3', '123456789012']);
  });

  it('what is stored where its format scales, unless the sheet says in what its figures are', async () => {
    expect(
      await shown([
        [1250000, '#,##0,'],
        [12500000, '0.0,,"m"'],
        [1250000, '0.00E+00'],
        [2500, '#,##0, "€"'],
        [1250, '0.0,"k"'],
      ]),
    ).toEqual(['1250000', '12500000', '1250000', '2500 €', '1250']);
    const inThousands = formattedWorkbook([['Revenue in thousand EUR', 1250000, '#,##0,']]);
    expect(await readPagesOf('xlsx', inThousands)).toEqual(['Sheet1\nRevenue in thousand EUR | 1250']);
  });

  it('nothing where its format shows nothing, and the words of a format', async () => {
    expect(
      await shown([
        [99999999, ';;;'],
        ['secret', ';;;'],
        [1, '"Yes";;"No"'],
        [0, '"Yes";;"No"'],
        [-3, '0;(0)'],
      ]),
    ).toEqual(['', '', 'Yes', 'No', '(3)']);
  });
});

describe('a sheet is read', () => {
  it('a sheet is read even if its rows and cells have no addresses', async () => {
    const cells = `<row><c><v>1</v></c><c><v>2</v></c></row><row r="5"><c r="C5"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>`;
    expect(
      await readPagesOf('xlsx', workbookOf({ sheets: [{ xml: `<sheetData>${cells}</sheetData>` }] })),
    ).toEqual(['Sheet1\n1 | 2\n| | 3 | 4\n5']);
  });

  it('a workbook is read without its hidden rows, columns and sheets', async () => {
    const columns = '<cols><col min="2" max="2" hidden="1"/><col min="4" max="5" width="0"/></cols>';
    const hiddenRow = row('No', 'x', '99999999').replace('<row>', '<row hidden="1">');
    const flatRow = row('No', 'x', '88888888').replace('<row>', '<row ht="0" customHeight="1">');
    const sheet = {
      xml: `${columns}<sheetData>${row('No', '11111111', '22222222', '33333333', 'x', 'end')}${hiddenRow}${flatRow}</sheetData>`,
    };
    const other = data(row('No', '44444444'));
    const file = workbookOf({
      sheets: [
        { ...other, state: 'hidden' },
        { ...sheet, name: 'Data' },
        { ...other, state: 'veryHidden' },
      ],
    });
    expect(await readPagesOf('xlsx', file)).toEqual(['Data\nNo | 22222222 | end']);
  });

  it('a cell that is merged in a hidden column is not read, and does not appear in the column beside it', async () => {
    const rows = ['Hidden', '', ''].map(
      (first, index) =>
        `<row r="${index + 1}">${first && `<c r="A1" t="inlineStr"><is><t>${first}</t></is></c>`}<c r="C${index + 1}" t="inlineStr"><is><t>end ${index}</t></is></c></row>`,
    );
    const xml = `<cols><col min="1" max="1" hidden="1"/></cols><sheetData>${rows.join('')}</sheetData><mergeCells><mergeCell ref="A1:A3"/></mergeCells>`;
    const pages = await readPagesOf('xlsx', workbookOf({ sheets: [{ xml }] }));
    expect(String(pages)).not.toContain('Hidden');
    const shown = await readPagesOf(
      'xlsx',
      workbookOf({
        sheets: [{ xml: xml.replace('<col min="1" max="1" hidden="1"/>', '<col min="9" max="9"/>') }],
      }),
    );
    expect(String(shown).match(/Hidden/g)).toHaveLength(3);
  });

  it('a merged cell in a hidden column does not fill the visible column beside it', async () => {
    const text = (address: string, content: string) =>
      `<c r="${address}" t="inlineStr"><is><t>${content}</t></is></c>`;
    const xml = `<cols><col min="1" max="1" hidden="1"/></cols><sheetData><row r="2">${text('A2', 'Old')}${text('B2', 'Acme')}${text('C2', 'Oslo')}</row><row r="3">${text('C3', 'Berlin')}</row></sheetData><mergeCells><mergeCell ref="A2:A3"/></mergeCells>`;
    expect(String(await readPagesOf('xlsx', workbookOf({ sheets: [{ xml }] })))).toBe(
      'Sheet1\nAcme | Oslo\n| Berlin',
    );
  });

  it('a sheet is read without text that is struck through or has the same colour as its background', async () => {
    const styles = `
      <fonts><font/><font><strike/></font><font><strike val="0"/></font><font><color rgb="FFFFFFFF"/></font>
        <font><color theme="0"/></font><font><color rgb="FF00AA00"/></font></fonts>
      <fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF1F4E78"/></patternFill></fill>
        <fill><patternFill patternType="solid"><fgColor rgb="FF00AA00"/></patternFill></fill></fills>
      <cellXfs><xf fontId="0" fillId="0"/><xf fontId="1" fillId="0"/><xf fontId="2" fillId="0"/><xf fontId="3" fillId="0"/>
        <xf fontId="4" fillId="0"/><xf fontId="3" fillId="1"/><xf fontId="5" fillId="2"/></cellXfs>`;
    const strings = [
      '<r><rPr><strike/></rPr><t>11111111</t></r><r><rPr/><t> 22222222</t></r>',
      '<r><t>Straße</t></r><rPh sb="0" eb="1"><t>reading</t></rPh>',
      '<r><rPr><color rgb="FFFFFFFF"/></rPr><t>33333333</t></r><r><t>seen</t></r>',
    ];
    const cells = [1, 2, 3, 4, 5, 6].map((style) => `<c s="${style}"><v>${style}${style}</v></c>`).join('');
    const shared = [0, 1, 2].map((index) => `<c t="s"><v>${index}</v></c>`).join('');
    const file = workbookOf({
      styles,
      strings,
      sheets: [{ xml: `<sheetData><row>${cells}</row><row>${shared}</row></sheetData>` }],
    });
    expect(await readPagesOf('xlsx', file)).toEqual(['Sheet1\n| 22 | | | 55\n22222222 | Straße | seen']);
  });

  it('a merged cell of a sheet is read in each of its rows', async () => {
    const file = workbookOf({
      sheets: [
        {
          xml: `<sheetData>${row('Directors', 'Anna Berg')}<row><c/>${text('Bo Lind')}</row>${row('Seat', 'Oslo')}</sheetData><mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="A3"/></mergeCells>`,
        },
      ],
    });
    expect(await readPagesOf('xlsx', file)).toEqual([
      'Sheet1\nDirectors | Anna Berg\nDirectors | Bo Lind\nSeat | Oslo',
    ]);
  });
});
