import fc from 'fast-check';
import {
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql';
import type { Json } from './hostile-values.ts';

const dates = fc
  .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

/** Values of each scalar. `ids` are those of things that exist. */
const scalars: Record<string, (ids: readonly string[]) => fc.Arbitrary<Json>> = {
  ID: (ids) => fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...ids) }, fc.uuid(), fc.nat().map(String)),
  Int: () => fc.oneof(fc.integer({ min: 0, max: 100 }), fc.integer()),
  Float: () => fc.double({ noNaN: true, noDefaultInfinity: true }),
  Boolean: () => fc.boolean(),
  DateTime: () => dates,
  EmailAddress: () => fc.emailAddress(),
  URL: () => fc.oneof(fc.webUrl(), fc.constant('http://127.0.0.1:9/')),
  CountryCode: () => fc.constantFrom('GB', 'DE', 'FR'),
  HexColorCode: () => fc.constantFrom('#1e6ad3', '#fff'),
  LanguageTag: () => fc.constantFrom('en', 'de', 'de-AT', 'fr'),
  Upload: () => fc.constant(null),
  String: () =>
    fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.constant('x'.repeat(5_000)), dates),
};

/** Values of an input type, its lists short. */
export function inputsOf(type: GraphQLInputType, ids: readonly string[]): fc.Arbitrary<Json> {
  if (isNonNullType(type)) {
    return inputsOf(type.ofType, ids);
  }
  if (isListType(type)) {
    return fc.array(inputsOf(type.ofType, ids), { maxLength: 4 });
  }
  if (isEnumType(type)) {
    return fc.constantFrom(...type.getValues().map(({ name }) => name));
  }
  if (!isInputObjectType(type)) {
    return scalars[type.name]?.(ids) ?? (fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>);
  }
  const fields = Object.values(type.getFields());
  const values = Object.fromEntries(
    fields.map((field) => [
      field.name,
      isNonNullType(field.type)
        ? inputsOf(field.type, ids)
        : fc.option(inputsOf(field.type, ids), { freq: 9 }),
    ]),
  );
  return fc.record(values, {
    requiredKeys: fields.filter(isRequiredInputField).map(({ name }) => name),
  }) as fc.Arbitrary<Json>;
}
