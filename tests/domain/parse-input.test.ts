import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { boundedList } from '../../src/domain/bounded.ts';
import { malformed } from '../../src/domain/draft.ts';
import {
  cleared,
  emailAddress,
  flag,
  optional,
  questionnaireId,
  singleLine,
  uuid,
} from '../../src/domain/fields.ts';
import { findProblems, objectWithRules, parseInput, withRules } from '../../src/domain/parse-input.ts';
import { ValidationError } from '../../src/errors.ts';

const entity = z.strictObject({ legalName: singleLine({ max: 20 }), email: optional(emailAddress) });

/** A send in small: enough to have every kind of rule across fields. */
const send = objectWithRules(
  {
    entityId: optional(uuid),
    entity: optional(entity),
    ddq: optional(z.strictObject({ questionnaireId, prefill: optional(flag) })),
    email: optional(emailAddress),
  },
  (draft, report) => {
    if (draft.entityId !== undefined && draft.entity !== undefined) {
      report(['entity'], 'Not both.');
    }
    if (draft.ddq === undefined) {
      report(['ddq'], 'Ask for something.');
    }
    if (draft.ddq?.prefill !== true && draft.email === undefined) {
      report(['email'], 'This field is required.');
    }
  },
);

test('every problem of an input is reported at its own path, in the order of the schema', () => {
  const schema = z.strictObject({ entity, answers: z.array(z.strictObject({ value: z.string() })) });
  const input = {
    answers: [{ value: 'a' }, { value: 1, extra: true }, 'x'],
    prefil: true,
    entity: { email: 'nobody', legal: 1 },
  };

  expect(findProblems(schema, input)).toEqual([
    { path: 'entity.legalName', messages: ['This field is required.'] },
    { path: 'entity.email', messages: [expect.stringContaining('Use one email address')] },
    { path: 'entity.legal', messages: ['Unknown field.'] },
    { path: 'answers[1].value', messages: ['A valid string is required.'] },
    { path: 'answers[1].extra', messages: ['Unknown field.'] },
    { path: 'answers[2]', messages: ['An object is required.'] },
    { path: 'prefil', messages: ['Unknown field.'] },
  ]);
});

test('several problems of one field stand together and none stands twice', () => {
  const schema = z.strictObject({
    name: singleLine({ max: 3 }),
    age: z.int().min(5, 'Too low.').min(6, 'Too low.'),
  });

  expect(findProblems(schema, { name: 'a\n\ud800', age: 1 })).toEqual([
    {
      path: 'name',
      messages: ['Use one line of text without control characters.', 'Use well-formed Unicode text.'],
    },
    { path: 'age', messages: ['Too low.'] },
  ]);
});

test('parseInput returns the parsed value or throws all problems as one ValidationError', () => {
  expect(parseInput(entity, { legalName: ' Acme ', email: null })).toEqual({ legalName: 'Acme' });
  const refuse = () => parseInput(entity, { legalName: '', email: '' });
  expect(refuse).toThrow(ValidationError);
  expect(refuse).toThrow(
    expect.objectContaining({
      code: 'VALIDATION_ERROR',
      fields: [
        { path: 'legalName', messages: ['This field must not be blank.'] },
        { path: 'email', messages: [expect.stringContaining('Use one email address')] },
      ],
    }),
  );
});

test.each([undefined, null, 'text', 7, [[]]])(
  'an input that is no object is rejected as a whole (%j)',
  (input) => {
    expect(findProblems(send, input)).toEqual([{ path: '', messages: ['An object is required.'] }]);
  },
);

test('sizes without a message of their own say what they take', () => {
  const schema = z.strictObject({
    a: z.string().min(2),
    b: boundedList(z.string(), { max: 1 }),
    c: z.number().max(3),
  });

  expect(findProblems(schema, { a: 'x', b: ['x', 'y'], c: 4 }).map(({ messages }) => messages)).toEqual([
    ['Use at least 2 characters.'],
    ['Use at most 1 items.'],
    ['Use at most 3.'],
  ]);
});

