import {
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  typeFromAST,
} from 'graphql';
import { compileRoute } from '../../src/rest/compile-route.ts';
import type { Route } from '../../src/rest/routes.ts';
import { restPath } from './spelling.ts';

/** The paths inside an input under which a client names something by its id, such as `input.answers.questionId`. */
export function idPaths(type: GraphQLInputType, name: string, prefix = ''): string[] {
  const path = prefix === '' ? name : `${prefix}.${name}`;
  const named = getNamedType(type);
  if (isInputObjectType(named)) {
    return Object.values(named.getFields()).flatMap((field) => idPaths(field.type, field.name, path));
  }
  return named.name === 'ID' ? [path] : [];
}

/** Every place of the schema that takes an id, as `Query.entity(id)` or `Mutation.saveResponse(input.responseId)`. */
export const idArguments = (schema: GraphQLSchema): string[] =>
  [schema.getQueryType(), schema.getMutationType()].flatMap((root) =>
    Object.values(root?.getFields() ?? {}).flatMap((field) =>
      field.args.flatMap((arg) =>
        idPaths(arg.type, arg.name).map((path) => `${root?.name}.${field.name}(${path})`),
      ),
    ),
  );

/** Every place of a route that takes an id: `GET /entities/{id}/ {id}`, `GET /responses/ entity_id`. */
export function routeIds(schema: GraphQLSchema, route: Route): string[] {
  const { filled, stored } = compileRoute(schema, route);
  const taken = new Set(filled.values());
  const inBodyOrQuery = (stored.operation.variableDefinitions ?? []).flatMap(({ variable, type }) => {
    const inputType = typeFromAST(schema, type as Parameters<typeof typeFromAST>[1]) as GraphQLInputType;
    return idPaths(inputType, variable.name.value)
      .map((path) => path.replace(/^(?:input|filter)\./, ''))
      .filter((path) => !taken.has(path));
  });
  return [...[...filled.keys()].map((name) => `{${name}}`), ...inBodyOrQuery.map(restPath)].map(
    (place) => `${route.method} ${route.path} ${place}`,
  );
}
