import type { Response } from '../../database/client/client.ts';
import { InvalidStateError } from '../../errors.ts';
import { isSamePerson } from '../person.ts';

/** What a person of the team judges: that a review is complete, or what follows from it. */
export type Judgement = 'review' | 'decision';

/**
 * The rule of tenants with `fourEyes`: whoever completes a review and whoever decides are named, and are two people. A review
 * that was completed before the tenant had the rule may have no name; then any person can decide.
 *
 * @throws InvalidStateError
 */
export function requireFourEyes({
  judgement,
  actingUser,
  response,
}: {
  judgement: Judgement;
  actingUser: string | null;
  response: Pick<Response, 'status' | 'reviewedBy'>;
}): void {
  if (actingUser === null) {
    throw new InvalidStateError(
      'The tenant requires two people for a decision. Name the person who acts in the header X-Acting-User.',
      response.status,
    );
  }
  const { reviewedBy } = response;
  if (judgement === 'decision' && reviewedBy !== null && isSamePerson(reviewedBy, actingUser)) {
    throw new InvalidStateError(
      'The tenant requires two people for a decision, and this person has completed the review. Another person has to decide.',
      response.status,
    );
  }
}
