import type { Principal } from '../domain/context.ts';
import { callTool, type ToolCaller } from './call-tool.ts';
import { type CompiledTool, compiledTools } from './compile-tools.ts';
import type { ToolsOfCaller } from './protocol.ts';

/** The tools of a caller. A key sees those that its scopes allow; calling another one is rejected by the operation itself. */
export function createTools(caller: Omit<ToolCaller, 'mergesRepetitions'>): ToolsOfCaller {
  const tools = compiledTools();
  return {
    list: () =>
      [...tools.values()]
        .filter((tool) => isAllowed(tool, caller.principal))
        .map(({ definition }) => definition),
    call: (name, passed) => {
      const tool = tools.get(name);
      if (!tool) {
        return undefined;
      }
      caller.log.info({ tool: name }, 'tool');
      return callTool(tool, passed, { ...caller, mergesRepetitions: true });
    },
  };
}

const isAllowed = ({ scopes }: CompiledTool, principal: Principal): boolean =>
  principal.kind === 'api_key' &&
  scopes.some((scope) => scope === 'READ' || principal.scopes.includes(scope));
