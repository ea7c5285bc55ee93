/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "query ListJobs($filter: JobFilter, $after: String) {\n  jobs(first: 100, after: $after, filter: $filter) {\n    nodes {\n      ...JobRow\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}\n\nmutation RetryJob($input: RetryJobInput!) {\n  retryJob(input: $input) {\n    __typename\n    ...JobRow\n    ...CommandProblem\n  }\n}\n\nfragment JobRow on Job {\n  id\n  queue\n  state\n  attempts\n  lastError\n  data\n  createdAt\n  nextAttemptAt\n  finishedAt\n}": typeof types.ListJobsDocument,
    "mutation CreateApiKey($input: CreateApiKeyInput!) {\n  createApiKey(input: $input) {\n    __typename\n    ... on CreateApiKeyPayload {\n      key {\n        ...KeyRow\n      }\n      apiKey\n    }\n    ...CommandProblem\n  }\n}\n\nmutation RevokeApiKey($input: RevokeApiKeyInput!) {\n  revokeApiKey(input: $input) {\n    __typename\n    ...KeyRow\n    ...CommandProblem\n  }\n}\n\nquery ListApiKeys($tenantId: UUID, $after: String) {\n  apiKeys(tenantId: $tenantId, first: 100, after: $after) {\n    nodes {\n      ...KeyRow\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}\n\nfragment KeyRow on ApiKey {\n  id\n  tenantId\n  name\n  mode\n  scopes\n  prefix\n  expiresAt\n  revokedAt\n  lastUsedAt\n  createdAt\n}": typeof types.CreateApiKeyDocument,
    "fragment CommandProblem on Error {\n  code\n  message\n  ... on ValidationError {\n    fields {\n      path\n      messages\n    }\n  }\n}": typeof types.CommandProblemFragmentDoc,
    "mutation ImportQuestionnaire($input: CreateQuestionnaireInput!) {\n  createQuestionnaire(input: $input) {\n    __typename\n    ... on Questionnaire {\n      id\n      version\n      name\n      description\n      type\n      questionCount\n      createdAt\n    }\n    ...CommandProblem\n  }\n}\n\nquery ExportQuestionnaire($id: Int!) {\n  questionnaire(id: $id) {\n    name\n    description\n    type\n    language\n    sections {\n      title\n      questions {\n        key\n        text\n        type\n        required\n        options\n        helpText\n        min\n        max\n        hints\n        visibleWhen {\n          key\n          equals\n        }\n      }\n    }\n  }\n}": typeof types.ImportQuestionnaireDocument,
    "mutation CreateTenant($input: CreateTenantInput!) {\n  createTenant(input: $input) {\n    __typename\n    ... on CreateTenantPayload {\n      tenant {\n        ...TenantAccount\n      }\n      apiKey\n    }\n    ...CommandProblem\n  }\n}\n\nmutation UpdateTenant($input: UpdateTenantInput!) {\n  updateTenant(input: $input) {\n    __typename\n    ...TenantAccount\n    ...CommandProblem\n  }\n}\n\nmutation GrantCredits($input: GrantCreditsInput!) {\n  grantCredits(input: $input) {\n    __typename\n    ...TenantAccount\n    ...CommandProblem\n  }\n}\n\nquery ListTenants($after: String) {\n  tenants(first: 100, after: $after) {\n    nodes {\n      ...TenantAccount\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}\n\nfragment TenantAccount on Tenant {\n  id\n  name\n  defaultExpiryHours\n  language\n  accentColour\n  createdAt\n  credits {\n    available\n    held\n    used\n  }\n}": typeof types.CreateTenantDocument,
};
const documents: Documents = {
    "query ListJobs($filter: JobFilter, $after: String) {\n  jobs(first: 100, after: $after, filter: $filter) {\n    nodes {\n      ...JobRow\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}\n\nmutation RetryJob($input: RetryJobInput!) {\n  retryJob(input: $input) {\n    __typename\n    ...JobRow\n    ...CommandProblem\n  }\n}\n\nfragment JobRow on Job {\n  id\n  queue\n  state\n  attempts\n  lastError\n  data\n  createdAt\n  nextAttemptAt\n  finishedAt\n}": types.ListJobsDocument,
    "mutation CreateApiKey($input: CreateApiKeyInput!) {\n  createApiKey(input: $input) {\n    __typename\n    ... on CreateApiKeyPayload {\n      key {\n        ...KeyRow\n      }\n      apiKey\n    }\n    ...CommandProblem\n  }\n}\n\nmutation RevokeApiKey($input: RevokeApiKeyInput!) {\n  revokeApiKey(input: $input) {\n    __typename\n    ...KeyRow\n    ...CommandProblem\n  }\n}\n\nquery ListApiKeys($tenantId: UUID, $after: String) {\n  apiKeys(tenantId: $tenantId, first: 100, after: $after) {\n    nodes {\n      ...KeyRow\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}\n\nfragment KeyRow on ApiKey {\n  id\n  tenantId\n  name\n  mode\n  scopes\n  prefix\n  expiresAt\n  revokedAt\n  lastUsedAt\n  createdAt\n}": types.CreateApiKeyDocument,
    "fragment CommandProblem on Error {\n  code\n  message\n  ... on ValidationError {\n    fields {\n      path\n      messages\n    }\n  }\n}": types.CommandProblemFragmentDoc,
    "mutation ImportQuestionnaire($input: CreateQuestionnaireInput!) {\n  createQuestionnaire(input: $input) {\n    __typename\n    ... on Questionnaire {\n      id\n      version\n      name\n      description\n      type\n      questionCount\n      createdAt\n    }\n    ...CommandProblem\n  }\n}\n\nquery ExportQuestionnaire($id: Int!) {\n  questionnaire(id: $id) {\n    name\n    description\n    type\n    language\n    sections {\n      title\n      questions {\n        key\n        text\n        type\n        required\n        options\n        helpText\n        min\n        max\n        hints\n        visibleWhen {\n          key\n          equals\n        }\n      }\n    }\n  }\n}": types.ImportQuestionnaireDocument,
    "mutation CreateTenant($input: CreateTenantInput!) {\n  createTenant(input: $input) {\n    __typename\n    ... on CreateTenantPayload {\n      tenant {\n        ...TenantAccount\n      }\n      apiKey\n    }\n    ...CommandProblem\n  }\n}\n\nmutation UpdateTenant($input: UpdateTenantInput!) {\n  updateTenant(input: $input) {\n    __typename\n    ...TenantAccount\n    ...CommandProblem\n  }\n}\n\nmutation GrantCredits($input: GrantCreditsInput!) {\n  grantCredits(input: $input) {\n    __typename\n    ...TenantAccount\n    ...CommandProblem\n  }\n}\n\nquery ListTenants($after: String) {\n  tenants(first: 100, after: $after) {\n    nodes {\n      ...TenantAccount\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}\n\nfragment TenantAccount on Tenant {\n  id\n  name\n  defaultExpiryHours\n  language\n  accentColour\n  createdAt\n  credits {\n    available\n    held\n    used\n  }\n}": types.CreateTenantDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ListJobs($filter: JobFilter, $after: String) {\n  jobs(first: 100, after: $after, filter: $filter) {\n    nodes {\n      ...JobRow\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}\n\nmutation RetryJob($input: RetryJobInput!) {\n  retryJob(input: $input) {\n    __typename\n    ...JobRow\n    ...CommandProblem\n  }\n}\n\nfragment JobRow on Job {\n  id\n  queue\n  state\n  attempts\n  lastError\n  data\n  createdAt\n  nextAttemptAt\n  finishedAt\n}"): typeof import('./graphql.ts').ListJobsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation CreateApiKey($input: CreateApiKeyInput!) {\n  createApiKey(input: $input) {\n    __typename\n    ... on CreateApiKeyPayload {\n      key {\n        ...KeyRow\n      }\n      apiKey\n    }\n    ...CommandProblem\n  }\n}\n\nmutation RevokeApiKey($input: RevokeApiKeyInput!) {\n  revokeApiKey(input: $input) {\n    __typename\n    ...KeyRow\n    ...CommandProblem\n  }\n}\n\nquery ListApiKeys($tenantId: UUID, $after: String) {\n  apiKeys(tenantId: $tenantId, first: 100, after: $after) {\n    nodes {\n      ...KeyRow\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}\n\nfragment KeyRow on ApiKey {\n  id\n  tenantId\n  name\n  mode\n  scopes\n  prefix\n  expiresAt\n  revokedAt\n  lastUsedAt\n  createdAt\n}"): typeof import('./graphql.ts').CreateApiKeyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment CommandProblem on Error {\n  code\n  message\n  ... on ValidationError {\n    fields {\n      path\n      messages\n    }\n  }\n}"): typeof import('./graphql.ts').CommandProblemFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation ImportQuestionnaire($input: CreateQuestionnaireInput!) {\n  createQuestionnaire(input: $input) {\n    __typename\n    ... on Questionnaire {\n      id\n      version\n      name\n      description\n      type\n      questionCount\n      createdAt\n    }\n    ...CommandProblem\n  }\n}\n\nquery ExportQuestionnaire($id: Int!) {\n  questionnaire(id: $id) {\n    name\n    description\n    type\n    language\n    sections {\n      title\n      questions {\n        key\n        text\n        type\n        required\n        options\n        helpText\n        min\n        max\n        hints\n        visibleWhen {\n          key\n          equals\n        }\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').ImportQuestionnaireDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation CreateTenant($input: CreateTenantInput!) {\n  createTenant(input: $input) {\n    __typename\n    ... on CreateTenantPayload {\n      tenant {\n        ...TenantAccount\n      }\n      apiKey\n    }\n    ...CommandProblem\n  }\n}\n\nmutation UpdateTenant($input: UpdateTenantInput!) {\n  updateTenant(input: $input) {\n    __typename\n    ...TenantAccount\n    ...CommandProblem\n  }\n}\n\nmutation GrantCredits($input: GrantCreditsInput!) {\n  grantCredits(input: $input) {\n    __typename\n    ...TenantAccount\n    ...CommandProblem\n  }\n}\n\nquery ListTenants($after: String) {\n  tenants(first: 100, after: $after) {\n    nodes {\n      ...TenantAccount\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}\n\nfragment TenantAccount on Tenant {\n  id\n  name\n  defaultExpiryHours\n  language\n  accentColour\n  createdAt\n  credits {\n    available\n    held\n    used\n  }\n}"): typeof import('./graphql.ts').CreateTenantDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
