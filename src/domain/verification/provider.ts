import type {
  Mode,
  VerificationProvider as ProviderKind,
  VerificationCheck,
  VerificationOutcome,
} from '../../database/client/client.ts';
import type { Language } from '../../languages.ts';

/** Who carries verifications out. */
export type VerificationProvider = ManualProvider | HostedProvider;

/** The team itself: the recipient uploads evidence on this gateway's page, and the team looks at it and decides. */
export interface ManualProvider {
  kind: Extract<ProviderKind, 'MANUAL'>;
}

export const manualProvider: ManualProvider = { kind: 'MANUAL' };

/**
 * A provider with pages of its own: the recipient is sent there, and the provider later reports what
 * becomes of each check.
 *
 * Every call is bounded in time and throws ProviderUnavailableError when it does not succeed, whatever the reason.
 */
export interface HostedProvider {
  kind: Exclude<ProviderKind, 'MANUAL'>;
  /** What the audit trail calls it. */
  name: string;
  /** @returns the provider's id of the person */
  createClient(person: Person): Promise<string>;
  deleteClient(clientId: string): Promise<void>;
  /** @returns the address of a page where the person goes through the checks */
  openPage(request: HostedPageRequest): Promise<string>;
  /** @returns whose check it is and which; undefined if the check does not exist, or cannot be requested here */
  findCheck(checkId: string): Promise<FoundCheck | undefined>;
}

/** What a provider needs to know of a person. */
export interface Person {
  firstName: string;
  lastName: string;
  email: string;
  /** This gateway's own name for the verification. */
  reference: string;
}

export interface HostedPageRequest {
  clientId: string;
  /** Exactly these are carried out. */
  checks: readonly VerificationCheck[];
  language: Language;
  /** Where the person is sent afterwards; neither address may hold anything secret. */
  doneUrl: string;
  cancelledUrl: string;
}

export interface FoundCheck {
  clientId: string;
  check: VerificationCheck;
}

/** What a provider has said of one check. */
export interface CheckReport {
  /** The provider's own id of the check. */
  checkId: string;
  /** The provider's id of the person, if the report contains it. */
  clientId: string | undefined;
  /** Which check it is, if the report contains it; `other` for one that cannot be requested here. */
  check: VerificationCheck | 'other' | undefined;
  /** PENDING for a check that has started. */
  outcome: VerificationOutcome;
  /** The provider's own time of what it says. */
  reportedAt: Date;
}

/** The provider did not do what it was asked to do. The message says why, without personal data and without the key. */
export class ProviderUnavailableError extends Error {
  /** Whether the resource is unknown to the provider. */
  readonly isMissing: boolean;

  constructor(reason: string, { isMissing = false }: { isMissing?: boolean } = {}) {
    super(reason);
    this.name = 'ProviderUnavailableError';
    this.isMissing = isMissing;
  }
}

/**
 * Who carries out a verification that is requested now. A rehearsal is always manual: a test key must not send anyone
 * to a provider that charges for it and keeps what it is given.
 */
export const providerKindFor = (
  { verificationProvider }: { verificationProvider: VerificationProvider },
  mode: Mode,
): ProviderKind => (mode === 'TEST' ? 'MANUAL' : verificationProvider.kind);
