import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { generate } from '@graphql-codegen/cli';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { schema } from './src/graphql/schema.ts';

/*
 * Writes schema.graphql and the typed documents of the REST adapter and the command line. With --check it writes
 * nothing and fails when a file is not what it would write.
 */
const isCheck = process.argv.includes('--check');

const files = await generate(
  {
    cwd: import.meta.dirname,
    schema: printSchema(lexicographicSortSchema(schema)),
    silent: true,
    generates: Object.fromEntries(
      ['src/rest', 'src/command-line'].map((folder) => [
        `${folder}/generated/`,
        {
          preset: 'client',
          documents: `${folder}/operations/*.graphql`,
          presetConfig: { fragmentMasking: false },
          config: {
            documentMode: 'string',
            importExtension: '.ts',
            useTypeImports: true,
            enumsAsTypes: true,
            scalars: {
              UUID: 'string',
              DateTime: 'string',
              EmailAddress: 'string',
              CountryCode: 'string',
              JSON: 'unknown',
            },
          },
        },
      ]),
    ),
  },
  false,
);
const generated = [
  { filename: 'schema.graphql', content: `${printSchema(lexicographicSortSchema(schema))}\n` },
  ...files,
];

const stale: string[] = [];
for (const { filename, content } of generated) {
  const current = await readFile(filename, 'utf8').catch(() => undefined);
  if (current === content) {
    continue;
  }
  stale.push(filename);
  if (!isCheck) {
    await mkdir(dirname(filename), { recursive: true });
    await writeFile(filename, content);
  }
}
if (isCheck && stale.length > 0) {
  console.error(`Not up to date, run npm run generate: ${stale.join(', ')}`);
  process.exitCode = 1;
}
