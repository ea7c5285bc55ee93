/** The part of `html-to-text` in use; the package comes without types. */
declare module 'html-to-text' {
  export interface HtmlElement {
    type: string;
    name: string;
    attribs?: Record<string, string | undefined>;
    children?: HtmlElement[];
  }

  export interface TextBuilder {
    addInline(text: string): void;
    addLiteral(text: string): void;
    addLineBreak(): void;
    openTable(): void;
    openTableRow(): void;
    openTableCell(options?: { maxColumnWidth?: number }): void;
    closeTableCell(options?: { colspan?: number; rowspan?: number }): void;
    closeTableRow(): void;
    closeTable(options: {
      tableToString: (rows: { text: string; colspan?: number; rowspan?: number }[][]) => string;
      leadingLineBreaks?: number;
      trailingLineBreaks?: number;
    }): void;
  }

  export type Formatter = (
    element: HtmlElement,
    walk: (children: HtmlElement[] | undefined, builder: TextBuilder) => void,
    builder: TextBuilder,
  ) => void;

  export function convert(
    html: string,
    options: {
      wordwrap: false;
      formatters: Record<string, Formatter>;
      selectors: { selector: string; format: string; options?: Record<string, unknown> }[];
      limits: Record<string, number>;
    },
  ): string;
}
