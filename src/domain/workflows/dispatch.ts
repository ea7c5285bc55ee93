import { EmailDispatchError } from '../../errors.ts';
import { composeInvitation } from '../../mail/invitation.ts';
import type { TenantContext } from '../context.ts';
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
  const { principal, scope, services } = context;
  try {
    const { subject, text, html } = await composeInvitation({
      tenantName: principal.tenant.name,
      language: principal.tenant.language,
      recipientName: prepared.recipientName,
      steps: prepared.steps,
      checks: prepared.checks,
      link: prepared.link,
      expiresAt: prepared.expiresAt,
      ...(prepared.questionnaireName === undefined ? {} : { questionnaireName: prepared.questionnaireName }),
    });
    const fromName = principal.tenant.name;
    await services.sendMail({
      to: prepared.email,
      fromName,
      subject,
      text,
      html,
      ...scope,
      workflowSessionId: prepared.workflowSessionId,
    });
  } catch (error) {
    services.log.warn(
      { dispatchId: prepared.id, error },
      'A mail was not accepted; its send is rolled back.',
    );
    await settleRefused(services, prepared.id);
    throw new EmailDispatchError();
  }

  const receipt = await settleAccepted(services, prepared);
  if (!receipt) {
    // The process was held up for so long that recovery took it for dead and rolled the send back.
    throw new EmailDispatchError();
  }
  return receipt;
}
