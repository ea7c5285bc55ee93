/** A list that an export contains, one line for each item. */
export interface ExportList {
  /** The name of its file. */
  file: string;
  /** The list's field of `Query`. */
  field: string;
  /** The fields of an item. Those of a nested list are completed by `nested`. */
  selection: string;
  /** Few enough items that a page is within the limits of cost and size. */
  pageSize: number;
  /** A list of each item that can have more pages, and the field of `Query` that finds the item. */
  nested?: { field: string; parent: string; selection: string; pageSize: number };
  /** Lists the files of an item, by where the API has their contents. */
  files?: (item: never) => ExportedFile[];
}

/** A file with its place in the archive. */
export interface ExportedFile {
  /** Below `/api/v1`. */
  contentPath: string;
  archivePath: string;
}

const submission = `
  id number submittedAt
  answers { question { id key } value }
  changes { question { id key } before after }`;

const delivery = `
  id eventId eventType sequence status attempts lastResponseStatus lastError nextAttemptAt createdAt data
  attemptLog { id startedAt durationMs responseStatus responseBody error }`;

const batchItem = `
  id index status result { workflowSessionId entityId responseId verificationSessionId }
  error { code message requestId fields { path messages } currentStatus reason }`;

interface Named {
  id: string;
  name: string;
}

/** The name is the uploader's, and part of it may not be one that every system can unpack. */
const fileName = ({ id, name }: Named): string => `${id}-${name.replace(/[^\p{L}\p{N}. _-]+/gu, '_')}`;

/** Everything that a tenant's key with the scope `ADMIN` can read in its mode. */
export const exportLists: readonly ExportList[] = [
  {
    file: 'entities.jsonl',
    field: 'entities',
    selection: `id type name legalName tradingName firstName lastName email phone jurisdiction externalId createdAt updatedAt
      onHold erasedAt`,
    pageSize: 100,
  },
  {
    file: 'questionnaires.jsonl',
    field: 'questionnaires',
    selection: `id name description type createdAt responseCount versions(first: 1) { nodes { ...Version } pageInfo { hasNextPage endCursor } }`,
    pageSize: 5,
    nested: { field: 'versions', parent: 'questionnaire', selection: '...Version', pageSize: 5 },
  },
  {
    file: 'responses.jsonl',
    field: 'responses',
    selection: `id name status createdAt updatedAt submittedAt reviewedAt
      reviewedBy { name email } decidedBy { name email } language flags { question level text } riskLevel assignee { name email } tags dueAt erasedAt plannedEmail plannedExpiryHours
      plannedVerification { document identity enhancedIdentity proofOfAddress }
      questionnaire { id } questionnaireVersion { id number } entity { id }
      answers { id question { id key } value
        source { documentId documentName page quote confidence engine } }
      comments(first: 100) { nodes { id answerId question { id key } text author { name person { name email } } createdAt } }
      autofill { id status jobId answered total failedDocuments { name reason } error startedAt finishedAt }
      submissions(first: 5) { nodes { ${submission} } pageInfo { hasNextPage endCursor } }`,
    pageSize: 5,
    nested: { field: 'submissions', parent: 'response', selection: submission, pageSize: 10 },
  },
  {
    file: 'workflow-sessions.jsonl',
    field: 'workflowSessions',
    selection: `id status email entityId entityName responseId verificationSessionId steps completedSteps message questionKeys
      expiresAt createdAt openedAt completedAt linkRequestedAt`,
    pageSize: 100,
  },
  {
    file: 'verification-sessions.jsonl',
    field: 'verificationSessions',
    selection: `id entityId checks { document identity enhancedIdentity proofOfAddress } status outcome createdAt completedAt
      expiresAt evidence { id check name contentType sizeBytes createdAt }`,
    pageSize: 50,
    files: ({ id, evidence }: { id: string; evidence: Named[] }) =>
      evidence.map((file) => ({
        contentPath: `/verification-sessions/${id}/evidence/${file.id}/content/`,
        archivePath: `files/evidence/${fileName(file)}`,
      })),
  },
  {
    file: 'documents.jsonl',
    field: 'documents',
    selection: 'id name contentType sizeBytes readable unreadableReason createdAt entity { id }',
    pageSize: 100,
    files: (document: Named) => [
      {
        contentPath: `/documents/${document.id}/content/`,
        archivePath: `files/documents/${fileName(document)}`,
      },
    ],
  },
  {
    file: 'batches.jsonl',
    field: 'batches',
    selection: `id name status total pending sent prefilled failed cancelled createdAt finishedAt
      items(first: 20) { nodes { ${batchItem} } pageInfo { hasNextPage endCursor } }`,
    pageSize: 5,
    nested: { field: 'items', parent: 'batch', selection: batchItem, pageSize: 50 },
  },
  {
    file: 'audit-events.jsonl',
    field: 'auditEvents',
    selection: 'id type actor { kind name } createdAt entityId responseId workflowSessionId details',
    pageSize: 100,
  },
  {
    file: 'captured-mails.jsonl',
    field: 'capturedMails',
    selection: 'id to subject text html workflowSessionId createdAt',
    pageSize: 50,
  },
  {
    file: 'webhooks.jsonl',
    field: 'webhooks',
    selection: `id url allEvents events description enabled disabledReason failingSince formerSecretUntil createdAt
      deliveries(first: 5) { nodes { ${delivery} } pageInfo { hasNextPage endCursor } }`,
    pageSize: 5,
    nested: { field: 'deliveries', parent: 'webhook', selection: delivery, pageSize: 20 },
  },
  {
    file: 'api-keys.jsonl',
    field: 'apiKeys',
    selection: 'id name mode scopes prefix createdAt expiresAt lastUsedAt revokedAt',
    pageSize: 100,
  },
];

const versionFragment = `
  fragment Version on QuestionnaireVersion {
    id number name description type language texts questionCount createdAt
    flagWhen { key equals above below countryIn level text }
    sections { id title texts questions { id key text type required options helpText texts min max hints visibleWhen { key equals } } }
  }`;

const withFragments = (query: string): string =>
  query.includes('...Version') ? `${query}\n${versionFragment}` : query;

/** The operation that reads a page of a list. */
export const pageQuery = ({ field, selection, pageSize }: ExportList): string =>
  withFragments(`query Export($after: String) {
    page: ${field}(first: ${pageSize}, after: $after) { nodes { ${selection} } pageInfo { hasNextPage endCursor } }
  }`);

/** The operation that reads a page of a nested list of one item. */
export const nestedQuery = ({
  field,
  parent,
  selection,
  pageSize,
}: NonNullable<ExportList['nested']>): string =>
  withFragments(`query ExportNested($id: ID!, $after: String) {
    parent: ${parent}(id: $id) {
      page: ${field}(first: ${pageSize}, after: $after) { nodes { ${selection} } pageInfo { hasNextPage endCursor } }
    }
  }`);

/** The operation that reads whose data is exported. */
export const ownerQuery = `query ExportOwner {
  viewer {
    tenant { id name defaultExpiryHours language accentColour contactEmail contactPhone privacyUrl replyTo retentionDays fourEyes teamEmails teamEmailEvents teamEmailSchedule createdAt credits { available held used } }
    apiKey { id name mode scopes }
  }
}`;
