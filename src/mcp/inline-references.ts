import type { ReferenceObject, SchemaObject } from 'openapi3-ts/oas31';
import type { Components } from '../rest/reference/components.ts';

const prefix = '#/components/schemas/';

/** Formats that the validators of many clients do not know and complain about. Descriptions say what they would. */
const unknownFormats: ReadonlySet<unknown> = new Set(['idn-email']);

/** A JSON Schema that stands alone. */
export type PlainSchema = Readonly<Record<string, unknown>>;

/**
 * A schema of the reference without references, because many clients of tools cannot follow them. What is next to a reference
 * replaces what it refers to.
 *
 * @throws Error for a reference to nothing
 */
export function inlineReferences(
  components: Components,
  schema: SchemaObject | ReferenceObject,
): PlainSchema {
  const { schemas = {} } = components.toObject();
  return inline(schema) as PlainSchema;

  function inline(value: unknown): unknown {
    if (Array.isArray(value)) {
      return value.map(inline);
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const { $ref, ...own } = value as Record<string, unknown>;
    const inlined = Object.fromEntries(
      Object.entries(own)
        .filter(([name, part]) => name !== 'format' || !unknownFormats.has(part))
        .map(([name, part]) => [name, inline(part)]),
    );
    if (typeof $ref !== 'string') {
      return splitTypes(inlined);
    }
    const referred = schemas[$ref.slice(prefix.length)];
    if (!referred) {
      throw new Error(`The schema of a tool refers to ${$ref}, which does not exist.`);
    }
    return { ...(inline(referred) as object), ...inlined };
  }
}

/** A value of several types as one of several schemas, because many models have no lists of types. */
function splitTypes({ type, description, ...rest }: Record<string, unknown>): Record<string, unknown> {
  const described = description === undefined ? {} : { description };
  if (!Array.isArray(type)) {
    return { ...(type !== undefined && { type }), ...described, ...rest };
  }
  const schemas = type.map((one) => (one === 'null' ? { type: one } : { type: one, ...withoutNull(rest) }));
  return { anyOf: schemas, ...described };
}

const withoutNull = ({ enum: values, ...rest }: Record<string, unknown>): Record<string, unknown> => ({
  ...rest,
  ...(Array.isArray(values) && { enum: values.filter((value) => value !== null) }),
});
