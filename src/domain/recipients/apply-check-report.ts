import type { ProviderCheck, VerificationCheck } from '../../database/client/client.ts';
import type { Scope } from '../../database/scope.ts';
import type { Transaction } from '../../database/transaction.ts';
import { correlateTenant } from '../../runtime/correlation.ts';
import type { Actor } from '../context.ts';
import type { EventServices } from '../events/record-audit-events.ts';
import type { Services } from '../services.ts';
import { lockVerification } from '../verification/lock-verification.ts';
import { haveAllChecksStarted, isWorse, overallOutcome } from '../verification/outcomes.ts';
import type { CheckReport, HostedProvider } from '../verification/provider.ts';
import { writeOutcome } from '../verification/write-outcome.ts';
import { completeStep } from '../workflows/complete-step.ts';

/** The outcome of a report; all but `applied` have changed nothing. */
type ReportEffect =
  | 'applied'
  /** It was known, or something newer was. */
  | 'known'
  /** It is about no one and nothing that this gateway has asked for. */
  | 'unknown'
  /** The team has taken the verification back. */
  | 'revoked';

interface ApplyOptions {
  services: Pick<
    Services,
    'allTenants' | 'clock' | 'eventData' | 'finishBeforeClose' | 'jobs' | 'tenantDatabase'
  >;
  provider: HostedProvider;
  report: CheckReport;
}

/**
 * Records what a provider reports about one check. Reports may come in any order, late, and any number of times, and lead to
 * the same state in the end: of what was said of a check the newest counts, by the provider's own time.
 *
 * Once every check that was requested has started, the person has done their part and the step is done, even when the
 * link has expired in the meantime. Once every check has an outcome, the worst of them is the verification's, and follows
 * the provider from then on, unless the team has recorded another one.
 *
 * @throws ProviderUnavailableError when the provider had to be asked what check this is, and did not say
 */
export async function applyCheckReport(options: ApplyOptions): Promise<ReportEffect> {
  const { services, provider, report } = options;
  const subject = await identify(options);
  if (!subject) {
    return 'unknown';
  }
  correlateTenant(subject.scope.tenantId);
  const work = services
    .tenantDatabase(subject.scope)
    .$transaction((transaction) =>
      applyTo(transaction, subject, { services, report, actor: actorOf(provider), now: services.clock() }),
    );
  return services.finishBeforeClose(work);
}

/** What a report is about. */
interface Subject {
  scope: Scope;
  verificationSessionId: string;
  check: VerificationCheck;
}

async function identify({ services, provider, report }: ApplyOptions): Promise<Subject | undefined> {
  const { allTenants } = services;
  const known = await allTenants.providerCheck.findUnique({ where: { id: report.checkId } });
  if (known) {
    return { scope: scopeOf(known), ...known };
  }
  if (report.check === 'other') {
    return undefined;
  }
  if (report.clientId !== undefined && !(await findVerification(services, report.clientId))) {
    return undefined;
  }
  const { clientId, check } = report;
  const found =
    clientId !== undefined && check !== undefined
      ? { clientId, check }
      : await provider.findCheck(report.checkId);
  if (!found) {
    return undefined;
  }
  const verification = await findVerification(services, found.clientId);
  if (!verification?.checks.includes(found.check)) {
    return undefined;
  }
  return { scope: scopeOf(verification), verificationSessionId: verification.id, check: found.check };
}

const findVerification = ({ allTenants }: Pick<Services, 'allTenants'>, providerClientId: string) =>
  allTenants.verificationSession.findUnique({ where: { providerClientId } });

const scopeOf = ({ tenantId, mode }: Scope): Scope => ({ tenantId, mode });

const actorOf = ({ name }: HostedProvider): Actor => ({
  actorKind: 'SYSTEM',
  actorId: null,
  actorName: name,
  actingUser: null,
});

async function applyTo(
  transaction: Transaction,
  { scope, verificationSessionId, check }: Subject,
  { services, report, actor, now }: { services: EventServices; report: CheckReport; actor: Actor; now: Date },
): Promise<ReportEffect> {
  const locked = await lockVerification(transaction, { scope, verificationSessionId });
  if (!locked) {
    return 'unknown';
  }
  const { verification, session } = locked;
  if (verification.status === 'REVOKED' || session.status === 'REVOKED') {
    return 'revoked';
  }
  const said = await transaction.providerCheck.findMany({ where: { verificationSessionId } });
  const earlier = said.find(({ id }) => id === report.checkId);
  if (earlier && !supersedes(report, earlier)) {
    return 'known';
  }
  const { checkId: id, outcome, reportedAt } = report;
  const written = earlier
    ? await transaction.providerCheck.update({ where: { id }, data: { outcome, reportedAt } })
    : await transaction.providerCheck.create({
        data: { id, ...scope, verificationSessionId, check, outcome, reportedAt },
      });
  const saidNow = [...said.filter((one) => one !== earlier), written];

  const { checks } = verification;
  if (verification.status !== 'COMPLETED' && haveAllChecksStarted(checks, saidNow)) {
    await transaction.verificationSession.update({
      where: { id: verification.id },
      data: { status: 'COMPLETED', completedAt: now },
      select: { id: true },
    });
    await completeStep(transaction, { services, session, step: 'VERIFICATION', actor, now });
  }
  // Whoever has recorded another outcome than the provider's has decided against it.
  if (verification.outcome === overallOutcome(checks, said)) {
    await writeOutcome(transaction, {
      ...locked,
      services,
      outcome: overallOutcome(checks, saidNow),
      actor,
      now,
    });
  }
  return 'applied';
}

/** A check that has started says nothing new of one that is known, and of two at the same moment the worse counts. */
function supersedes(report: CheckReport, known: ProviderCheck): boolean {
  if (report.outcome === 'PENDING') {
    return false;
  }
  const isSameMoment = report.reportedAt.getTime() === known.reportedAt.getTime();
  return isSameMoment ? isWorse(report.outcome, known.outcome) : isNewer(report, known);
}

const isNewer = (report: CheckReport, known: ProviderCheck): boolean =>
  known.outcome === 'PENDING' || report.reportedAt > known.reportedAt;
