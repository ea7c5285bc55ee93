import readExcelFile from 'read-excel-file/node';
import { rowOf } from './normalise-text.ts';
import type { ReadDocument } from './read-document.ts';

/** Reads a workbook: a sheet is a page that begins with the sheet's name, a row is a line, a date is written in ISO 8601. */
export const readXlsx: ReadDocument = async ({ bytes }) => {
  const sheets = await readExcelFile(bytes);
  return sheets.map(({ sheet, data }) => {
    const rows = data.flatMap((row) => rowOf(row.map(textOf)) ?? []);
    return rows.length === 0 ? '' : [sheet, ...rows].join('\n');
  });
};

function textOf(value: unknown): string {
  if (value === null || value === undefined) {
    return '';
  }
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? '' : value.toISOString().replace(/T00:00:00\.000Z$|\.\d+Z$/, '');
  }
  // Fifteen digits are what a spreadsheet keeps and shows; the sixteenth is an artefact, as in 0.30000000000000004.
  return typeof value === 'number' ? String(Number(value.toPrecision(15))) : String(value);
}
