import fc from 'fast-check';
import { hostileJson, type Json, unknownName } from './hostile-values.ts';

interface Mutation {
  /** Which place of the value, counted through all of them. */
  place: number;
  kind: 'replace' | 'remove' | 'add' | 'repeat';
  name: string;
  value: Json;
}

/** Values that differ from valid ones in one to three places. */
export const mutated = (valid: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  fc.tuple(valid, fc.array(mutation, { minLength: 1, maxLength: 3 })).map(([value, mutations]) => {
    const root = { value: structuredClone(value) };
    for (const each of mutations) {
      apply(root, each);
    }
    return root.value;
  });

const mutation: fc.Arbitrary<Mutation> = fc.record({
  place: fc.nat({ max: 10_000 }),
  kind: fc.constantFrom<Mutation['kind']>('replace', 'replace', 'remove', 'add', 'repeat'),
  name: unknownName,
  value: hostileJson,
});

/** A place is a field of an object or an item of a list. */
type Place = [parent: Json[] | { [name: string]: Json }, name: string];

function placesOf(parent: Json[] | { [name: string]: Json }): Place[] {
  return Object.entries(parent).flatMap(([name, value]): Place[] => [
    [parent, name],
    ...(typeof value === 'object' && value !== null ? placesOf(value) : []),
  ]);
}

/** The whole value is one of its places, and is replaced rarely: not much of what is behind it is reached then. */
const wholeEvery = 20;

function apply(root: { value: Json }, { place, kind, name, value: given }: Mutation): void {
  const value = structuredClone(given);
  const [whole, ...parts] = placesOf(root);
  const [parent, field] = (place % wholeEvery > 0 && parts[place % parts.length]) || whole!;
  const target = Reflect.get(parent, field) as Json;
  if (kind === 'remove' && parent !== root) {
    Reflect.deleteProperty(parent, field);
  } else if (kind === 'add' && typeof target === 'object' && target !== null) {
    Object.defineProperty(target, Array.isArray(target) ? target.length : name, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else if (kind === 'repeat') {
    Reflect.set(parent, field, [target, structuredClone(target)]);
  } else {
    Reflect.set(parent, field, value);
  }
}
