import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { boundedList, boundedText, listBounds } from '../../src/domain/bounded.ts';
import { inspectSchema, schemaLayers } from '../../src/domain/inspect-schema.ts';
import { findProblems } from '../../src/domain/parse-input.ts';

const root = fileURLToPath(new URL('../../src/', import.meta.url));
const filesOf = (pattern: string): string[] => globSync(pattern, { cwd: root }).sort();

/** Every module that defines an input, with all that it exports. */
const modules = await Promise.all(
  filesOf('domain/**/*.ts').map((file): Promise<Record<string, unknown>> => import(join(root, file))),
);

/** The schemas of all operations, and all other schemas that a module exports, by their names. */
const schemas = modules.flatMap((module) =>
  Object.entries(module).flatMap(([name, value]): [string, z.ZodType][] => {
    if (value instanceof z.ZodType) {
      return [[name, value]];
    }
    const input = (value as { input?: unknown } | null | undefined)?.input;
    return input instanceof z.ZodType ? [[name, input]] : [];
  }),
);

interface Found {
  path: string;
  schema: z.ZodType;
}

/** Every schema inside a schema. Fails for a kind that an input cannot have, which may be one without a limit. */
function walk(schema: z.ZodType, path: string): Found[] {
  const here = schemaLayers(schema).map((layer) => ({ path, schema: layer }));
  const structure = inspectSchema(schema);
  switch (structure.kind) {
    case 'object':
      return [
        ...here,
        ...[...structure.fields].flatMap(([key, field]) => walk(field.schema, `${path}.${key}`)),
      ];
    case 'list':
      return [...here, ...walk(structure.item, `${path}[]`)];
    default:
      return here;
  }
}

/** A list that notes whether anyone looks at its items. */
function watchedList(length: number): { list: unknown[]; isLookedAt: () => boolean } {
  let isLookedAt = false;
  const list = new Proxy(new Array(length).fill('x'), {
    get: (target, key, receiver) => {
      isLookedAt ||= typeof key === 'string' && /^\d+$/.test(key);
      return Reflect.get(target, key, receiver);
    },
  });
  return { list, isLookedAt: () => isLookedAt };
}

describe.each(schemas)('the input %s', (name, schema) => {
  const all = walk(schema, name);

  it('an input schema has no list without a limit, nor one whose items are examined when it is too long', () => {
    for (const { path, schema: list } of all.filter((found) => found.schema instanceof z.ZodArray)) {
      const maximum = listBounds.get(list)?.max;
      expect(maximum, path).toBeTypeOf('number');
      const { list: tooLong, isLookedAt } = watchedList(Number(maximum) + 1);
      expect(findProblems(list, tooLong), path).toHaveLength(1);
      expect(isLookedAt(), path).toBe(false);
    }
  });

  it('an input schema has no object or list with rules of zod’s own, which would be reported after all others', () => {
    for (const { path, schema: container } of all) {
      if (container instanceof z.ZodObject || container instanceof z.ZodArray) {
        const checks = (container.def.checks ?? []) as z.core.$ZodChecks[];
        const others = checks
          .map(({ _zod: { def } }) => def.check)
          .filter((check) => !/_length$/.test(check));
        expect(others, path).toEqual([]);
      }
    }
  });

  it('an input schema has no text without a limit, nor one that other rules examine when it is too long', () => {
    for (const { path, schema: text } of all.filter((found) => found.schema instanceof z.ZodString)) {
      expect((text as z.ZodString).maxLength, path).toBeLessThan(100_000);
      for (const character of ['x', '\u0000', '\ud800', '*']) {
        expect(findProblems(text, character.repeat(1_000_000)), path).toMatchObject([
          { messages: [expect.any(String)] },
        ]);
      }
    }
  });
});

it('the inputs that were looked at are those of the operations', () => {
  const names = schemas.map(([name]) => name);
  expect(names).toEqual(
    expect.arrayContaining(['createWebhook', 'saveResponse', 'createTenant', 'createApiKey']),
  );
  expect(names.length).toBeGreaterThan(40);
});

it('texts, lists and objects are bounded in one place, and nowhere else made of zod’s own', () => {
  const ownKinds = /\bz\s*\.(?:string|array|object|looseObject|record|map|set|tuple|json|any)\(/;
  const offenders = [...filesOf('domain/**/*.ts'), ...filesOf('graphql/types/*.ts')].filter(
    (file) => file !== 'domain/bounded.ts' && ownKinds.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(offenders).toEqual([]);
});

describe('a bounded list', () => {
  it('a bounded list is parsed no further than the last problem that is reported', () => {
    let parsed = 0;
    const item = z.unknown().refine(() => {
      parsed += 1;
      return false;
    });
    const list = boundedList(item, { max: 1_000 });
    expect(findProblems(list, new Array(1_000).fill(0))).toHaveLength(100);
    expect(parsed).toBe(100);
  });

  it('a bounded list can count the items of its items, without looking at them', () => {
    const list = boundedList(z.object({ items: boundedList(boundedText({ max: 5 }), { max: 5 }) }), {
      max: 5,
      countItem: (one) => (one as { items: unknown[] }).items.length,
    });
    expect(findProblems(list, [{ items: ['a', 'b'] }, { items: ['c', 'd', 'e'] }])).toEqual([]);
    const { list: items, isLookedAt } = watchedList(4);
    expect(findProblems(list, [{ items: ['a', 'b'] }, { items }])).toHaveLength(1);
    expect(isLookedAt()).toBe(false);
  });
});
