import type { WorkflowStep } from '../../database/client/client.ts';
import type { Services } from '../context.ts';
import { hashSecret } from '../secrets.ts';
import { sessionStatus } from './session-status.ts';

/** What a magic link leads to. */
export type Link =
  /** No such link was ever made. */
  | { state: 'unknown' }
  /** The mail is on its way and it is not settled yet whether the send holds. */
  | { state: 'pending' }
  /** The mail server did not accept the mail in time, and yet it arrived. */
  | ({ state: 'rolled back' } & Asker)
  /** A later mail has a link that took this one's place. */
  | ({ state: 'replaced' } & Asker)
  | ({ state: 'open' | 'completed' | 'expired' | 'revoked' } & Asker & Request);

interface Asker {
  tenantName: string;
}

interface Request {
  /** The response's name, else the entity's. */
  title: string;
  entityName: string;
  questionnaireName: string | undefined;
  questionCount: number | undefined;
  steps: WorkflowStep[];
  expiresAt: Date;
}

/**
 * Finds out what a link's token stands for. Changes nothing: mail scanners open links long before people do.
 */
export async function findLink({ services, token }: { services: Services; token: string }): Promise<Link> {
  const { allTenants, clock, readVersion } = services;
  const dispatch = await allTenants.dispatch.findUnique({ where: { tokenHash: hashSecret(token) } });
  if (!dispatch) {
    return { state: 'unknown' };
  }
  if (dispatch.status === 'UNDER_WAY') {
    return { state: 'pending' };
  }
  const { name: tenantName } = await allTenants.tenant.findUniqueOrThrow({
    where: { id: dispatch.tenantId },
  });
  if (dispatch.status === 'ROLLED_BACK') {
    return { state: 'rolled back', tenantName };
  }
  const session = await allTenants.workflowSession.findUniqueOrThrow({
    where: { id: dispatch.workflowSessionId },
    include: { entity: true, response: true },
  });
  if (session.liveDispatchId !== dispatch.id) {
    return { state: 'replaced', tenantName };
  }
  const { entity, response, steps, expiresAt } = session;
  const version = response ? await readVersion(response.questionnaireVersionId) : undefined;
  const status = sessionStatus(session, clock());
  return {
    state:
      status === 'SENT' || status === 'OPENED'
        ? 'open'
        : (status.toLowerCase() as 'completed' | 'expired' | 'revoked'),
    tenantName,
    title: response?.name ?? entity.name,
    entityName: entity.name,
    questionnaireName: version?.name,
    questionCount: version?.questionCount,
    steps,
    expiresAt,
  };
}
