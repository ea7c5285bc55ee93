import { zipOfTexts } from './decompression-bombs.ts';

const relationships = (entries: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${entries.join('')}</Relationships>`;

const officeType = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const relationship = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${officeType}/${type}" Target="${target}"/>`;

const contentTypes = (part: string, kind: string): string =>
  `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.${kind}.main+xml"/></Types>`;

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
    '[Content_Types].xml': contentTypes('xl/workbook.xml', 'spreadsheetml.sheet'),
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

interface DocumentXml {
  /** What is in the body. */
  body: string;
  styles?: string;
  numbering?: string;
  settings?: string;
  /** What is in each header or footer, by the id under which sections refer to it. */
  headers?: Readonly<Record<string, string>>;
  footers?: Readonly<Record<string, string>>;
  footnotes?: string;
  /** As the program counted them that saved the document. */
  pageCount?: number;
  /** Pictures by the id under which drawings refer to them. */
  pictures?: Readonly<Record<string, Buffer>>;
}

/** A Word document written by hand, for what programs that write such documents do not write. */
export function wordDocumentOf(document: DocumentXml): Buffer {
  const { headers = {}, footers = {}, pictures = {}, pageCount } = document;
  const single = Object.entries({
    styles: document.styles,
    numbering: document.numbering,
    settings: document.settings,
    footnotes: document.footnotes,
  }).filter(([, xml]) => xml !== undefined);
  return zipOfTexts({
    '[Content_Types].xml': contentTypes('word/document.xml', 'wordprocessingml.document'),
    '_rels/.rels': relationships([
      relationship('main', 'officeDocument', 'word/document.xml'),
      ...(pageCount === undefined ? [] : [relationship('app', 'extended-properties', 'docProps/app.xml')]),
    ]),
    'docProps/app.xml': `<Properties><Pages>${pageCount}</Pages></Properties>`,
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="${officeType}"><w:body>${document.body}</w:body></w:document>`,
    'word/_rels/document.xml.rels': relationships([
      ...single.map(([type]) => relationship(type, type, `${type}.xml`)),
      ...Object.keys(headers).map((id) => relationship(id, 'header', `${id}.xml`)),
      ...Object.keys(footers).map((id) => relationship(id, 'footer', `${id}.xml`)),
      ...Object.keys(pictures).map((id) => relationship(id, 'image', `media/${id}.png`)),
    ]),
    ...Object.fromEntries(single.map(([type, xml]) => [`word/${type}.xml`, `<w:${type}>${xml}</w:${type}>`])),
    ...Object.fromEntries(
      Object.entries(headers).map(([id, xml]) => [`word/${id}.xml`, `<w:hdr>${xml}</w:hdr>`]),
    ),
    ...Object.fromEntries(
      Object.entries(footers).map(([id, xml]) => [`word/${id}.xml`, `<w:ftr>${xml}</w:ftr>`]),
    ),
    ...Object.fromEntries(Object.entries(pictures).map(([id, picture]) => [`word/media/${id}.png`, picture])),
  });
}
