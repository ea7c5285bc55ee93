import { createGateway } from '../../src/gateway.ts';
import { readSettings } from '../../src/settings/settings.ts';
import type { BenchCase } from './cases.ts';

/**
 * Counts the SQL statements of one request through each of the gateway's apis, those that begin and end a transaction
 * too, in a gateway of its own: looking at statements costs time.
 *
 * @returns the counts by case and api, such as `save GraphQL`
 */
export async function countStatements(options: {
  databaseUrl: string;
  dataDir: string;
  apiKey: string;
  cases: readonly BenchCase[];
}): Promise<Map<string, number>> {
  const { databaseUrl, dataDir, apiKey, cases } = options;
  let seen = 0;
  const gateway = await createGateway({
    settings: readSettings({ DATABASE_URL: databaseUrl, DATA_DIR: dataDir, LOG_LEVEL: 'warn' }),
    onStatement: () => {
      seen += 1;
    },
  });
  const counts = new Map<string, number>();
  try {
    for (const { name, apis } of cases) {
      for (const api of apis.slice(1)) {
        const call = api.calls[0]!;
        const attempts: number[] = [];
        // The first call fills caches, and any call may coincide with what the gateway does on its own.
        for (let attempt = 0; attempt < 4; attempt += 1) {
          seen = 0;
          await gateway.app.inject({
            method: call.method,
            url: call.path,
            headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
            ...(call.body !== undefined && { payload: call.body }),
          });
          attempts.push(seen);
        }
        counts.set(`${name} ${api.name}`, Math.min(...attempts));
      }
    }
  } finally {
    await gateway.close();
  }
  return counts;
}
