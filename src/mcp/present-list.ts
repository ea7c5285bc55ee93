import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  Kind,
  type NameNode,
  parseType,
  type VariableNode,
  visit,
} from 'graphql';
import { shortKey } from '../domain/problems.ts';
import type { FieldProblem } from '../errors.ts';
import { schema } from '../graphql/schema.ts';
import type { RestRequest } from '../rest/compiled-request.ts';
import { type StoredDocument, toStoredDocument } from '../rest/documents.ts';
import { compileOutput } from '../rest/output.ts';
import { pageParameters } from '../rest/pages.ts';
import type { DescribedRoute } from '../rest/reference/described-route.ts';
import { outputSchema } from '../rest/reference/output-schema.ts';
import { itemOf } from '../rest/reference/page-schema.ts';
import type { Presentation } from './presentation.ts';
import { thirdPartyTexts } from './third-party-texts.ts';
import { withProblems } from './with-problems.ts';

/** Items that a model gets at a time. */
const pageSize = 10;

/** Ten items of a list at a time, with a cursor to the next ones. */
export function presentList(route: DescribedRoute): Presentation {
  const stored = withCursor(route.stored);
  const item = itemOf(route.shape);
  return {
    route: {
      ...route,
      stored,
      toRest: compileOutput({ schema, document: stored }).toRest,
      toRestProblems: (problems) =>
        route
          .toRestProblems(problems)
          .map((problem) => (problem.path === 'after' ? { ...problem, path: 'cursor' } : problem)),
      toVariables: (request) => toVariables(route, request),
    },
    ownArguments: {
      cursor: {
        type: 'string',
        description: `The \`next_cursor\` of a result, for the ${pageSize} items after it.`,
      },
    },
    resultSchema: (components) => ({
      type: 'object',
      description: `At most ${pageSize} items of a list.`,
      required: ['count', 'next_cursor', 'results'],
      properties: {
        count: { type: 'integer', description: 'The number of items in the whole list.' },
        next_cursor: {
          type: ['string', 'null'],
          description: 'Pass it as `cursor` for the items after these. `null` if there are none.',
        },
        results: { type: 'array', items: outputSchema(components, item) },
      },
    }),
    thirdPartyTexts: thirdPartyTexts({ kind: 'list', item, isNullable: false }).map(
      (place) => `results${place}`,
    ),
    present: (object) => {
      const { total_count, nodes, page_info } = object as ListOfNodes;
      return {
        result: {
          count: total_count,
          next_cursor: page_info.has_next_page ? page_info.end_cursor : null,
          results: nodes,
        },
      };
    },
  };
}

interface ListOfNodes {
  total_count: number;
  nodes: unknown[];
  page_info: { end_cursor: string | null; has_next_page: boolean };
}

function toVariables(route: DescribedRoute, request: RestRequest): Record<string, unknown> {
  const { cursor, ...filters } = request.query;
  const problems: FieldProblem[] = Object.keys(filters)
    .filter((name) => pageParameters.has(name))
    .map((name) => ({ path: shortKey(name), messages: ['Unknown parameter.'] }));
  const { offset: _offset, ...variables } = withProblems(problems, () =>
    route.toVariables({ ...request, query: filters }),
  );
  return { ...variables, first: pageSize, ...(cursor !== undefined && { after: cursor }) };
}

const nameNode = (value: string): NameNode => ({ kind: Kind.NAME, value });

const variable = (name: string): VariableNode => ({ kind: Kind.VARIABLE, name: nameNode(name) });

const field = (name: string, ...fields: FieldNode[]): FieldNode => ({
  kind: Kind.FIELD,
  name: nameNode(name),
  ...(fields.length > 0 && { selectionSet: { kind: Kind.SELECTION_SET, selections: fields } }),
});

const offsetVariable = 'offset';

const isOffset = ({ value }: ArgumentNode): boolean =>
  value.kind === Kind.VARIABLE && value.name.value === offsetVariable;

/** The same document with a page that starts after a cursor and not at a number, so that no item is there twice or never. */
function withCursor({ name, ast }: StoredDocument): StoredDocument {
  const edited: DocumentNode = visit(ast, {
    VariableDefinition: (definition) =>
      definition.variable.name.value === offsetVariable
        ? { ...definition, variable: variable('after'), type: parseType('String') }
        : undefined,
    Field: (node) => {
      const { arguments: passed = [], selectionSet } = node;
      return passed.some(isOffset) && selectionSet
        ? {
            ...node,
            arguments: passed.map((argument) =>
              isOffset(argument)
                ? { ...argument, name: nameNode('after'), value: variable('after') }
                : argument,
            ),
            selectionSet: {
              ...selectionSet,
              selections: [
                ...selectionSet.selections,
                field('pageInfo', field('endCursor'), field('hasNextPage')),
              ],
            },
          }
        : undefined;
    },
  });
  return toStoredDocument(name, edited);
}
