import type { Settings } from '../settings/settings.ts';
import { createCapturingMailer } from './capturing-mailer.ts';
import type { Mailer, OutgoingMail } from './mailer.ts';
import { removeCaptures } from './prune-captures.ts';
import type { SmtpMailerOptions } from './smtp-mailer.ts';

interface MailOptions {
  settings: Pick<Settings, 'smtpUrl' | 'mailFrom' | 'smtpTimeoutMs'>;
  /** Where captured emails are written as files; without it they are not. */
  directory: string | undefined;
  /** Keeps a captured email where its owner can read it. */
  keepCaptured: (mail: OutgoingMail) => Promise<void>;
}

export interface OutgoingMails {
  /** @throws MailNotAcceptedError */
  send: (mail: OutgoingMail) => Promise<void>;
  /** Deletes captured emails of sessions that are kept as files. */
  forgetCaptures: (workflowSessionIds: ReadonlySet<string>) => Promise<void>;
  /** Makes emails that are still being sent fail, and frees every connection. */
  close: () => Promise<void>;
}

/** Sends live emails to the mail server, if one is set, and captures all others. */
export async function createMail({ settings, directory, keepCaptured }: MailOptions): Promise<OutgoingMails> {
  const { smtpUrl, mailFrom: from, smtpTimeoutMs: timeoutMs } = settings;
  const capturing = createCapturingMailer({ from, ...(directory !== undefined && { directory }) });
  const smtp = smtpUrl === undefined ? undefined : await openSmtp({ smtpUrl, from, timeoutMs });
  return {
    send: async (mail) => {
      if (smtp && mail.mode === 'LIVE') {
        return smtp.send(mail);
      }
      // Files of captured emails are found by their session when they have to be erased.
      if (mail.workflowSessionId !== null) {
        await capturing.send({ ...mail, workflowSessionId: mail.workflowSessionId });
      }
      await keepCaptured(mail);
    },
    forgetCaptures: async (workflowSessionIds) => {
      await (directory && removeCaptures({ directory, workflowSessionIds }));
    },
    close: async () => {
      await Promise.all([capturing.close(), smtp?.close()]);
    },
  };
}

/** Loaded only where it is used. */
async function openSmtp(options: SmtpMailerOptions): Promise<Mailer> {
  const { createSmtpMailer } = await import('./smtp-mailer.ts');
  return createSmtpMailer(options);
}
