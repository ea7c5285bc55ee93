import { MailNotAcceptedError } from '../../src/mail/mailer.ts';
import type { TestGateway } from './gateway.ts';

/** From here on the mail server refuses mails to addresses at refused.example. */
export function refuseSomeMails({ services }: TestGateway): void {
  const { sendMail } = services;
  services.sendMail = (mail) =>
    mail.to.endsWith('@refused.example')
      ? Promise.reject(
          new MailNotAcceptedError({
            failure: 'REFUSED',
            stage: 'recipient',
            reason: 'the server refused the recipient',
          }),
        )
      : sendMail(mail);
}

/** A mail that the mail server has not answered yet. */
export interface HeldMail {
  /** Resolves when the mail was handed over. */
  handedOver: Promise<void>;
  accept: () => void;
  refuse: () => void;
}

/** Holds the next mail between being handed over and being answered; those after it go through. */
export function holdNextMail({ services }: TestGateway): HeldMail {
  const { sendMail } = services;
  const handedOver = Promise.withResolvers<void>();
  const verdict = Promise.withResolvers<void>();
  services.sendMail = async (mail) => {
    services.sendMail = sendMail;
    handedOver.resolve();
    await verdict.promise;
    return sendMail(mail);
  };
  return {
    handedOver: handedOver.promise,
    accept: verdict.resolve,
    refuse: () =>
      verdict.reject(
        new MailNotAcceptedError({ failure: 'REFUSED', stage: 'recipient', reason: 'the server refused it' }),
      ),
  };
}
