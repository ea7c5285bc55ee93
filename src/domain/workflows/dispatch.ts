import { EmailDispatchError } from '../../errors.ts';
import { composeInvitation } from '../../mail/invitation.ts';
import { MailNotAcceptedError } from '../../mail/mailer.ts';
import type { OutgoingMail, TenantContext } from '../context.ts';
import type { PreparedDispatch } from './prepare-dispatch.ts';
import type { WorkflowReceipt } from './receipt.ts';
import { settleAccepted } from './settle-accepted.ts';
import { settleRefused } from './settle-refused.ts';

/**
 * The rest of a send, outside any transaction until the mail server has answered: hands the mail over and settles the
 * dispatch by what came of it. A process that dies in between leaves the dispatch to be rolled back.
 *
 * @throws EmailDispatchError when the mail was not accepted in time; everything was rolled back then
 */
export async function dispatch(context: TenantContext, prepared: PreparedDispatch): Promise<WorkflowReceipt> {
  const { services } = context;
  try {
    await services.sendMail(composeMail(context, prepared));
  } catch (error) {
    await settleRefused(services, prepared.id);
    if (error instanceof MailNotAcceptedError) {
      services.log.warn(
        { dispatchId: prepared.id, error },
        'A mail was not accepted; its send was rolled back.',
      );
      throw new EmailDispatchError();
    }
    throw error;
  }

  const receipt = await settleAccepted(services, prepared).catch((error: unknown) => {
    services.log.error(
      { dispatchId: prepared.id },
      'A mail was accepted, but its send could not be written.',
    );
    throw error;
  });
  if (!receipt) {
    // The process was held up for so long that recovery took it for dead and rolled the send back.
    throw new EmailDispatchError();
  }
  return receipt;
}

function composeMail({ principal, scope }: TenantContext, prepared: PreparedDispatch): OutgoingMail {
  const { tenant } = principal;
  const { email, recipientName, questionnaireName, steps, checks, link, expiresAt } = prepared;
  const content = composeInvitation({
    tenantName: tenant.name,
    language: tenant.language,
    recipientName,
    steps,
    checks,
    link,
    expiresAt,
    ...(questionnaireName === undefined ? {} : { questionnaireName }),
  });
  return {
    ...content,
    ...scope,
    to: email,
    fromName: tenant.name,
    workflowSessionId: prepared.workflowSessionId,
  };
}
