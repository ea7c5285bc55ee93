import { join } from 'node:path';
import { readSecret, replaceSecret } from '../../../secrets/secret-files.ts';
import { type DemoServices, ensureDemoTenant } from './ensure-demo-tenant.ts';

/**
 * The demo tenant's key, the same at every start, in a file that only its owner can read. Creates the tenant in a database
 * that has none.
 *
 * @returns undefined when the database has tenants but the demo tenant is not among them
 */
export async function keepDemoKey({
  services,
  dataDir,
}: {
  services: DemoServices;
  dataDir: string;
}): Promise<string | undefined> {
  const file = join(dataDir, 'demo-key');
  const keptKey = await readSecret(file);
  const key = await ensureDemoTenant({ services, keptKey });
  if (key !== undefined && key !== keptKey) {
    await replaceSecret(file, key);
  }
  return key;
}
