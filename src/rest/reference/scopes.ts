import { ApiKeyScope } from '../../database/client/enums.ts';
import type { ApiOperation } from '../../graphql/operation-field.ts';

const allScopes = Object.values(ApiKeyScope);

/**
 * The scopes of which a key has one to send a request: those that the operation, or the description of what a query finds,
 * mentions. Every key can read the rest.
 */
export function scopesOf(operation: ApiOperation | undefined, description: string): ApiKeyScope[] {
  const scope = operation && 'scope' in operation ? operation.scope : undefined;
  if (typeof scope === 'string') {
    return [scope];
  }
  const text = scope?.description ?? /Requires the [^.]*/.exec(description)?.[0] ?? '';
  const mentioned = allScopes.filter((name) => text.includes(`\`${name}\``));
  return mentioned.length > 0 ? mentioned : ['READ'];
}
