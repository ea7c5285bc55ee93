import { convert, type Formatter } from 'html-to-text';
import { columnSeparator, rowOf } from './normalise-text.ts';

/** A cell of more lines than this is no value but a part of the page that a table only arranges. */
const mostLinesOfCell = 6;

/** A row of a table as a line; each cell for itself where the table arranges a page. */
const formatTable: Formatter = (table, walk, builder) => {
  const walkRows = (elements: typeof table.children) => {
    for (const element of elements ?? []) {
      if (element.name === 'tr') {
        builder.openTableRow();
        for (const cell of element.children ?? []) {
          if (cell.name === 'td' || cell.name === 'th') {
            builder.openTableCell({ maxColumnWidth: Number.MAX_SAFE_INTEGER });
            walk(cell.children, builder);
            builder.closeTableCell({});
          }
        }
        builder.closeTableRow();
      } else if (element.name === 'caption') {
        builder.openTableRow();
        builder.openTableCell();
        walk(element.children, builder);
        builder.closeTableCell({});
        builder.closeTableRow();
      } else {
        walkRows(element.children);
      }
    }
  };
  builder.openTable();
  walkRows(table.children);
  builder.closeTable({
    tableToString: (rows) => rows.map((cells) => formatRow(cells.map(({ text }) => text))).join('\n'),
    leadingLineBreaks: 2,
    trailingLineBreaks: 2,
  });
};

function formatRow(cells: string[]): string {
  const filled = cells.filter((cell) => cell.trim() !== '');
  const arranges =
    filled.length <= 1 ||
    filled.some((cell) => cell.split('\n').length > mostLinesOfCell || cell.includes(columnSeparator));
  return arranges ? filled.join('\n') : (rowOf(cells) ?? '');
}

const hidden = [
  'script',
  'style',
  'template',
  'noscript',
  'img',
  '[hidden]',
  '[style*="display:none"]',
  '[style*="display: none"]',
  '[style*="visibility:hidden"]',
  '[style*="visibility: hidden"]',
];

const headings = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];

/** Stands where an element that `pageBreak` selects is. No text of a well-formed document holds it. */
export const pageBreakMark = '\u0001';

/** The text that a reader of a web page sees, with a mark where pages end. */
export function htmlText(html: string, options: { pageBreak?: string } = {}): string {
  return convert(html, {
    wordwrap: false,
    formatters: {
      tableOfRows: formatTable,
      pageBreak: (_element, _walk, builder) => builder.addLiteral(pageBreakMark),
      checkbox: (element, _walk, builder) => {
        if (element.attribs?.['type'] === 'checkbox' || element.attribs?.['type'] === 'radio') {
          builder.addInline(element.attribs['checked'] === undefined ? '[ ] ' : '[x] ');
        } else if (element.attribs?.['type'] !== 'hidden') {
          builder.addInline(element.attribs?.['value'] ?? '');
        }
      },
    },
    selectors: [
      { selector: 'table', format: 'tableOfRows' },
      { selector: 'input', format: 'checkbox' },
      { selector: 'a', format: 'anchor', options: { ignoreHref: true } },
      { selector: 'hr', format: 'skip' },
      ...headings.map((selector) => ({ selector, format: 'heading', options: { uppercase: false } })),
      ...hidden.map((selector) => ({ selector, format: 'skip' })),
      ...(options.pageBreak === undefined ? [] : [{ selector: options.pageBreak, format: 'pageBreak' }]),
    ],
    limits: { maxInputLength: 50_000_000, maxDepth: 500 },
  });
}
