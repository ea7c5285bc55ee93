import type { WorkflowSessionStatus } from '../../src/database/client/enums.ts';
import type { World } from './world.ts';

interface SendOptions {
  email?: string;
  expiryHours?: number;
  /** Asks for a verification too; of the individual then, else the company is asked. */
  withVerification?: boolean;
}

/** What a direct send has made. */
export interface Sent {
  responseId: string;
  workflowSessionId: string;
  verificationSessionId: string;
}

/** Sends the questionnaire to somebody. */
export async function sendWorkflow(world: World, options: SendOptions = {}): Promise<Sent> {
  const { email = 'recipient@example.com', expiryHours = 24, withVerification = false } = options;
  const { status, body } = await world.tenant.rest('POST', '/workflows/send/', {
    entity_id: withVerification ? world.individual : world.company,
    ddq: { questionnaire_id: world.questionnaire },
    ...(withVerification && { verification: { checks: { document: true } } }),
    email,
    expiry_hours: expiryHours,
  });
  if (status !== 201) {
    throw new Error(`The send was refused: ${JSON.stringify(body)}`);
  }
  return {
    responseId: body.response_id,
    workflowSessionId: body.workflow_session_id,
    verificationSessionId: body.verification_session_id,
  };
}

/** Puts a session into a status that would take its recipient to reach. */
export const setSessionStatus = (world: World, id: string, status: WorkflowSessionStatus) =>
  world.gateway.services.allTenants.workflowSession.update({ where: { id }, data: { status } });

/** The session as REST gives it. */
export async function readSession(world: World, id: string) {
  const { body } = await world.tenant.rest('GET', `/workflows/${id}/`);
  return body;
}

/** The verification session as REST gives it. */
export async function readVerification(world: World, id: string) {
  const { body } = await world.tenant.rest('GET', `/verification-sessions/${id}/`);
  return body;
}
