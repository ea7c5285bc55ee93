import { join } from 'node:path';
import type { PrismaClient } from '../../database/client/client.ts';
import { readSecret, replaceSecret } from '../../secrets/secret-files.ts';
import { ensureDemoTenant } from './ensure-demo-tenant.ts';

/**
 * The demo tenant's key, the same at every start, in a file that only its owner can read. Creates the tenant in a database
 * that has none.
 *
 * @returns undefined when the database has tenants but the demo tenant is not among them
 */
export async function keepDemoKey({
  allTenants,
  dataDir,
}: {
  allTenants: PrismaClient;
  dataDir: string;
}): Promise<string | undefined> {
  const file = join(dataDir, 'demo-key');
  const keptKey = await readSecret(file);
  const key = await ensureDemoTenant({ allTenants, keptKey });
  if (key !== undefined && key !== keptKey) {
    await replaceSecret(file, key);
  }
  return key;
}
