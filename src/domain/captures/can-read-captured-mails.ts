import type { TenantContext } from '../context.ts';

/** Whether a key can read the captured emails of its mode: a live key cannot while a mail server is set. */
export const canReadCapturedMails = ({
  scope,
  services,
}: Pick<TenantContext<'capturesLiveMail'>, 'scope' | 'services'>): boolean =>
  scope.mode === 'TEST' || services.capturesLiveMail;
