import type { AutofillEngine } from '../../domain/autofill/engine.ts';

export const builtinEngine: AutofillEngine = {
  name: 'BUILTIN',
  findAnswers: async () => [],
};
