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
