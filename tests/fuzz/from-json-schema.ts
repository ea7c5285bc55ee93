import fc from 'fast-check';
import type { ReferenceObject, SchemaObject } from 'openapi3-ts/oas31';
import { resolve } from '../reference/document.ts';
import type { Json } from './hostile-values.ts';

/** Lists longer than this are not made; shorter limits are met exactly at times. */
const maxMadeItems = 5;
/** The same for texts that a schema does not limit. */
const maxMadeLength = 200;

/** Values that a schema of the OpenAPI document allows, its limits included. `ids` are those of things that exist. */
export function valuesOf(
  part: SchemaObject | ReferenceObject | undefined,
  ids: readonly string[],
): fc.Arbitrary<Json> {
  const schema = resolve<SchemaObject>(part ?? {});
  if (schema.enum) {
    return fc.constantFrom(...(schema.enum as Json[]));
  }
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) {
    return fc.oneof(...alternatives.map((each) => valuesOf(each, ids)));
  }
  if (Array.isArray(schema.type)) {
    return fc.oneof(...schema.type.map((type) => valuesOf({ ...schema, type }, ids)));
  }
  switch (schema.type) {
    case 'object':
      return objectsOf(schema, ids);
    case 'array':
      return fc.array(valuesOf(schema.items, ids), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.max(schema.minItems ?? 0, Math.min(schema.maxItems ?? maxMadeItems, maxMadeItems)),
      });
    case 'string':
      return textsOf(schema, ids);
    case 'integer':
      return limited(schema, (limits) => fc.integer(limits));
    case 'number':
      return limited(schema, (limits) => fc.double({ ...limits, noNaN: true, noDefaultInfinity: true }));
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>;
  }
}

function objectsOf(
  { properties = {}, required = [], additionalProperties }: SchemaObject,
  ids: readonly string[],
): fc.Arbitrary<Json> {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, valuesOf(schema, ids)]),
  );
  const object: fc.Arbitrary<Record<string, Json>> = fc.record(fields, {
    requiredKeys: required.filter((name) => name in fields),
  });
  if (typeof additionalProperties !== 'object') {
    return object;
  }
  const others = fc.dictionary(
    fc.string({ minLength: 1, maxLength: 20 }),
    valuesOf(additionalProperties, ids),
    { maxKeys: 3 },
  );
  return fc.tuple(object, others).map(([known, other]) => ({ ...other, ...known }));
}

const plainTexts = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string({ minLength, maxLength: Math.min(maxLength, Math.max(minLength, 30)), unit: 'grapheme' }),
    fc.constant('x'.repeat(maxLength)),
    fc.constant('ß'.repeat(Math.max(minLength, 1))),
  );

function textsOf(
  { format, pattern, minLength = 0, maxLength = maxMadeLength }: SchemaObject,
  ids: readonly string[],
): fc.Arbitrary<string> {
  switch (format) {
    case 'uuid':
      return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...ids) }, fc.uuid());
    case 'date-time':
      return fc
        .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
        .map((date) => date.toISOString().replace(/\.\d+Z$/, 'Z'));
    case 'date':
      return fc
        .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10));
    case 'email':
    case 'idn-email':
      return fc.emailAddress();
    case 'uri':
      return fc.oneof(fc.webUrl(), fc.constant('http://127.0.0.1:9/'));
    default:
      return pattern === undefined
        ? plainTexts(minLength, maxLength)
        : fc.stringMatching(new RegExp(pattern, 'u'), { maxLength });
  }
}

function limited(
  { minimum, maximum }: SchemaObject,
  make: (limits: { min?: number; max?: number }) => fc.Arbitrary<number>,
): fc.Arbitrary<number> {
  const limits = [minimum, maximum].filter((limit) => limit !== undefined);
  const within = make({
    ...(minimum !== undefined && { min: minimum }),
    ...(maximum !== undefined && { max: maximum }),
  });
  return limits.length === 0 ? within : fc.oneof(within, fc.constantFrom(...limits));
}
