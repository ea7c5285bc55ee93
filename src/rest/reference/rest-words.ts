import { type GraphQLSchema, isEnumType, Kind } from 'graphql';
import { schema } from '../../graphql/schema.ts';
import { onFirstUse } from '../../runtime/on-first-use.ts';
import { storedDocument } from '../documents.ts';
import { restEnumValue, restName } from '../naming.ts';
import { routes } from '../routes.ts';

/** Enums that REST does not have, whose values are mentioned as they are. */
const otherEnums = new Set(['ApiKeyScope', 'Mode']);

/** What REST has in place of a name or an enum value that a description of the GraphQL schema mentions. */
const terms = onFirstUse(() => new Map([...enumTerms(schema), ...mutationTerms()]));

function enumTerms(ofSchema: GraphQLSchema): [string, string][] {
  return (
    Object.values(ofSchema.getTypeMap())
      .filter(isEnumType)
      .filter(({ name }) => !otherEnums.has(name) && !name.startsWith('__'))
      .flatMap((type) =>
        type.getValues().map(({ name }): [string, string] => [name, restEnumValue(type.name, name)]),
      )
      // A value that one enum spells in upper case is never another's in REST.
      .sort(([name, spelling]) => (name === spelling ? 1 : -1))
  );
}

/** A mutation is mentioned as the request that carries it out. */
function mutationTerms(): [string, string][] {
  return routes.flatMap(({ document, method, path }): [string, string][] => {
    const { operation } = storedDocument(document);
    const [root] = operation.selectionSet.selections;
    return operation.operation === 'mutation' && root?.kind === Kind.FIELD
      ? [[root.name.value, `${method} ${path}`]]
      : [];
  });
}

/** A description of the GraphQL schema for readers of REST: what it has in backticks is written in REST's way. */
export const restWords = (description: string): string =>
  description.replace(/`([^`]+)`/g, (_code, term: string) => `\`${restTerm(term)}\``);

function restTerm(term: string): string {
  const known = terms().get(term);
  if (known !== undefined) {
    return known;
  }
  // A path such as `ddq.prefill`, or the name of a field.
  return /^[a-z]\w*(?:\.[a-z]\w*)*$/.test(term)
    ? term
        .split('.')
        .map((name) => restName('', name))
        .join('.')
    : term;
}
