import { copyFile } from 'node:fs/promises';
import { afterAll, describe, expect } from 'vitest';
import { createPrefill } from '../support/responses.ts';
import { createWorld, type World } from '../support/world.ts';
import { type LoadedProgram, loadProgram } from './build-program.ts';
import { it } from './shared-gateway.ts';

let world: World;
let program: LoadedProgram<any>;
let postern: unknown;

it.beforeAll(async ({ gateway }) => {
  world = await createWorld(gateway);
  program = await loadProgram({
    name: 'graphql-request.ts',
    generate: async ({ folder, execute }) => {
      await copyFile('docs/examples/codegen.ts', `${folder}/codegen.ts`);
      await execute('graphql-codegen', [], { POSTERN_URL: gateway.origin });
    },
  });
  postern = program.exports.connect(gateway.origin, world.tenant.key);
});
afterAll(() => program?.remove());

describe('a program on graphql-request with types of the documented codegen configuration', () => {
  it('a graphql-request client sends a questionnaire and reads the response of its receipt through a fragment', async () => {
    expect(
      await program.exports.send(postern, {
        entity: { legalName: 'Typed Trading Ltd', jurisdiction: 'GB' },
        ddq: { questionnaireId: String(world.questionnaire) },
        email: 'typed@acme.example',
      }),
    ).toMatch(/^SENT: DRAFT of 2\d{3} in version 1$/);
  });

  it('a graphql-request client shows its user what is wrong with a send, for each error that it knows', async ({
    gateway,
  }) => {
    const { connect, send } = program.exports;
    const ddq = { questionnaireId: String(world.questionnaire) };
    expect(await send(postern, { entityId: world.company, ddq, email: 'nowhere', expiryHours: 0 })).toMatch(
      /^email: .+; expiryHours: /,
    );
    expect(
      await send(postern, {
        entityId: world.company,
        ddq: { questionnaireId: '2147483647' },
        email: 'a@acme.example',
      }),
    ).toMatch(/^NOT_FOUND: /);
    const poor = await createWorld(gateway, { credits: 0 });
    expect(
      await send(connect(gateway.origin, poor.tenant.key), {
        entityId: poor.company,
        ddq: { questionnaireId: poor.questionnaire },
        email: 'a@acme.example',
      }),
    ).toBe('Please buy credits.');
  });

  it('a graphql-request client saves a text, a number and a boolean, and reads each back with its type', async () => {
    const answers = { name: 'Typed Trading', size: 12.5, listed: false };
    expect(await program.exports.save(postern, await createPrefill(world), answers)).toEqual(answers);
  });

  it('a graphql-request client reads all responses by cursor', async ({ gateway }) => {
    const other = await createWorld(gateway);
    const ids: string[] = [];
    for (let count = 0; count < 3; count += 1) ids.unshift(await createPrefill(other));
    const { connect, listIds } = program.exports;
    expect(await listIds(connect(gateway.origin, other.tenant.key))).toEqual(ids);
  });

  it('a graphql-request client gets a ClientError with the code UNAUTHENTICATED for an unknown key', async ({
    gateway,
  }) => {
    const { connect, rejection } = program.exports;
    expect(await rejection(connect(gateway.origin, 'kycg_live_unknown'))).toEqual([401, 'UNAUTHENTICATED']);
  });
});
