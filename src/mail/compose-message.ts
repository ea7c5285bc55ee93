import type { SendMailOptions } from 'nodemailer';
import type { Sender } from '../settings/sender.ts';
import { cleanLine } from '../text/clean-line.ts';
import { parseAddress } from '../text/parse-address.ts';
import { type Mail, MailNotAcceptedError } from './mailer.ts';

/**
 * Turns an email into a message for nodemailer. The envelope is given explicitly, so that no header is ever parsed for
 * recipients.
 *
 * @throws MailNotAcceptedError when the recipient is not one bare address
 */
export function composeMessage({ mail, sender }: { mail: Mail; sender: Sender }): SendMailOptions {
  const to = parseAddress(mail.to);
  if (to === null) {
    throw new MailNotAcceptedError({
      failure: 'REFUSED',
      stage: 'preparation',
      reason: 'the recipient is not a plain email address',
    });
  }
  const replyTo = mail.replyTo == null ? null : parseAddress(mail.replyTo);
  const fromName = cleanLine(mail.fromName, 60);
  return {
    envelope: { from: sender.address, to: [to] },
    from: {
      name: fromName === '' ? sender.serviceName : `${fromName} via ${sender.serviceName}`,
      address: sender.address,
    },
    to: { name: '', address: to },
    ...(replyTo !== null && { replyTo: { name: '', address: replyTo } }),
    subject: cleanLine(mail.subject, 180),
    text: mail.text,
    html: mail.html,
    // Keeps out-of-office replies away from a mailbox that no one reads (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
