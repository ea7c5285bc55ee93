import type { DispatchKind } from '../../database/client/client.ts';
import { EmailDispatchError } from '../../errors.ts';
import { MailNotAcceptedError } from '../../mail/mailer.ts';
import type { TenantContext } from '../context.ts';
import type { Services } from '../services.ts';
import type { Fulfilment } from './fulfil-dispatch.ts';
import type { PreparedDispatch } from './prepare-dispatch.ts';
import { settleAccepted } from './settle-accepted.ts';
import { settleRejected } from './settle-rejected.ts';
import { writeInvitation } from './write-invitation.ts';

/** What an operation needs to prepare a dispatch and carry it out. */
export const dispatchNeeds = [
  'allTenants',
  'cipher',
  'clock',
  'eventData',
  'jobs',
  'publicUrl',
  'readVersion',
  'sendMail',
  'smtpTimeoutMs',
  'verificationProvider',
] as const satisfies readonly (keyof Services)[];

export type DispatchNeed = (typeof dispatchNeeds)[number];

/**
 * The rest of a send, outside any transaction until the mail server has answered: hands the email over and settles the
 * dispatch by its outcome. A process that dies in between leaves the dispatch to be rolled back.
 *
 * @throws EmailDispatchError when the email was not accepted in time; everything was rolled back then
 */
export async function dispatch<Kind extends DispatchKind>(
  {
    services,
    scope,
    db,
    principal,
    log,
  }: TenantContext<
    | 'allTenants'
    | 'cipher'
    | 'clock'
    | 'eventData'
    | 'jobs'
    | 'readVersion'
    | 'sendMail'
    | 'verificationProvider'
  >,
  prepared: PreparedDispatch<Kind>,
): Promise<Fulfilment[Kind]> {
  const { id: dispatchId, entityId, email: to, workflowSessionId } = prepared.dispatch;
  const startMs = performance.now();
  const progress = () => ({ dispatchId, durationMs: Math.round(performance.now() - startMs) });
  try {
    await services.sendMail({
      ...(await writeInvitation({ db, services }, prepared)),
      ...scope,
      to,
      fromName: principal.tenant.name,
      replyTo: principal.tenant.replyTo,
      workflowSessionId,
    });
  } catch (error) {
    const reason = error instanceof MailNotAcceptedError ? error.failure : undefined;
    await settleRejected(services, { dispatchId, reason });
    if (error instanceof MailNotAcceptedError) {
      const { failure, stage, reason, responseCode } = error;
      log.warn(
        { ...progress(), failure, stage, reason, responseCode },
        'An email was not accepted; its send was rolled back.',
      );
      throw new EmailDispatchError({ reason: failure, entityId });
    }
    throw error;
  }
  log.info(progress(), 'An email was accepted.');

  const fulfilment = await settleAccepted(services, prepared).catch((error: unknown) => {
    log.error({ dispatchId, error }, 'An email was accepted, but its send could not be written.');
    throw error;
  });
  if (!fulfilment) {
    // The process was held up for so long that recovery took it for dead and rolled the send back.
    throw new EmailDispatchError({ reason: 'TIMEOUT', entityId });
  }
  return fulfilment;
}
