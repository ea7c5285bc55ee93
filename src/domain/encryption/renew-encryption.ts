import type { EncryptedStore } from '../../storage/create-encrypted-store.ts';
import type { Services } from '../context.ts';
import { renewAnswers } from './renew-answers.ts';
import { renewFiles } from './renew-files.ts';
import { renewWebhookSecrets } from './renew-webhook-secrets.ts';
import type { Renewal } from './renewal.ts';

interface RenewOptions {
  services: Pick<Services, 'allTenants' | 'cipher'>;
  /** Undefined where there can be none that the first key has not encrypted. */
  files: EncryptedStore | undefined;
  /** Ends the work between two pieces of it. */
  signal: AbortSignal;
  log: Services['log'] & { info(details: object, message: string): void };
}

/**
 * Encrypts everything that is kept with the first key, and tells the operator when nothing takes another one any more.
 * Several replicas may do so at once. What cannot be read stays as it is.
 */
export async function renewEncryption({ services, files, signal, log }: RenewOptions): Promise<Renewal> {
  const renewal: Renewal = { renewed: 0, unreadable: 0 };
  const sealing = { ...services, signal, log };
  await renewAnswers(sealing, renewal);
  await renewWebhookSecrets(sealing, renewal);
  if (files) {
    await renewFiles(files, sealing, renewal);
  }
  if (signal.aborted) {
    return renewal;
  }
  if (renewal.unreadable > 0) {
    log.error(renewal, 'Not everything that is kept can be read with the keys of ENCRYPTION_KEY.');
  } else {
    log.info(renewal, 'Everything that is kept is encrypted with the first key of ENCRYPTION_KEY.');
  }
  return renewal;
}
