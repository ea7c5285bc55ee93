import type { CreditAccount, WorkflowStep } from '../../database/client/client.ts';
import type { TenantContext } from '../context.ts';
import { placeholderLink } from './magic-link.ts';
import type { PreparedDispatch } from './prepare-dispatch.ts';
import { writeInvitation } from './write-invitation.ts';

/** What a send would do now. */
export interface WorkflowPreview {
  entityName: string;
  responseName: string | null;
  steps: WorkflowStep[];
  /** When the link would expire; null for a prefill. */
  expiresAt: Date | null;
  /** The credits that it would cost. */
  cost: number;
  /** The tenant's credits now. */
  credits: CreditAccount;
  /** Null for a prefill, which sends nothing. */
  mail: { to: string; subject: string; text: string; html: string } | null;
}

/** The preview of a send that was prepared and taken back. Its email has a placeholder in place of the link. */
export async function previewOf(
  context: TenantContext<'cipher' | 'publicUrl' | 'readVersion'>,
  { dispatch, entityName, invitation }: PreparedDispatch,
): Promise<WorkflowPreview> {
  const { subject, text, html } = await writeInvitation(context, {
    dispatch,
    invitation: { ...invitation, link: placeholderLink(context.services.publicUrl) },
  });
  return {
    entityName,
    responseName: dispatch.responseName,
    steps: dispatch.steps,
    expiresAt: dispatch.expiresAt,
    cost: dispatch.holdsCredit ? 1 : 0,
    credits: await readCredits(context),
    mail: { to: dispatch.email, subject, text, html },
  };
}

export const readCredits = ({ db, scope }: Pick<TenantContext, 'db' | 'scope'>): Promise<CreditAccount> =>
  db.creditAccount.findUniqueOrThrow({ where: { tenantId: scope.tenantId } });
