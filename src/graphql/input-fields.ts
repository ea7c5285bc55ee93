import type { builder } from './builder.ts';

/** What the fields of an input type are made with. */
export type InputFields = PothosSchemaTypes.InputFieldBuilder<
  typeof builder.$inferSchemaTypes,
  'InputObject'
>;

/** The field of every mutation that can be repeated safely. */
export const idempotencyKeyField = (t: InputFields) =>
  t.string({
    description:
      'Your own name for this request, 1 to 255 visible ASCII characters. The same key and input within 24 hours answer the first answer again and do nothing else.',
  });

/** The field of mutations that make a link. */
export const expiryHoursField = (t: InputFields) =>
  t.int({ description: 'Hours that the link lives, 1 to 168. The tenant’s default unless said.' });

/** The field of every mutation that sends a mail. */
export const languageField = (t: InputFields) =>
  t.string({ description: 'The mail’s language, `en` or `de`. The tenant’s unless said.' });
