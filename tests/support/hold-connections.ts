import { workFor } from '../../src/database/share-connections.ts';
import type { TestGateway } from './gateway.ts';

/** How many connections to the database one tenant can have. */
export const connectionsPerTenant = ({ settings }: TestGateway): number =>
  settings.databaseUrl === undefined ? 1 : 5;

/** Lets requests that are on their way come to the first statement, which waits for a connection. */
export async function letRequestsArrive(): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Takes all connections that each of the tenants can have, until it is released. */
export async function holdConnections(gateway: TestGateway, tenantIds: readonly string[]) {
  const { promise, resolve: release } = Promise.withResolvers<void>();
  const held: Promise<unknown>[] = [];
  for (const tenantId of tenantIds) {
    for (let count = 0; count < connectionsPerTenant(gateway); count += 1) {
      await new Promise<void>((hasStarted) => {
        held.push(
          workFor({ tenantId }, () =>
            gateway.services.allTenants.$transaction(async () => {
              hasStarted();
              await promise;
            }),
          ),
        );
      });
    }
  }
  return async (): Promise<void> => {
    release();
    await Promise.all(held);
  };
}
