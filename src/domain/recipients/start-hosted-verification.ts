import { z } from 'zod';
import type { Entity } from '../../database/client/client.ts';
import { RateLimitedError } from '../../errors.ts';
import type { Language } from '../../languages.ts';
import { defineOperation } from '../operation.ts';
import type { LockedVerification } from '../verification/lock-verification.ts';
import { type HostedProvider, ProviderUnavailableError } from '../verification/provider.ts';
import { AbandonedError, type RequirePresence } from './abandoned-error.ts';
import { type Consent, giveConsent } from './give-consent.ts';
import { lockOpenVerification } from './lock-open-verification.ts';
import { LinkClosedError, markOpened, type Recipient } from './recipient.ts';

/** The paths to which a provider's page returns people, below the gateway's public address. They identify no one. */
export const returnPaths = { done: '/verification/done', cancelled: '/verification/cancelled' } as const;

/** The recipient has not agreed to the processing of what they provide. */
export class ConsentMissingError extends Error {
  constructor() {
    super('A verification was started without consent.');
    this.name = 'ConsentMissingError';
  }
}

type HostedRecipient = Recipient<
  | 'clock'
  | 'eventData'
  | 'finishBeforeClose'
  | 'jobs'
  | 'joinHostedStart'
  | 'log'
  | 'publicUrl'
  | 'verificationProvider'
>;

interface StartOptions {
  language: Language;
  /** The recipient's consent, if the form contains it. */
  consent: Consent | undefined;
  /** Called before anything is changed. */
  requirePresence: RequirePresence;
}

interface Start extends LockedVerification {
  recipient: Recipient<'finishBeforeClose' | 'log' | 'publicUrl'>;
  provider: HostedProvider;
  entity: Entity;
  language: Language;
}

/**
 * Opens a page of the provider's for exactly the checks that are requested. The person becomes known to the provider
 * once, however often they start; when the provider fails, nothing has changed but that.
 *
 * @throws ConsentMissingError without consent
 * @throws ProviderUnavailableError when the provider did not open one, or is not set up any more
 * @throws LinkClosedError
 */
export const startHostedVerification = defineOperation({
  name: 'startHostedVerification',
  actor: 'recipient',
  description: 'Opens a page of the verification provider for a recipient who has consented.',
  input: z.custom<StartOptions>().describe('The recipient’s language and consent.'),
  errors: [ConsentMissingError, ProviderUnavailableError, LinkClosedError, AbandonedError, RateLimitedError],
  needs: [
    'clock',
    'eventData',
    'finishBeforeClose',
    'jobs',
    'joinHostedStart',
    'log',
    'publicUrl',
    'verificationProvider',
  ],
  run: ({ context: recipient, input: options }): Promise<{ url: string }> =>
    // Two concurrent clicks are one start.
    recipient.services.joinHostedStart(recipient.dispatchId, () => start(recipient, options)),
});

async function start(
  recipient: HostedRecipient,
  { language, consent, requirePresence }: StartOptions,
): Promise<{ url: string }> {
  const { db, services, entityId } = recipient;
  const locked = await db.$transaction(async (transaction) => {
    requirePresence();
    const open = await lockOpenVerification(transaction, recipient, 'hosted');
    if (consent) {
      open.session = await markOpened(transaction, recipient, open.session);
      open.verification = await giveConsent(transaction, recipient, open, consent);
    }
    return { ...open, entity: await transaction.entity.findUniqueOrThrow({ where: { id: entityId } }) };
  });
  const { id, consentedAt } = locked.verification;
  if (!consentedAt) {
    throw new ConsentMissingError();
  }
  try {
    const provider = services.verificationProvider;
    if (provider.kind === 'MANUAL') {
      throw new ProviderUnavailableError('The provider of this verification is no longer configured.');
    }
    const page = await openPage({ ...locked, recipient, provider, language });
    // The link may have been closed in the meantime.
    await db.$transaction((transaction) => lockOpenVerification(transaction, recipient, 'hosted'));
    return page;
  } catch (error) {
    if (error instanceof ProviderUnavailableError) {
      services.log.error(
        { verificationSessionId: id, reason: error.message },
        'A verification could not be started.',
      );
    }
    throw error;
  }
}

async function openPage(start: Start): Promise<{ url: string }> {
  const { recipient, provider, verification, language } = start;
  const { publicUrl, finishBeforeClose } = recipient.services;
  const clientId = verification.providerClientId ?? (await finishBeforeClose(introduce(start)));
  const url = await provider.openPage({
    clientId,
    checks: verification.checks,
    language,
    doneUrl: publicUrl + returnPaths.done,
    cancelledUrl: publicUrl + returnPaths.cancelled,
  });
  return { url };
}

/** Creates the person at the provider. Of several replicas that do so concurrently, one wins and the others undo it. */
async function introduce({ recipient, provider, verification, session, entity }: Start): Promise<string> {
  const { db, services } = recipient;
  const { id } = verification;
  const { firstName, lastName } = entity;
  if (firstName === null || lastName === null) {
    throw new Error('A verification was requested for an entity that is not an individual.');
  }
  const clientId = await provider.createClient({
    firstName,
    lastName,
    email: session.email,
    reference: id,
  });
  const { count } = await db.verificationSession.updateMany({
    where: { id, providerClientId: null, status: { in: ['PENDING', 'ACCESSED'] } },
    data: { providerClientId: clientId },
  });
  if (count === 1) {
    return clientId;
  }
  await provider.deleteClient(clientId).catch((error: unknown) => {
    services.log.warn(
      { verificationSessionId: id, reason: error instanceof Error ? error.message : 'unknown' },
      'A person who exists twice at the provider could not be deleted there.',
    );
  });
  const { providerClientId } = await db.verificationSession.findUniqueOrThrow({ where: { id } });
  if (!providerClientId) {
    // Revoked or erased in the meantime.
    throw new LinkClosedError();
  }
  return providerClientId;
}
