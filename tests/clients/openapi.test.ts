import { validate } from '@hyperjump/json-schema/openapi-3-1';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { createOpenApiDocument } from '../../src/rest/reference/openapi-document.ts';

const openApi = createOpenApiDocument({ publicUrl: 'https://kyc.acme.org', version: '1.2.3' });
const copy = (): any => JSON.parse(JSON.stringify(openApi));

/** A document in which a part is missing that OpenAPI requires. */
const withoutTitle = () => {
  const { title: _title, ...info } = copy().info;
  return { ...copy(), info };
};

/** What Redocly's strictest rules report, a line each. */
async function lint(document: object): Promise<string[]> {
  const config = await createConfig({
    extends: ['recommended-strict'],
    // REST v1 has trailing slashes, and its paths work without one as well. `/workflows/batches/` is beside
    // `/workflows/{session_id}/`, but no id of a session can be `batches`, because it is a UUID.
    rules: { 'no-path-trailing-slash': 'off', 'no-ambiguous-paths': 'off' },
  });
  const problems = await lintFromString({ source: JSON.stringify(document), config });
  return problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`);
}

describe('the OpenAPI document', () => {
  it('the OpenAPI document is valid by @seriousme/openapi-schema-validator, which would reject one without a title', async () => {
    expect(await new Validator().validate(copy())).toMatchObject({ valid: true });
    expect(await new Validator().validate(withoutTitle())).toMatchObject({ valid: false });
  });

  it('the OpenAPI document is valid by @hyperjump/json-schema, which would reject one without a title', async () => {
    const schema = 'https://spec.openapis.org/oas/3.1/schema-base';
    expect(await validate(schema, copy())).toMatchObject({ valid: true });
    expect(await validate(schema, withoutTitle())).toMatchObject({ valid: false });
  });

  it('the OpenAPI document passes the strictest rules of Redocly, which would report an example that does not fit', async () => {
    expect(await lint(openApi)).toEqual([]);
    const wrong = copy();
    wrong.paths['/credits/'].get.responses['200'].content['application/json'].examples.example.value.held =
      'many';
    expect(await lint(wrong)).toEqual([expect.stringMatching(/^no-invalid-media-type-examples: .*`held`/)]);
  });
});
