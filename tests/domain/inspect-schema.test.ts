import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { boundedList } from '../../src/domain/bounded.ts';
import {
  cleared,
  dateTime,
  emailAddress,
  flag,
  languageTag,
  oneOf,
  optional,
  questionnaireId,
  singleLine,
} from '../../src/domain/fields.ts';
import { descriptionOf, inspectSchema, schemaLayers } from '../../src/domain/inspect-schema.ts';
import { objectWithRules } from '../../src/domain/parse-input.ts';

const name = singleLine({ max: 5 });

describe('inspectSchema', () => {
  test('an object has its fields in their order, each with whether it is required', () => {
    const fields = {
      name,
      nickname: optional(name),
      note: cleared(name),
      tags: optional(boundedList(name, { max: 2 })).transform((tags) => tags ?? []),
      count: z.int().default(1),
      anything: z.unknown().optional(),
    };

    for (const object of [z.strictObject(fields), objectWithRules(fields, () => {})]) {
      const structure = inspectSchema(optional(object.describe('An object.')));
      expect(structure.kind === 'object' && [...structure.fields]).toEqual([
        ['name', { schema: fields.name, isRequired: true }],
        ['nickname', { schema: fields.nickname, isRequired: false }],
        ['note', { schema: fields.note, isRequired: false }],
        ['tags', { schema: fields.tags, isRequired: false }],
        ['count', { schema: fields.count, isRequired: false }],
        ['anything', { schema: fields.anything, isRequired: false }],
      ]);
    }
  });

  test('a list has the schema of its items', () => {
    const list = boundedList(name, { max: 2 }).min(1).describe('Names.');
    expect(inspectSchema(optional(list))).toEqual({ kind: 'list', schema: list, item: name });
  });

  test('an enum has its values', () => {
    expect(inspectSchema(cleared(oneOf(['RED', 'BLUE'])))).toEqual({ kind: 'enum', values: ['RED', 'BLUE'] });
  });

  test.each([
    ['string', optional(emailAddress)],
    ['string', languageTag],
    ['string', dateTime],
    ['integer', questionnaireId],
    ['number', z.number().max(3)],
    ['boolean', optional(flag).transform((isSet) => isSet ?? false)],
    ['unknown', z.unknown().optional()],
    ['custom', z.custom<Date>((value) => value instanceof Date)],
  ])('a scalar has its type: %s', (type, schema) => {
    expect(inspectSchema(schema)).toEqual({ kind: 'scalar', type });
  });

  test.each([z.record(z.string(), name), z.tuple([name]), z.any(), z.union([name, flag])])(
    'a kind that no input can have is an error (%#)',
    (schema) => {
      expect(() => inspectSchema(z.optional(schema))).toThrow('No operation');
    },
  );
});

describe('descriptionOf', () => {
  test.each([
    [undefined, optional(name)],
    ['Inner.', optional(name.describe('Inner.'))],
    ['Inner.', cleared(name.meta({ description: 'Inner.' }))],
    ['Inner.', name.describe('Inner.').transform((text) => text.length)],
    ['Outer.', optional(name.describe('Inner.')).describe('Outer.')],
  ])('descriptionOf is the outermost one: %s', (description, schema) => {
    expect(descriptionOf(schema)).toBe(description);
  });
});

test('schemaLayers lists a schema and all that it wraps', () => {
  const wrapped = name.nullable().optional();
  expect(schemaLayers(wrapped)).toEqual([wrapped, wrapped.unwrap(), name]);
});
