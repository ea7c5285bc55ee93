import type { GraphQLEnumType } from 'graphql';
import type { ReferenceObject } from 'openapi3-ts/oas31';
import { restEnumValue } from '../naming.ts';
import type { Components } from './components.ts';
import { restWords } from './rest-words.ts';

/** An enum with the meaning of each value. */
export const enumSchema = (components: Components, type: GraphQLEnumType): ReferenceObject =>
  components.schema([type.name], type.name, () => {
    const values = type
      .getValues()
      .map(({ name, description }) => ({ value: restEnumValue(type.name, name), description }));
    const meanings = values.map(
      ({ value, description }) => `- \`${value}\`: ${restWords(description ?? '')}`,
    );
    return {
      type: 'string',
      enum: values.map(({ value }) => value),
      description: `${restWords(type.description ?? '')}\n\n${meanings.join('\n')}`,
    };
  });
