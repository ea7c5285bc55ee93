import type { JobTrouble } from '../../jobs/jobs.ts';
import type { JobData } from '../../jobs/queues.ts';
import type { Language } from '../../languages.ts';
import { MailNotAcceptedError } from '../../mail/mailer.ts';
import { isWebhookEvent } from '../events/event-types.ts';
import type { Services } from '../services.ts';
import { writeTeamEmail } from './write-team-email.ts';

type SendServices = Pick<Services, 'allTenants' | 'sendMail' | 'tenantDatabase'>;

/**
 * Sends one email to one address of a tenant's team. Sent at least once: a process that dies right after the mail server has
 * accepted the email leaves the job to another one. Never contains an answer.
 */
export async function sendTeamEmail(
  { allTenants, sendMail, tenantDatabase }: SendServices,
  { tenantId, mode, recipient, eventIds }: JobData['team-email'],
): Promise<JobTrouble | undefined> {
  const tenant = await allTenants.tenant.findUnique({ where: { id: tenantId } });
  const to = tenant?.teamEmails[recipient];
  if (!tenant || to === undefined) {
    return undefined;
  }
  const db = tenantDatabase({ tenantId, mode });
  const events = await db.auditEvent.findMany({ where: { id: { in: eventIds } }, orderBy: { id: 'asc' } });
  const [responses, entities] = await Promise.all([
    db.response.findMany({
      where: { id: { in: idsOf(events.map(({ responseId }) => responseId)) } },
      select: { id: true, name: true, erasedAt: true },
    }),
    db.entity.findMany({
      where: { id: { in: idsOf(events.map(({ entityId }) => entityId)) } },
      select: { id: true, name: true, erasedAt: true },
    }),
  ]);
  const nameOf = (list: readonly { id: string; name: string; erasedAt: Date | null }[], id: string | null) =>
    list.find((one) => one.id === id && one.erasedAt === null)?.name;
  const described = events.flatMap(({ type, createdAt, responseId, entityId }) =>
    isWebhookEvent(type)
      ? [{ type, at: createdAt, about: nameOf(responses, responseId) ?? nameOf(entities, entityId) ?? null }]
      : [],
  );
  if (described.length === 0) {
    return undefined;
  }
  const email = writeTeamEmail({
    tenantName: tenant.name,
    accentColour: tenant.accentColour,
    language: tenant.language as Language,
    isRehearsal: mode === 'TEST',
    events: described,
  });
  try {
    await sendMail({ tenantId, mode, workflowSessionId: null, to, fromName: tenant.name, ...email });
  } catch (error) {
    if (error instanceof MailNotAcceptedError && error.failure === 'REFUSED') {
      return { message: `An email to the team was rejected: ${error.reason}.` };
    }
    throw error;
  }
  return undefined;
}

const idsOf = (ids: readonly (string | null)[]): string[] => [...new Set(ids.flatMap((id) => id ?? []))];
