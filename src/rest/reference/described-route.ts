import {
  type GraphQLArgument,
  getNamedType,
  isInputObjectType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { schema } from '../../graphql/schema.ts';
import { type CompiledRoute, compileRoute } from '../compile-route.ts';
import type { StoredDocument } from '../documents.ts';
import { type DocumentShape, type OutputShape, shapeOf } from '../output-shape.ts';
import type { Route } from '../routes.ts';

/** A route with everything that the reference describes of it. */
export interface DescribedRoute extends CompiledRoute {
  /** The fields that lead from the root of the document to what REST returns. */
  fieldPath: DocumentShape['path'];
  shape: OutputShape;
  /** The name of the input type of the query's filter; undefined if it has none. */
  filter: string | undefined;
  /** The arguments of a query that its variables fill, by the names of the variables. */
  variables: ReadonlyMap<string, GraphQLArgument>;
  /** What the operation does, or what the query finds. */
  description: string;
}

/** @throws Error if the route and its document do not fit together */
export function describeRoute(route: Route): DescribedRoute {
  const compiled = compileRoute(schema, route);
  const { path: fieldPath, shape } = shapeOf({ schema, document: compiled.stored });
  const [{ definition }] = fieldPath;
  const variables = variablesOf(compiled.stored);
  const filter = variables.get('filter');
  const filterType = filter && getNamedType(filter.type);
  const described = compiled.operation ? definition : fieldPath.at(-1)?.definition;
  return {
    ...compiled,
    fieldPath,
    shape,
    variables,
    filter: isInputObjectType(filterType) ? filterType.name : undefined,
    description: described?.description ?? '',
  };
}

function variablesOf({ ast }: StoredDocument): Map<string, GraphQLArgument> {
  const variables = new Map<string, GraphQLArgument>();
  const typeInfo = new TypeInfo(schema);
  visit(
    ast,
    visitWithTypeInfo(typeInfo, {
      Argument: ({ value }) => {
        const argument = typeInfo.getArgument();
        if (value.kind === Kind.VARIABLE && argument) {
          variables.set(value.name.value, argument);
        }
      },
    }),
  );
  return variables;
}
