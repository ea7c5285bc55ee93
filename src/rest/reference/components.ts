import type {
  ComponentsObject,
  HeaderObject,
  ReferenceObject,
  ResponseObject,
  SchemaObject,
} from 'openapi3-ts/oas31';

type Section = 'schemas' | 'responses' | 'headers';

/** The parts of the document that several operations share. */
export class Components {
  readonly #schemas = new Map<string, SchemaObject>();
  readonly #responses = new Map<string, ResponseObject>();
  readonly #headers = new Map<string, HeaderObject>();
  /** What each name stands for. */
  readonly #owners = new Map<string, unknown>();

  /**
   * Adds a schema under the first of the names that is free or has the same owner already.
   *
   * @param owner what is described: the same text for the same schema
   * @throws Error if every name stands for something else
   */
  schema(names: readonly string[], owner: string, make: () => SchemaObject): ReferenceObject {
    const name = names.find((candidate) =>
      [undefined, owner].includes(this.#owners.get(candidate) as string),
    );
    if (name === undefined) {
      throw new Error(`Several schemas of the reference have the name ${names.join(' or ')}.`);
    }
    this.#owners.set(name, owner);
    if (!this.#schemas.has(name)) {
      this.#schemas.set(name, make());
    }
    return referenceTo('schemas', name);
  }

  /** Keeps a name for the owner that it belongs to, whatever is described before it. */
  reserve(name: string, owner: string): void {
    if (!this.#owners.has(name)) {
      this.#owners.set(name, owner);
    }
  }

  response(name: string, make: () => ResponseObject): ReferenceObject {
    if (!this.#responses.has(name)) {
      this.#responses.set(name, make());
    }
    return referenceTo('responses', name);
  }

  header(name: string, make: () => HeaderObject): ReferenceObject {
    if (!this.#headers.has(name)) {
      this.#headers.set(name, make());
    }
    return referenceTo('headers', name);
  }

  toObject(): ComponentsObject {
    return {
      schemas: sorted(this.#schemas),
      responses: sorted(this.#responses),
      headers: sorted(this.#headers),
    };
  }
}

const referenceTo = (section: Section, name: string): ReferenceObject => ({
  $ref: `#/components/${section}/${name}`,
});

const sorted = <Value>(map: ReadonlyMap<string, Value>): Record<string, Value> =>
  Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
