/** A column whose values are sealed. Each of its rows belongs to a tenant, in `tenant_id`. */
export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  /** The column in which the database keeps the id of the key that has sealed the value; `null` for an earlier format. */
  readonly keyId: string;
  /** The columns that identify a row, all of type uuid. */
  readonly row: readonly string[];
  /** Whether the column has type jsonb: then the JSON is sealed, and stored as a JSON string. */
  readonly isJson: boolean;
}

/** Every sealed column of the database. What is added here is renewed with all others. */
export const sealedColumns = {
  answer: {
    table: 'answers',
    column: 'value',
    keyId: 'key_id',
    row: ['response_id', 'question_id'],
    isJson: true,
  },
  quote: {
    table: 'answer_annotations',
    column: 'quote',
    keyId: 'key_id',
    row: ['response_id', 'question_id'],
    isJson: false,
  },
  submission: {
    table: 'submissions',
    column: 'content',
    keyId: 'key_id',
    row: ['response_id', 'id'],
    isJson: true,
  },
  comment: {
    table: 'response_comments',
    column: 'text',
    keyId: 'key_id',
    row: ['response_id', 'id'],
    isJson: false,
  },
  flags: {
    table: 'responses',
    column: 'flags',
    keyId: 'flags_key_id',
    row: ['id'],
    isJson: false,
  },
  webhookSecret: {
    table: 'webhook_endpoints',
    column: 'sealed_secret',
    keyId: 'secret_key_id',
    row: ['id'],
    isJson: false,
  },
  formerWebhookSecret: {
    table: 'webhook_endpoints',
    column: 'sealed_former_secret',
    keyId: 'former_secret_key_id',
    row: ['id'],
    isJson: false,
  },
  batchItem: {
    table: 'batch_items',
    column: 'content',
    keyId: 'key_id',
    row: ['id'],
    isJson: false,
  },
  idempotentAnswer: {
    table: 'idempotency_records',
    column: 'answer',
    keyId: 'key_id',
    row: ['id'],
    isJson: true,
  },
} as const satisfies Record<string, SealedColumn>;

/** Where a value belongs. It can be read nowhere else. */
export interface Place {
  column: Pick<SealedColumn, 'table' | 'column' | 'isJson'>;
  /** Taken from whoever reads, not from the row, wherever that is known. */
  tenantId: string;
  /** The values of the column's `row`, in that order. */
  row: readonly string[];
}
