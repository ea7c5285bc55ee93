import { z } from 'zod';

type Parse = (payload: z.core.ParsePayload, context: z.core.ParseContextInternal) => unknown;

/**
 * A check that changes how a schema parses, for what zod's own checks cannot do: they run after a schema has parsed its
 * value, and not at all after an abort. It goes along with every copy of the schema, such as `describe` makes.
 */
export function whileParsing<Value>(change: (parse: Parse) => Parse): z.core.$ZodCheck<Value> {
  const check = z.check<Value>(() => {});
  // Attaching happens for every copy of the schema, before the copy's parser is in place.
  check._zod.onattach.push(({ _zod: schema }) => {
    schema.deferred ??= [];
    schema.deferred.push(() => {
      schema.parse = change(schema.parse) as typeof schema.parse;
    });
  });
  return check;
}
