import {
  type GraphQLEnumType,
  type GraphQLOutputType,
  getNamedType,
  isEnumType,
  isListType,
  isNonNullType,
} from 'graphql';
import * as enums from '../database/client/enums.ts';
import type { WebhookEventName } from '../domain/events/event-types.ts';
import { isIntegerId } from './naming.ts';
import { type DocumentOfSchema, type SelectedField, selectedFields } from './selected-fields.ts';

interface SampleOptions {
  type: WebhookEventName;
  at: Date;
}

/** Values that are recognisably made up, by scalar. */
const scalars: Readonly<Record<string, (at: Date) => unknown>> = {
  Boolean: () => true,
  DateTime: (at) => at.toISOString(),
  EmailAddress: () => 'test.event@example.com',
  // No gateway ever makes this id.
  ID: () => '00000000-0000-0000-0000-000000000000',
  Int: () => 0,
  LanguageTag: () => 'en',
  String: () => 'Test event',
};

/**
 * A value for a field that a document selects, without any data: every field below it has a value, and every list one item.
 * An enum has the value with which the event's type ends, such as `SUBMITTED` for `response.submitted`, and otherwise that
 * of a new row.
 *
 * @throws Error if the document selects a scalar for which there is no value
 */
export function sampleValue(
  context: DocumentOfSchema,
  { definition, parent, selectionSet }: SelectedField,
  options: SampleOptions,
): unknown {
  return isIntegerId(parent.name, definition.name) ? '0' : sampleOf(definition.type);

  function sampleOf(type: GraphQLOutputType): unknown {
    if (isNonNullType(type)) {
      return sampleOf(type.ofType);
    }
    if (isListType(type)) {
      return [sampleOf(type.ofType)];
    }
    if (selectionSet) {
      const fields = selectedFields(context, getNamedType(type), selectionSet);
      return Object.fromEntries(fields.map((field) => [field.key, sampleValue(context, field, options)]));
    }
    const value = isEnumType(type) ? enumValue(type, options.type) : scalars[type.name]?.(options.at);
    if (value === undefined) {
      throw new Error(`There is no sample of the type ${type.name}.`);
    }
    return value;
  }
}

/** The values of enums as the database has them, each of which begins with that of a new row. */
const databaseEnums: Readonly<Record<string, Readonly<Record<string, string>>>> = enums;

function enumValue(type: GraphQLEnumType, eventType: WebhookEventName): string | undefined {
  const values = type.getValues().map(({ name }) => name);
  const [initial] = Object.keys(databaseEnums[type.name] ?? {});
  return values.find((value) => eventType.toUpperCase().endsWith(value)) ?? initial ?? values[0];
}
