/** How a cell is read: as the text that it is, or as what its field needs. Whatever does not fit is passed on as it is. */
type ReadCell = (text: string) => unknown;

const asFlag: ReadCell = (text) => ({ true: true, false: false })[text.toLowerCase()] ?? text;
const asNumber: ReadCell = (text) => (/^\d{1,9}$/.test(text) ? Number(text) : text);
const asEnum: ReadCell = (text) => text.toUpperCase();
const asText: ReadCell = (text) => text;

/** A column of a file of sends. Its name is the field's path in the body of REST. */
interface Column {
  /** The field's path in the input of GraphQL. */
  path: string;
  read: ReadCell;
}

export const columns: Readonly<Record<string, Column>> = {
  email: { path: 'email', read: asText },
  entity_id: { path: 'entityId', read: asText },
  'entity.entity_type': { path: 'entity.type', read: asEnum },
  'entity.legal_name': { path: 'entity.legalName', read: asText },
  'entity.trading_name': { path: 'entity.tradingName', read: asText },
  'entity.first_name': { path: 'entity.firstName', read: asText },
  'entity.last_name': { path: 'entity.lastName', read: asText },
  'entity.email': { path: 'entity.email', read: asText },
  'entity.phone': { path: 'entity.phone', read: asText },
  'entity.jurisdiction': { path: 'entity.jurisdiction', read: asText },
  'entity.external_id': { path: 'entity.externalId', read: asText },
  'ddq.response_name': { path: 'ddq.responseName', read: asText },
  'ddq.prefill': { path: 'ddq.prefill', read: asFlag },
  'verification.checks.document': { path: 'verification.checks.document', read: asFlag },
  'verification.checks.identity': { path: 'verification.checks.identity', read: asFlag },
  'verification.checks.enhancedIdentity': { path: 'verification.checks.enhancedIdentity', read: asFlag },
  'verification.checks.proofOfAddress': { path: 'verification.checks.proofOfAddress', read: asFlag },
  expiry_hours: { path: 'expiryHours', read: asNumber },
  language: { path: 'language', read: (text) => text.toLowerCase() },
};

/** The column of a field, by its path in the input of GraphQL; the path itself if it has none. */
export const columnOf = (path: string): string =>
  Object.entries(columns).find(([, column]) => column.path === path)?.[0] ?? path;
