import { zipOfTexts } from './decompression-bombs.ts';

const relationships = (entries: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${entries.join('')}</Relationships>`;

const officeType = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const relationship = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${officeType}/${type}" Target="${target}"/>`;

export interface SheetXml {
  name?: string;
  state?: 'hidden' | 'veryHidden';
  /** What is in the sheet: `<cols>`, `<sheetData>`, `<mergeCells>`. */
  xml: string;
}

interface WorkbookXml {
  sheets: readonly SheetXml[];
  /** What is in the style sheet: `<numFmts>`, `<fonts>`, `<fills>`, `<cellXfs>`. */
  styles?: string;
  /** The shared strings, each what is in its `<si>`. */
  strings?: readonly string[];
  properties?: string;
}

/** A workbook written by hand, for what programs that write workbooks do not write. */
export function workbookOf({ sheets, styles = '', strings = [], properties = '' }: WorkbookXml): Buffer {
  const names = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${name ?? `Sheet${index + 1}`}" sheetId="${index + 1}"${state ? ` state="${state}"` : ''} r:id="s${index}"/>`,
  );
  return zipOfTexts({
    '_rels/.rels': relationships([relationship('main', 'officeDocument', 'xl/workbook.xml')]),
    'xl/workbook.xml': `<workbook xmlns:r="${officeType}">${properties}<sheets>${names.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships([
      ...sheets.map((_, index) => relationship(`s${index}`, 'worksheet', `worksheets/sheet${index + 1}.xml`)),
      relationship('st', 'styles', '/xl/styles.xml'),
      relationship('ss', 'sharedStrings', 'sharedStrings.xml'),
    ]),
    'xl/styles.xml': `<styleSheet>${styles}</styleSheet>`,
    'xl/sharedStrings.xml': `<sst>${strings.map((item) => `<si>${item}</si>`).join('')}</sst>`,
    ...Object.fromEntries(
      sheets.map(({ xml }, index) => [
        `xl/worksheets/sheet${index + 1}.xml`,
        `<worksheet>${xml}</worksheet>`,
      ]),
    ),
  });
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** A workbook of one sheet, each of whose rows is a label and a value in a number format's code. */
export function formattedWorkbook(
  rows: readonly (readonly [label: string, value: number | string, code: string])[],
  properties = '',
): Buffer {
  const formats = rows.map(
    ([, , code], index) => `<numFmt numFmtId="${200 + index}" formatCode="${escapeXml(code)}"/>`,
  );
  const cells = rows.map(([label, value], index) => {
    const content = typeof value === 'number' ? `<v>${value}</v>` : `<is><t>${escapeXml(value)}</t></is>`;
    return `<row><c t="inlineStr"><is><t>${escapeXml(label)}</t></is></c><c s="${index + 1}"${typeof value === 'number' ? '' : ' t="inlineStr"'}>${content}</c></row>`;
  });
  return workbookOf({
    properties,
    styles: `<numFmts>${formats.join('')}</numFmts><cellXfs><xf numFmtId="0"/>${rows
      .map((_, index) => `<xf numFmtId="${200 + index}"/>`)
      .join('')}</cellXfs>`,
    sheets: [{ xml: `<sheetData>${cells.join('')}</sheetData>` }],
  });
}