describe('keys that JavaScript gives a meaning', () => {
  test('they are unknown fields like any other', () => {
    const input = JSON.parse(
      '{"legalName": "Acme", "__proto__": {"email": "a@b.com"}, "constructor": 1, "toString": 2}',
    );

    expect(findProblems(entity, input)).toEqual([
      { path: '__proto__', messages: ['Unknown field.'] },
      { path: 'constructor', messages: ['Unknown field.'] },
      { path: 'toString', messages: ['Unknown field.'] },
    ]);
    expect(({} as { email?: string }).email).toBeUndefined();
  });

  test('an object without a prototype, as graphql-js makes them, is an object like any other', () => {
    const input = Object.assign(Object.create(null), {
      entity: Object.assign(Object.create(null), { legalName: 'Acme' }),
      ddq: Object.assign(Object.create(null), { questionnaireId: 'x', __proto__: 1 }),
    });

    expect(findProblems(send, input)).toEqual([
      { path: 'ddq.questionnaireId', messages: ['A valid integer is required.'] },
      { path: 'email', messages: ['This field is required.'] },
    ]);
    expect(parseInput(entity, input.entity)).toEqual({ legalName: 'Acme' });
  });
});

describe('objectWithRules', () => {
  test('its rules are reported together with malformed fields, at any depth', () => {
    const input = {
      entityId: 'x',
      entity: { legalName: '' },
      ddq: { questionnaireId: 0, prefill: false },
      extra: 1,
    };

    expect(findProblems(send, input)).toEqual([
      { path: 'entityId', messages: [expect.stringContaining('Use a UUID')] },
      { path: 'entity.legalName', messages: ['This field must not be blank.'] },
      { path: 'ddq.questionnaireId', messages: ['Use an integer from 1 to 2147483647.'] },
      { path: 'extra', messages: ['Unknown field.'] },
      { path: 'entity', messages: ['Not both.'] },
      { path: 'email', messages: ['This field is required.'] },
    ]);
  });

  test.each([1.5, 1e300, 'x', true, [], {}])('its rules run whatever is wrong with a field (%j)', (value) => {
    expect(findProblems(send, { ddq: { questionnaireId: value } }).map(({ path }) => path)).toEqual([
      'ddq.questionnaireId',
      'email',
    ]);
  });

  test('its rules run when a list is too long, whose items no one looks at', () => {
    let seen: unknown;
    const schema = objectWithRules(
      { list: boundedList(z.string().toLowerCase(), { max: 1 }) },
      (draft, report) => {
        seen = draft;
        report(['other'], 'From a rule.');
      },
    );

    expect(findProblems(schema, { list: ['A', 'B'] }).map(({ path }) => path)).toEqual(['list', 'other']);
    expect(seen).toEqual({ list: [] });
  });

  test('its rules go along when the schema is described or refined', () => {
    for (const schema of [send.describe('A send.'), send.meta({ title: 'Send' }), send.refine(() => true)]) {
      expect(findProblems(optional(schema), {}).map(({ path }) => path)).toEqual(['ddq', 'email']);
    }
  });

  test('its rules run once and see the parsed values of a valid input', () => {
    const seen: unknown[] = [];
    const schema = objectWithRules({ name: singleLine({ max: 5 }) }, (draft) => {
      seen.push(draft);
    });

    expect(parseInput(schema, { name: ' a ' })).toEqual({ name: 'a' });
    expect(seen).toEqual([{ name: 'a' }]);
  });

  test('a field that was given but is malformed does not count as missing', () => {
    expect(findProblems(send, { ddq: 'x', email: 'nobody' }).map(({ path }) => path)).toEqual([
      'ddq',
      'email',
    ]);
  });

  test('a rule does not speak about a value whose shape was rejected, or about what lies in it', () => {
    const schema = objectWithRules(
      { a: z.strictObject({ b: z.string() }), c: z.string() },
      (_draft, report) => {
        report(['a', 'b'], 'From a rule.');
        report(['c'], 'From a rule.');
      },
    );

    expect(findProblems(schema, { a: 'x', c: 'y' })).toEqual([
      { path: 'a', messages: ['An object is required.'] },
      { path: 'c', messages: ['From a rule.'] },
    ]);
  });

  test('its draft tells absent, malformed and valid values apart', () => {
    let seen: unknown;
    const fields = {
      valid: singleLine({ max: 5 }),
      missing: z.string(),
      nothing: z.string(),
      wrong: z.string(),
      cleared: cleared(z.string()),
      anything: z.unknown(),
      object: z.strictObject({ flag }),
      list: z.array(z.string()),
      items: z.array(z.strictObject({ a: z.string(), b: z.string() })),
    };
    const schema = objectWithRules(fields, (draft) => {
      seen = draft;
    });

    findProblems(schema, {
      valid: ' a ',
      nothing: null,
      wrong: 1,
      cleared: null,
      anything: null,
      object: 'x',
      list: 'x',
      items: [{ a: 'x', b: 1 }, null],
    });

    expect(seen).toEqual({
      valid: 'a',
      nothing: undefined,
      wrong: malformed,
      cleared: null,
      anything: null,
      object: {},
      list: [],
      items: [{ a: 'x', b: malformed }, {}],
    });
  });

  test('it nests: the rules of the inner and the outer object are reported together', () => {
    const inner = objectWithRules({ a: optional(z.string()) }, ({ a }, report) => {
      if (a === undefined) {
        report(['a'], 'Inner.');
      }
    });
    const outer = objectWithRules({ inner: optional(inner), list: z.array(inner) }, (_draft, report) =>
      report(['list', 0], 'Outer.'),
    );

    expect(findProblems(outer, { inner: {}, list: [{ a: 'x' }, {}] })).toEqual([
      { path: 'inner.a', messages: ['Inner.'] },
      { path: 'list[1].a', messages: ['Inner.'] },
      { path: 'list[0]', messages: ['Outer.'] },
    ]);
  });

  test('whatever a rule reports is reported, also twice at one path', () => {
    const schema = objectWithRules({ a: z.string() }, (_draft, report) => {
      report(['a'], 'One.');
      report(['a'], 'Another.');
    });

    expect(findProblems(schema, { a: 'x' })).toEqual([{ path: 'a', messages: ['One.', 'Another.'] }]);
  });
});

