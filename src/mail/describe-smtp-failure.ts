import type { EmailFailureReason } from '../errors.ts';
import { MailNotAcceptedError, type MailStage } from './mailer.ts';

/** The stages that have SMTP commands of their own; `conversation` for any other command. */
type SmtpStage = Extract<
  MailStage,
  'connection' | 'login' | 'sender' | 'recipient' | 'message' | 'conversation'
>;

const commandStages: Record<string, SmtpStage> = {
  CONN: 'connection',
  EHLO: 'connection',
  HELO: 'connection',
  STARTTLS: 'connection',
  AUTH: 'login',
  MAIL: 'sender',
  RCPT: 'recipient',
  DATA: 'message',
};

const stageNames: Record<SmtpStage, string> = {
  connection: 'the connection',
  login: 'the login',
  sender: 'the sender',
  recipient: 'the recipient',
  message: 'the message',
  conversation: 'the conversation',
};

/**
 * Describes why nodemailer failed, from codes only: a server's reply is free text that may repeat the address or the link.
 */
export function describeSmtpFailure(failure: unknown): MailNotAcceptedError {
  if (failure instanceof MailNotAcceptedError) {
    return failure;
  }
  const { code, originalCode, command, responseCode } = failure as Record<string, unknown>;
  const [verb = ''] = String(command).split(' ');
  const stage = commandStages[verb] ?? 'conversation';
  const subject = stageNames[stage];
  if (typeof responseCode === 'number') {
    return new MailNotAcceptedError({
      failure: rejection(stage, responseCode),
      stage,
      responseCode,
      reason: `the server answered ${responseCode} to ${subject}`,
    });
  }
  const name = [originalCode, code].find(
    (value) => typeof value === 'string' && /^[A-Z][A-Z0-9_]+$/.test(value),
  );
  return new MailNotAcceptedError({
    failure: name === 'ETIMEDOUT' ? 'TIMEOUT' : 'UNREACHABLE',
    stage,
    reason: `${subject} failed${name === undefined ? '' : ` (${name})`}`,
  });
}

/** A server that does not let this gateway in has rejected neither the address nor the message. */
function rejection(stage: MailStage, responseCode: number): EmailFailureReason {
  if (responseCode < 500) {
    return 'DEFERRED';
  }
  return stage === 'connection' || stage === 'login' ? 'UNREACHABLE' : 'REFUSED';
}
