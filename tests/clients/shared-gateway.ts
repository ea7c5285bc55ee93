import { test } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

/** A gateway on a port of its own. */
export interface SharedGateway extends TestGateway {
  /** Its address, such as `http://127.0.0.1:41234`. */
  origin: string;
}

/**
 * A test with a gateway that all files of a worker share. Each file creates its own tenants, so that it sees nothing of
 * the others.
 */
export const it = test.extend<{ $worker: { gateway: SharedGateway } }>({
  gateway: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures this one needs.
    async ({}, use) => {
      const gateway = await startTestGateway();
      await use({ ...gateway, origin: await gateway.listen() });
      await gateway.drop();
    },
    { scope: 'worker' },
  ],
});
