import type { AutofillEngine } from '../domain/autofill/engine.ts';
import { lazily } from '../runtime/lazily.ts';
import type { Settings } from '../settings/settings.ts';

/** Finds answers with the model if there is one, otherwise with the built-in engine. Loads either on the first search. */
export function createAutofillEngine({
  autofillModel,
}: Pick<Settings, 'autofillModel'>): AutofillEngine & { close: () => Promise<void> } {
  let close = async (): Promise<void> => {};
  const engine = lazily(async () => {
    if (autofillModel) {
      const { createModelEngine } = await import('./model/model-engine.ts');
      return createModelEngine(autofillModel);
    }
    const { createBuiltinEngine } = await import('./labels/create-builtin-engine.ts');
    const builtinEngine = createBuiltinEngine();
    close = builtinEngine.close;
    return builtinEngine;
  });
  return {
    name: autofillModel ? 'MODEL' : 'BUILTIN',
    findAnswers: async (request) => (await engine()).findAnswers(request),
    close: () => close(),
  };
}
