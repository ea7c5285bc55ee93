import { RestError } from '../rest/errors.ts';
import type { DescribedRoute } from '../rest/reference/described-route.ts';
import { inlineReferences } from './inline-references.ts';
import { type Presentation, presentObject } from './presentation.ts';
import { withProblems } from './with-problems.ts';

interface Sectioned {
  sections: readonly { title: string }[];
}

/** Whether a route returns an object with sections, which together are too long for a model. */
export const hasSections = ({ shape }: DescribedRoute): boolean =>
  shape.kind === 'object' &&
  shape.fields.some(({ restName, shape: value }) => restName === 'sections' && value.kind === 'list');

/** One section of the object at a time. */
export function presentSections(route: DescribedRoute): Presentation {
  const whole = presentObject(route);
  return {
    ...whole,
    route: {
      ...route,
      toVariables: ({ query: { section, ...query }, ...request }) =>
        withProblems(isSectionNumber(section) ? [] : [sectionProblem()], () =>
          route.toVariables({ ...request, query }),
        ),
    },
    ownArguments: {
      section: {
        type: 'integer',
        minimum: 1,
        default: 1,
        description: 'The number of the section to return. Defaults to the first one.',
      },
    },
    resultSchema: (components) => {
      const object = whole.resultSchema(components);
      const { required, properties, ...rest } = inlineReferences(components, object);
      return {
        ...rest,
        required: [...(required as string[]), 'section_titles', 'next_section'],
        properties: {
          ...(properties as object),
          section_titles: {
            type: 'array',
            items: { type: 'string' },
            description: 'The titles of all sections. `sections` has only the one that was requested.',
          },
          next_section: {
            type: ['integer', 'null'],
            description: 'Pass it as `section` for the section after this one. `null` if there is none.',
          },
        },
      };
    },
    present: (object, { query }) => {
      const { sections } = object as Sectioned;
      const number = Number(query['section'] ?? 1);
      if (number > Math.max(sections.length, 1)) {
        throw RestError.invalid([sectionProblem(sections.length)]);
      }
      return {
        result: {
          ...(object as Sectioned),
          sections: sections.slice(number - 1, number),
          section_titles: sections.map(({ title }) => title),
          next_section: number < sections.length ? number + 1 : null,
        },
      };
    },
  };
}

const isSectionNumber = (text: unknown): boolean =>
  text === undefined || (typeof text === 'string' && /^[1-9]\d{0,5}$/.test(text));

const sectionProblem = (count?: number) => ({
  path: 'section',
  messages: [count === undefined ? 'Use an integer from 1.' : `Use an integer from 1 to ${count}.`],
});
