import { onTestFinished } from 'vitest';
import { formOf, sendForm } from './forms.ts';
import type { World } from './world.ts';

/** An erasure whose entity is closed, and whose contents are not deleted yet. */
export interface HeldErasure {
  /** Resolved once the entity is closed. */
  closed: Promise<void>;
  /** Lets the erasure finish. */
  finish: () => Promise<void>;
}

/** Erases the company while the store of files does not respond, so that nothing else of it is deleted. */
export async function holdErasure({ gateway, tenant, company }: World): Promise<HeldErasure> {
  await sendForm(
    `/api/v1/entities/${company}/documents/`,
    formOf([{ name: 'file', file: { content: Buffer.from('An extract'), fileName: 'extract.txt' } }]),
    { gateway, key: tenant.key },
  );
  const { files } = gateway.services;
  const remove = files.delete;
  const closed = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  files.delete = async (id) => {
    closed.resolve();
    await held.promise;
    return remove(id);
  };
  onTestFinished(() => held.resolve());
  const erased = tenant.rest('POST', `/entities/${company}/erase/`, { reason: 'Requested' });
  return {
    closed: closed.promise,
    finish: async () => {
      held.resolve();
      files.delete = remove;
      const { status } = await erased;
      if (status !== 200) {
        throw new Error(`The erasure was rejected with ${status}.`);
      }
    },
  };
}
