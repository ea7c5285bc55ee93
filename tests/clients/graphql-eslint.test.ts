import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import graphqlEslint from '@graphql-eslint/eslint-plugin';
import { ESLint } from 'eslint';
import { buildSchema, isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { valueTypeSuffixes, valueTypes } from './value-types.ts';

const path = fileURLToPath(new URL('../../schema.graphql', import.meta.url));
const sdl = await readFile(path, 'utf8');

describe('schema.graphql', () => {
  it('schema.graphql passes the recommended rules for schemas, with an id on each type that is no value', async () => {
    expect(await lint(sdl)).toEqual([]);
  });

  it('schema.graphql would fail with a type that has no id and is no value', async () => {
    const problems = await lint(
      '"""Root."""\ntype Query {\n"""All."""\nwheels: [Wheel!]!\n}\n"""A."""\ntype Wheel { name: String! }',
    );
    expect(problems).toEqual([expect.stringContaining('strict-id-in-types: type "Wheel" must have')]);
  });
});

describe('each value type', () => {
  const types = buildSchema(sdl).getTypeMap();

  it.each(Object.keys(valueTypes))('%s exists, has no id, and has no ending that already says so', (name) => {
    const type = types[name];
    expect(isObjectType(type) && !('id' in type.getFields())).toBe(true);
    expect(valueTypeSuffixes.filter((suffix) => name.endsWith(suffix))).toEqual([]);
  });
});

/** What graphql-eslint reports, a line each. */
async function lint(schema: string): Promise<string[]> {
  const { configs, parser } = graphqlEslint;
  const eslint = new ESLint({
    overrideConfigFile: true,
    overrideConfig: {
      files: ['**/*.graphql'],
      plugins: { '@graphql-eslint': graphqlEslint as unknown as ESLint.Plugin },
      languageOptions: { parser, parserOptions: { graphQLConfig: { schema } } },
      rules: {
        ...configs['flat/schema-recommended'].rules,
        '@graphql-eslint/strict-id-in-types': [
          'error',
          { exceptions: { types: Object.keys(valueTypes), suffixes: valueTypeSuffixes } },
        ],
      },
    },
  });
  const [result] = await eslint.lintText(schema, { filePath: path });
  return result!.messages.map(({ line, ruleId, message }) => `line ${line}, ${ruleId}: ${message}`);
}
