import { mcpPath } from '../mcp/register-mcp.ts';
import { pageSlug, tags } from '../rest/reference/tags.ts';

interface LlmsTextOptions {
  /** The public address of the gateway. */
  url: string;
  description: string;
  servesMcp: boolean;
}

/** An index of everything that describes the gateway, in the form of llmstxt.org. */
export const llmsText = ({ url, description, servesMcp }: LlmsTextOptions): string =>
  `# Postern

> ${description}

Every request has the header \`Authorization: Bearer …\` with an API key of a tenant. Both APIs do the same; REST is at ${url}/api/v1, GraphQL at ${url}/graphql.

## REST

- [OpenAPI 3.1](${url}/api/v1/openapi.json): every path, parameter, body, response, error and webhook
${tags.map(({ name, description: text }) => `- [${name}](${url}/api/v1/docs/${pageSlug(name)}): ${text}`).join('\n')}

## GraphQL

- [Schema](${url}/schema.graphql): every type, query and mutation with its description
${servesMcp ? toolsText(url) : ''}`;

/** An address and no link, because the endpoint has nothing for someone who opens it. */
const toolsText = (url: string): string => `
## Tools

The operations of the REST API are also tools of the Model Context Protocol, over Streamable HTTP at ${url}${mcpPath}, with the same API keys. A key sees the tools that its scopes allow; a key with the scope \`READ\` can only read.
`;
