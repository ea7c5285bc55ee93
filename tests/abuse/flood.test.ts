import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GatewayProcess, startGatewayProcess } from '../faults/gateway-process.ts';
import { startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { attacks } from './attacks.ts';
import { prepareTarget } from './prepare-target.ts';

/** Requests of each kind, in so many rounds; memory is compared between rounds. */
const rounds = 4;
const requestsPerRound = 24;
const concurrentRequests = 8;
/**
 * How much the process may grow after its first round. A cache that keeps each document of 60 kB, or a body of a
 * megabyte per request, would be several hundred megabytes above it.
 */
const maxGrowthMiB = 160;

let setUp: TestGateway;
let tenant: TestTenant;
let target: Awaited<ReturnType<typeof prepareTarget>>;
let gateway: GatewayProcess;

beforeAll(async () => {
  setUp = await startTestGateway();
  tenant = await setUp.createTenant();
  target = await prepareTarget(tenant);
  // The embedded database belongs to one process at a time.
  await setUp.close();
  gateway = await startGatewayProcess({
    settings: setUp.settings,
    nodeOptions: ['--max-old-space-size=256'],
  });
});
afterAll(async () => {
  await gateway.end('SIGKILL');
  await setUp.drop();
});

/** The memory that a process occupies, where the system shows it. */
function residentMiB(pid: number): number | undefined {
  try {
    const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kibibytes === undefined ? undefined : Number(kibibytes) / 1_024;
  } catch {
    return undefined;
  }
}

it('thousands of hostile requests of every kind leave a gateway with a heap of 256 MiB alive, and its memory flat', async () => {
  const statuses = new Map<string, Set<number>>();
  const memory: number[] = [];
  let index = 0;
  for (let round = 0; round < rounds; round += 1) {
    const queue = attacks.flatMap((attack) => Array.from({ length: requestsPerRound }, () => attack));
    const attackers = Array.from({ length: concurrentRequests }, async () => {
      for (let attack = queue.shift(); attack; attack = queue.shift()) {
        index += 1;
        const status = await attack.send({ ...target, url: gateway.url }, index);
        statuses.set(attack.name, (statuses.get(attack.name) ?? new Set()).add(status));
      }
    });
    await Promise.all(attackers);
    memory.push(residentMiB(gateway.pid) ?? 0);
  }

  const faults = [...statuses].filter(([, seen]) => [...seen].some((status) => status >= 500));
  expect(faults).toEqual([]);
  const { status, body } = await gateway.clientFor(tenant.key).rest('GET', '/credits/');
  expect({ status, body }).toMatchObject({ status: 200, body: { held: 0 } });
  const [first = 0, ...later] = memory;
  expect(Math.max(...later) - first, `MiB resident: ${memory.map(Math.round).join(', ')}`).toBeLessThan(
    maxGrowthMiB,
  );
}, 240_000);
