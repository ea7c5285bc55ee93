import type { Services } from '../context.ts';

/**
 * Whether the gateway's keys are those of its database: looks at the answers of the oldest and of the newest responses,
 * the passages quoted for them, and the secrets of webhooks. What lies between is looked at by `renewEncryption`.
 *
 * @returns something that was encrypted with a key that is not there; undefined where there is nothing like that
 */
export async function findMissingKey({
  allTenants,
  cipher,
}: Pick<Services, 'allTenants' | 'cipher'>): Promise<string | undefined> {
  const rows = await allTenants.$queryRaw<{ value: string }[]>`
    (SELECT value #>> '{}' AS value FROM answers WHERE jsonb_typeof(value) = 'string'
      ORDER BY response_id, question_id LIMIT 100)
    UNION ALL
    (SELECT value #>> '{}' FROM answers WHERE jsonb_typeof(value) = 'string'
      ORDER BY response_id DESC, question_id DESC LIMIT 100)
    UNION ALL (SELECT quote FROM answer_annotations ORDER BY response_id DESC, question_id DESC LIMIT 100)
    UNION ALL (SELECT sealed_secret FROM webhook_endpoints ORDER BY id DESC LIMIT 100)`;
  return rows.map(({ value }) => value).find((value) => cipher.isSealed(value) && !cipher.hasKeyOf(value));
}
