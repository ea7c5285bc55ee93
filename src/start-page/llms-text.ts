import { pageSlug, tags } from '../rest/reference/tags.ts';

/** An index of everything that describes the gateway, in the form of llmstxt.org. */
export const llmsText = ({ url, description }: { url: string; description: string }): string =>
  `# Postern

> ${description}

Every request has the header \`Authorization: Bearer …\` with an API key of a tenant. Both APIs do the same; REST is at ${url}/api/v1, GraphQL at ${url}/graphql.

## REST

- [OpenAPI 3.1](${url}/api/v1/openapi.json): every path, parameter, body, response, error and webhook
${tags.map(({ name, description: text }) => `- [${name}](${url}/api/v1/docs/${pageSlug(name)}): ${text}`).join('\n')}

## GraphQL

- [Schema](${url}/schema.graphql): every type, query and mutation with its description
`;
