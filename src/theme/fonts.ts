/** The fonts of the gateway's pages: those of the reader's system. */
export const pageFonts = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

/** The fonts of emails, whose readers do not all know `system-ui`. In single quotes, because they are part of attributes. */
export const mailFonts =
  "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
