// GraphQL Code Generator with its client preset: npm install --save-dev @graphql-codegen/cli, then npx graphql-codegen.
import type { CodegenConfig } from '@graphql-codegen/cli';

export default {
  schema: `${process.env['POSTERN_URL'] ?? 'http://localhost:4000'}/schema.graphql`,
  documents: 'src/**/*.ts',
  generates: {
    'src/gql/': {
      preset: 'client',
      config: {
        useTypeImports: true,
        strictScalars: true,
        scalars: {
          AnswerValue: 'unknown',
          CountryCode: 'string',
          DateTime: 'string',
          EmailAddress: 'string',
          HexColorCode: 'string',
          JSON: 'unknown',
          LanguageTag: 'string',
          LocalTexts: 'Record<string, Record<string, unknown>>',
          URL: 'string',
          Upload: 'File',
        },
      },
    },
  },
} satisfies CodegenConfig;
