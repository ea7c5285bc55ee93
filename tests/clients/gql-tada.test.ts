import { writeFile } from 'node:fs/promises';
import { afterAll, describe, expect } from 'vitest';
import { createPrefill, saveAnswers } from '../support/responses.ts';
import { createWorld, type World } from '../support/world.ts';
import { type LoadedProgram, loadProgram } from './build-program.ts';
import { it } from './shared-gateway.ts';

let world: World;
let program: LoadedProgram<any>;
let postern: unknown;

it.beforeAll(async ({ gateway }) => {
  world = await createWorld(gateway);
  program = await loadProgram({
    name: 'gql-tada.ts',
    generate: async ({ folder, execute }) => {
      const plugin = {
        name: 'gql.tada/ts-plugin',
        schema: 'schema.graphql',
        tadaOutputLocation: 'src/graphql-env.d.ts',
      };
      await writeFile(`${folder}/tada.json`, JSON.stringify({ compilerOptions: { plugins: [plugin] } }));
      const key = `Authorization: Bearer ${world.tenant.key}`;
      const schema = ['--header', key, '--output', 'schema.graphql', `${gateway.origin}/graphql`];
      await execute('gql-tada', ['generate-schema', ...schema]);
      await execute('gql-tada', ['generate-output', '--tsconfig', 'tada.json']);
    },
  });
  postern = program.exports.connect(gateway.origin, world.tenant.key);
});
afterAll(() => program?.remove());

describe('a program with types inferred by gql.tada', () => {
  it('a program with types inferred by gql.tada creates a company and reads it through a fragment', async () => {
    const input = { legalName: 'Tada Trading Ltd', jurisdiction: 'IE' };
    expect(await program.exports.create(postern, input)).toBe('Tada Trading Ltd in IE');
  });

  it('learns which fields of a company are wrong', async () => {
    const input = { legalName: '', jurisdiction: 'XX', email: 'a@acme.example' };
    expect(await program.exports.create(postern, input)).toBe('legalName, jurisdiction');
  });

  it('describes a response by its typed answers, and a response that does not exist as none', async () => {
    const id = await createPrefill(world);
    await saveAnswers(world, id, { name: 'Tada', size: 12 });
    expect(await program.exports.describe(postern, id)).toBe(
      'PREFILL for 0 days with 1 of 3 answers as numbers',
    );
    expect(await program.exports.describe(postern, world.company)).toBeUndefined();
  });
});
