import { rowOf } from './normalise-text.ts';
import { openPackage } from './office/office-package.ts';
import type { ReadDocument } from './read-document.ts';
import { readSheet, type Workbook } from './xlsx/read-sheet.ts';
import { readSharedStrings } from './xlsx/shared-strings.ts';
import { readStyles } from './xlsx/styles.ts';

/**
 * Reads a workbook as it is shown: a sheet is a page that begins with the sheet's name, a row is a line, and a figure is
 * written in its format. Sheets, rows and columns that are hidden, and text that is struck through or has the colour of its
 * background, are left out.
 */
export const readXlsx: ReadDocument = async (source) => {
  const file = await openPackage(source);
  const [main] = (await file.relationships()).filter(({ type }) => type === 'officeDocument');
  if (main === undefined) {
    throw new Error('The package has no workbook.');
  }
  const related = await file.relationships(main.target);
  const partOf = (type: string) => related.find((one) => one.type === type)?.target;
  const sheets: { name: string; part: string }[] = [];
  let is1904 = false;
  for await (const { name, attributes } of file.elements(
    main.target,
    (one) => one === 'workbookPr' || one === 'sheet',
  )) {
    const sheet = related.find(({ id, type }) => id === attributes['id'] && type === 'worksheet');
    if (name === 'workbookPr') {
      is1904 = /^(?:1|true)$/.test(attributes['date1904'] ?? '');
    } else if (sheet && !/hidden/i.test(attributes['state'] ?? '')) {
      sheets.push({ name: attributes['name'] ?? '', part: sheet.target });
    }
  }
  const workbook: Workbook = {
    file,
    styles: await readStyles(file, partOf('styles')),
    strings: await readSharedStrings(file, partOf('sharedStrings')),
    is1904,
  };
  const pages: string[] = [];
  let charactersLeft = source.limits.maxCharacters;
  for (const { name, part } of sheets) {
    const rows = (await readSheet(workbook, part, charactersLeft)).flatMap((row) => rowOf(row) ?? []);
    const page = rows.length === 0 ? '' : [name, ...rows].join('\n');
    pages.push(page);
    charactersLeft -= page.length;
  }
  return pages;
};
