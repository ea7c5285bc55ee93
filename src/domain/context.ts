import type { ActorKind, ApiKeyScope, Mode } from '../database/client/client.ts';
import type { Scope, TenantDatabase } from '../database/scope.ts';
import type { Transaction } from '../database/transaction.ts';
import { PermissionDeniedError } from '../errors.ts';
import type { Language } from '../languages.ts';
import type { Log } from '../runtime/log.ts';
import type { ContactDetails } from '../text/contact-details.ts';
import type { Services } from './services.ts';

/** What an operation needs to know of the tenant it acts for. At most a few seconds old. */
export interface TenantSummary {
  id: string;
  name: string;
  defaultExpiryHours: number;
  language: Language;
  /** `#rrggbb`, or null for the gateway's own colour. */
  accentColour: string | null;
  contact: ContactDetails;
  /** The address that replies of recipients go to, or null for none. */
  replyTo: string | null;
}

/** A program of a tenant, known by its API key. */
export interface TenantPrincipal {
  kind: 'api_key';
  keyId: string;
  keyName: string;
  scopes: readonly ApiKeyScope[];
  mode: Mode;
  tenant: TenantSummary;
}

/** The operator of the gateway, who belongs to no tenant. */
export interface OperatorPrincipal {
  kind: 'operator';
}

export type Principal = TenantPrincipal | OperatorPrincipal;

/** Who did something, as the audit trail keeps it. */
export interface Actor {
  actorKind: ActorKind;
  actorId: string | null;
  actorName: string;
  /** The person for whom a key acted, as `personText` writes them; null if the request named none. */
  actingUser: string | null;
}

/** The gateway itself, for what happens because time has passed. */
export const systemActor: Actor = {
  actorKind: 'SYSTEM',
  actorId: null,
  actorName: 'Postern',
  actingUser: null,
};

/** The rows of a tenant and mode, to be read in a transaction or outside of any. */
export interface TenantRows {
  scope: Scope;
  db: Transaction;
}

/** What an operation of a tenant works with: whose request it is, and the services that it needs. */
export interface TenantContext<Need extends keyof Services = keyof Services> {
  principal: TenantPrincipal;
  scope: Scope;
  db: TenantDatabase;
  services: Pick<Services, Need>;
  actor: Actor;
  /** Writes log lines that carry the request's id. */
  log: Log;
  /** Told when an answer is that of an earlier request with the same idempotency key. */
  markReplayed: () => void;
  /** Whether a request without an idempotency key and its repetitions within a minute count as one. Defaults to false. */
  mergesRepetitions?: boolean;
}

/**
 * For whatever both modes share: a test key must not change what real recipients see.
 *
 * @throws PermissionDeniedError for a test key
 */
export function requireLive({ mode }: TenantPrincipal): void {
  if (mode !== 'LIVE') {
    throw new PermissionDeniedError('Only a live API key can change what both modes share.');
  }
}

/** @throws PermissionDeniedError when the key lacks the scope; READ comes with every other scope */
export function requireScope({ scopes }: Pick<TenantPrincipal, 'scopes'>, scope: ApiKeyScope): void {
  if (scope !== 'READ' && !scopes.includes(scope)) {
    throw new PermissionDeniedError(`This requires an API key with the scope ${scope}.`);
  }
}
