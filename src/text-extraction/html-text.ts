import { convert, type Formatter, type HtmlElement } from 'html-to-text';
import { DomUtils, parseDocument } from 'htmlparser2';
import { removeUnseen } from './html/remove-unseen.ts';
import { gridOf, rowText } from './table-grid.ts';

/** A row of a table as a line; each cell separately if the table only arranges a page. */
const formatTable: Formatter = (table, walk, builder) => {
  const walkRows = (elements: typeof table.children) => {
    for (const element of elements ?? []) {
      if (element.name === 'tr') {
        builder.openTableRow();
        for (const cell of element.children ?? []) {
          if (cell.name === 'td' || cell.name === 'th') {
            builder.openTableCell({ maxColumnWidth: Number.MAX_SAFE_INTEGER });
            walk(cell.children, builder);
            builder.closeTableCell({ colspan: spanOf(cell, 'colspan'), rowspan: spanOf(cell, 'rowspan') });
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
    tableToString: (rows) =>
      gridOf(
        rows.map((cells) =>
          cells.map(({ text, colspan = 1, rowspan = 1 }) => ({ text, columns: colspan, rows: rowspan })),
        ),
      )
        .map(rowText)
        .join('\n'),
    leadingLineBreaks: 2,
    trailingLineBreaks: 2,
  });
};

/** A span that is missing or zero counts as one. */
const spanOf = ({ attribs }: HtmlElement, name: string): number =>
  Math.max(1, Number.parseInt(attribs?.[name] ?? '', 10) || 1);

const headings = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];

/** Marks the position of an element that `pageBreak` selects. No text of a well-formed document contains it. */
export const pageBreakMark = '\u0001';

/** The text that a person sees on a web page, with a mark where pages end. */
export function htmlText(html: string, options: { pageBreak?: string } = {}): string {
  const document = parseDocument(html);
  removeUnseen(document);
  return convert(DomUtils.getOuterHTML(document), {
    wordwrap: false,
    formatters: {
      tableOfRows: formatTable,
      pageBreak: (_element, _walk, builder) => builder.addLiteral(pageBreakMark),
      checkbox: (element, _walk, builder) => {
        const isTick = /^(?:checkbox|radio)$/i.test(element.attribs?.['type'] ?? '');
        builder.addInline(
          isTick
            ? element.attribs?.['checked'] === undefined
              ? '[ ] '
              : '[x] '
            : (element.attribs?.['value'] ?? ''),
        );
      },
    },
    selectors: [
      { selector: 'table', format: 'tableOfRows' },
      { selector: 'input', format: 'checkbox' },
      { selector: 'a', format: 'anchor', options: { ignoreHref: true } },
      { selector: 'hr', format: 'skip' },
      ...headings.map((selector) => ({ selector, format: 'heading', options: { uppercase: false } })),
      { selector: 'img', format: 'skip' },
      ...(options.pageBreak === undefined ? [] : [{ selector: options.pageBreak, format: 'pageBreak' }]),
    ],
    limits: { maxInputLength: 50_000_000, maxDepth: 500 },
  });
}
