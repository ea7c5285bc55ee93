import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GatewayProcess, startGatewayProcess } from '../faults/gateway-process.ts';
import { startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { attacks } from './attacks.ts';
import { prepareTarget } from './prepare-target.ts';

/**
 * Requests of each kind in a round, all of them in progress at the same time. The first two rounds fill what is meant to be
 * kept, such as caches and connections; memory is compared between those after them.
 */
const requestsPerRound = 12;
const rounds = 4;
/**
 * How much memory the process may use more after a later round than after the second. The embedded database takes memory from
 * the system in pieces of some 16 MiB; bodies that are kept, of about a megabyte each, would be more than two hundred in a round.
 */
const maxGrowthMiB = 48;
/** How much more of the machine's memory it may occupy: what is kept outside of objects shows only here. */
const maxResidentGrowthMiB = 160;

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
    reportsMemory: true,
  });
});
afterAll(async () => {
  await gateway.end('SIGKILL');
  await setUp.drop();
});

/** The memory that a process occupies, where the system shows it. */
function residentMiB(pid: number): number {
  try {
    const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kibibytes ?? 0) / 1_024;
  } catch {
    return 0;
  }
}

it('floods of hostile requests of every kind leave a gateway with a heap of 256 MiB alive, and its memory flat', async () => {
  const statuses = new Map<string, Set<number>>();
  const memory: number[] = [];
  const resident: number[] = [];
  let index = 0;
  for (let round = 0; round < rounds; round += 1) {
    const queue = attacks.flatMap((attack) => Array.from({ length: requestsPerRound }, () => attack));
    const attackers = Array.from({ length: requestsPerRound }, async () => {
      for (let attack = queue.shift(); attack; attack = queue.shift()) {
        index += 1;
        const status = await attack.send({ ...target, url: gateway.url }, index);
        statuses.set(attack.name, (statuses.get(attack.name) ?? new Set()).add(status));
      }
    });
    await Promise.all(attackers);
    resident.push(residentMiB(gateway.pid));
    memory.push(await gateway.usedMemoryMiB());
  }

  const faults = [...statuses].filter(([, seen]) => [...seen].some((status) => status >= 500));
  expect(faults).toEqual([]);
  const { status, body } = await gateway.clientFor(tenant.key).rest('GET', '/credits/');
  expect({ status, body }).toMatchObject({ status: 200, body: { held: 0 } });
  const growthOf = ([, settled = 0, ...later]: number[]) => Math.max(...later) - settled;
  expect(growthOf(memory), `MiB in use: ${memory.map(Math.round).join(', ')}`).toBeLessThan(maxGrowthMiB);
  expect(growthOf(resident), `MiB resident: ${resident.map(Math.round).join(', ')}`).toBeLessThan(
    maxResidentGrowthMiB,
  );
}, 240_000);