describe('withRules', () => {
  const unique = withRules(boundedList(singleLine({ max: 3 }), { max: 5 }).min(1), (items, report) => {
    const known = items.filter((item) => item !== malformed);
    if (new Set(known).size < known.length) {
      report([], 'Name each once.');
    }
  });

  test('rules of a list are reported together with malformed items and fields', () => {
    const schema = z.strictObject({ names: optional(unique.describe('Names.')), age: z.int() });

    expect(findProblems(schema, { names: ['a', 'long', 'a ', 'long'], age: 'x' })).toEqual([
      { path: 'names[1]', messages: ['Use at most 3 characters.'] },
      { path: 'names[3]', messages: ['Use at most 3 characters.'] },
      { path: 'names', messages: ['Name each once.'] },
      { path: 'age', messages: ['A valid integer is required.'] },
    ]);
  });

  test('a list that is too short or too long has no other problem', () => {
    expect(findProblems(unique, [])).toEqual([{ path: '', messages: ['Use at least 1 items.'] }]);
    expect(findProblems(unique, new Array(6).fill('long'))).toEqual([
      { path: '', messages: ['Use at most 5 items.'] },
    ]);
  });
});

test('a refinement of an object applies once everything else is right', () => {
  const schema = z.strictObject({ a: z.string(), b: z.string() }).refine(({ a, b }) => a !== b, 'The same.');

  expect(findProblems(schema, { a: 'x', b: 1 }).map(({ path }) => path)).toEqual(['b']);
  expect(findProblems(schema, { a: 'x', b: 'x' })).toEqual([{ path: '', messages: ['The same.'] }]);
  expect(() => parseInput(schema, { a: 'x', b: 'x' })).toThrow(ValidationError);
});

test('an input with many errors has at most 100 paths reported, and nothing is checked after them', () => {
  let isRuleRun = false;
  const parsed: unknown[] = [];
  const item = z.string().refine((value) => {
    parsed.push(value);
    return false;
  });
  const schema = objectWithRules({ list: boundedList(item, { max: 1_000 }), other: item }, () => {
    isRuleRun = true;
  });

  const problems = findProblems(schema, { list: new Array(1_000).fill('x'), other: 'y', unknown: 1 });
  expect(problems.map(({ path }) => path)).toEqual(
    Array.from({ length: 100 }, (_, index) => `list[${index}]`),
  );
  expect(parsed).toEqual(new Array(100).fill('x'));
  expect(isRuleRun).toBe(false);
});
