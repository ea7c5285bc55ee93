import type { Services } from '../services.ts';

/** Whether a document or a piece of evidence has the file as its content. */
export const isNamedByRow = async (
  { allTenants }: Pick<Services, 'allTenants'>,
  id: string,
): Promise<boolean> =>
  (await allTenants.document.count({ where: { id } })) > 0 ||
  (await allTenants.verificationEvidence.count({ where: { id } })) > 0;
