import type { Scope } from '../database/scope.ts';
import type { EmailFailureReason } from '../errors.ts';

/** One email to one recipient. Every field is untrusted text; none of it can add a header or a recipient. */
export interface Mail {
  /** Whose mail it is. Tenants share the connections to the mail server. */
  tenantId: string;
  /** A bare address, `someone@example.com`. */
  to: string;
  /** The tenant's name: the recipient sees "Tenant via Postern" with the address of `MAIL_FROM`. */
  fromName: string;
  /** A bare address that replies go to; none by default. */
  replyTo?: string | null;
  subject: string;
  text: string;
  html: string;
}

/** An email with the mode and session it belongs to, for emails that are captured instead of sent. */
export interface OutgoingMail extends Mail, Scope {
  /** `null` for emails to the tenant's team. */
  workflowSessionId: string | null;
}

export interface Mailer {
  /**
   * Hands one email to the mail server.
   *
   * @returns once the server has taken responsibility for the email, never before
   * @throws MailNotAcceptedError in every other case, within the mailer's time limit; the email has been withdrawn by
   *   then and nothing of it leaves this process later
   */
  send(mail: Mail): Promise<void>;

  /** Rejects further emails, withdraws those in progress, which fail then, and frees every connection. */
  close(): Promise<void>;
}

/** How far an email came before it failed. */
export type MailStage =
  /** Rejected here: the address or the sender cannot be used, or the mailer is closed. */
  | 'preparation'
  /** Waiting for a free connection. */
  | 'queue'
  /** Connecting, greeting, TLS. */
  | 'connection'
  | 'login'
  | 'sender'
  | 'recipient'
  /** From the DATA command to the server's answer to the whole mail. */
  | 'message'
  /** Handed to a connection; how far it came is not known. */
  | 'conversation'
  /** Writing a captured mail to its folder. */
  | 'capture';

/** The email was not accepted. Safe to log: it carries no address, no text of the email and nothing the server wrote. */
export class MailNotAcceptedError extends Error {
  readonly failure: EmailFailureReason;
  readonly stage: MailStage;
  readonly reason: string;
  /** The SMTP reply code, where the server gave one. */
  readonly responseCode: number | undefined;

  constructor(options: {
    failure: EmailFailureReason;
    stage: MailStage;
    reason: string;
    responseCode?: number | undefined;
  }) {
    super(`The email was not accepted: ${options.reason}.`);
    this.name = 'MailNotAcceptedError';
    this.failure = options.failure;
    this.stage = options.stage;
    this.reason = options.reason;
    this.responseCode = options.responseCode;
  }
}
