import type {
  Dispatch,
  Entity,
  Response,
  Tenant,
  VerificationSession,
  WorkflowSession,
} from '../../database/client/client.ts';
import { workFor } from '../../database/share-connections.ts';
import { hashSecret } from '../../secrets/secrets.ts';
import type { VersionContent } from '../questionnaires/read-version.ts';
import type { Services } from '../services.ts';
import { sessionStatus } from '../workflows/session-status.ts';
import type { Recipient, RecipientNeed } from './recipient.ts';

/** The result of following a magic link. */
export type Link =
  /** No such link was ever created, or its tenant was erased. */
  | { state: 'unknown' }
  /** The email is on its way, and the send is not settled yet. */
  | { state: 'pending' }
  /** The mail server did not accept the email in time, and yet it arrived. */
  | { state: 'rolled back'; tenant: Tenant }
  /** A later email has a link that replaced this one. */
  | {
      state: 'replaced';
      tenant: Tenant;
      /** The former request, for a recipient who still has its page open. */
      questionnaire: VersionContent | undefined;
      verification: VerificationSession | null;
    }
  | RequestLink;

/** A link that leads to a request, whether or not it is still open. */
export interface RequestLink {
  state: 'open' | 'completed' | 'expired' | 'revoked';
  tenant: Tenant;
  session: WorkflowSession;
  entity: Entity;
  response: Response | null;
  /** The response's questionnaire; undefined without one. */
  questionnaire: VersionContent | undefined;
  verification: VerificationSession | null;
  /** The person who follows the link. */
  recipient: Recipient;
}

type LinkServices = Pick<Services, RecipientNeed | 'readVersion' | 'tenantDatabase'>;

/** Finds the dispatch of the email whose link contains a token; `null` if no such link was ever created. */
export const findDispatch = ({
  services: { allTenants },
  token,
}: {
  services: Pick<Services, 'allTenants'>;
  token: string;
}): Promise<Dispatch | null> => allTenants.dispatch.findUnique({ where: { tokenHash: hashSecret(token) } });

/**
 * Reads what the link of a dispatch leads to at this moment. Changes nothing: mail scanners open links long before people
 * do.
 */
export async function followLink({
  services,
  dispatch,
}: {
  services: LinkServices;
  /** As `findDispatch` has found it. */
  dispatch: Dispatch | null;
}): Promise<Link> {
  return dispatch
    ? workFor({ tenantId: dispatch.tenantId }, () => followDispatch(services, dispatch))
    : { state: 'unknown' };
}

async function followDispatch(services: LinkServices, dispatch: Dispatch): Promise<Link> {
  const { allTenants, clock, readVersion, tenantDatabase } = services;
  if (dispatch.status === 'UNDER_WAY') {
    return { state: 'pending' };
  }
  const tenant = await allTenants.tenant.findUniqueOrThrow({ where: { id: dispatch.tenantId } });
  if (tenant.erasedAt) {
    return { state: 'unknown' };
  }
  if (dispatch.status === 'ROLLED_BACK') {
    return { state: 'rolled back', tenant };
  }
  const { entity, response, verificationSession, ...session } =
    await allTenants.workflowSession.findUniqueOrThrow({
      where: { id: dispatch.workflowSessionId },
      include: { entity: true, response: true, verificationSession: true },
    });
  const questionnaire = response ? await readVersion(response.questionnaireVersionId) : undefined;
  if (session.liveDispatchId !== dispatch.id) {
    return { state: 'replaced', tenant, questionnaire, verification: verificationSession };
  }
  const scope = { tenantId: session.tenantId, mode: session.mode };
  return {
    // What a completed request contained is gone too.
    state: (response ?? entity).erasedAt ? 'revoked' : states[sessionStatus(session, clock())],
    tenant,
    session,
    entity,
    response,
    questionnaire,
    verification: verificationSession,
    recipient: {
      dispatchId: dispatch.id,
      workflowSessionId: session.id,
      responseId: session.responseId,
      verificationSessionId: session.verificationSessionId,
      entityId: session.entityId,
      scope,
      db: tenantDatabase(scope),
      services,
      actor: { actorKind: 'RECIPIENT', actorId: dispatch.id, actorName: session.email, actingUser: null },
    },
  };
}

const states = {
  SENT: 'open',
  OPENED: 'open',
  COMPLETED: 'completed',
  EXPIRED: 'expired',
  REVOKED: 'revoked',
} as const satisfies Record<WorkflowSession['status'], RequestLink['state']>;
