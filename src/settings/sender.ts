import addressparser from 'nodemailer/lib/addressparser';
import { parseAddress } from '../text/parse-address.ts';

/** Who emails come from: the address, and the name of the service that sends on a tenant's behalf. */
export interface Sender {
  address: string;
  serviceName: string;
}

/**
 * Reads `MAIL_FROM`, as `Postern <no-reply@example.com>` or a bare address.
 *
 * @throws Error when it is not exactly one address
 */
export function parseSender(from: string): Sender {
  const [mailbox, ...others] = addressparser(from, { flatten: true });
  const address = mailbox && parseAddress(mailbox.address);
  if (!address || others.length > 0) {
    throw new Error('The sender of emails must be one address, such as "Postern <no-reply@example.com>".');
  }
  return { address, serviceName: mailbox.name || 'Postern' };
}
