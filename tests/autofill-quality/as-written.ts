import { checkProposals } from '../../src/domain/autofill/check-proposals.ts';
import type { FindAnswersRequest, ProposedAnswer } from '../../src/domain/autofill/engine.ts';

type Find = (request: FindAnswersRequest) => Promise<ProposedAnswer[]> | ProposedAnswer[];

/** An engine as a run uses it: of what it proposes, only that counts which the gateway would write. */
export const asWritten = (find: Find) => ({
  findAnswers: async (request: FindAnswersRequest): Promise<ProposedAnswer[]> => {
    const { questions, documents } = request;
    return checkProposals({ questions, documents, proposals: await find(request) });
  },
});
