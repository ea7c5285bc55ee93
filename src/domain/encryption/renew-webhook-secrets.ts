import { type Renewal, renewOne, type SealingServices } from './renewal.ts';

/**
 * Encrypts the secrets of webhooks with the first key. Endpoints are few, and each secret is written only over the one that
 * was read.
 */
export async function renewWebhookSecrets(services: SealingServices, renewal: Renewal): Promise<void> {
  const { allTenants, cipher } = services;
  const endpoints = await allTenants.webhookEndpoint.findMany({
    select: { id: true, sealedSecret: true, sealedFormerSecret: true },
  });
  for (const { id, ...secrets } of endpoints) {
    for (const [column, sealed] of Object.entries(secrets)) {
      if (sealed === null || sealed.startsWith(cipher.sealedPrefix)) {
        continue;
      }
      const fresh = renewOne(services, { webhookEndpointId: id, column }, renewal, () =>
        cipher.seal(cipher.open(sealed)),
      );
      if (fresh !== undefined) {
        await allTenants.webhookEndpoint.updateMany({
          where: { id, [column]: sealed },
          data: { [column]: fresh },
        });
      }
    }
  }
}
