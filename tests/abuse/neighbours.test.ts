import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GatewayProcess, startGatewayProcess } from '../faults/gateway-process.ts';
import { startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { slowdown } from '../support/resources.ts';
import { attacks } from './attacks.ts';
import { prepareTarget } from './prepare-target.ts';

/** Four callers with one request per second each. */
const attackEveryMs = 250;
const lightEveryMs = 10;
const measuredMs = 800;
/** What other work on a machine of usual speed may add to a request of 3 ms, typically and at worst, in milliseconds. */
const noise = { p50: 10, p99: 60 };
/** Noise passes, a fault does not: an attack has an effect only if it has it in each of these measurements. */
const measurements = 5;

interface Durations {
  p50: number;
  p99: number;
}

let setUp: TestGateway;
let neighbour: TestTenant;
let target: Awaited<ReturnType<typeof prepareTarget>>;
let gateway: GatewayProcess;
/** What the light requests took last while nothing else happened. */
let alone: Durations;

beforeAll(async () => {
  setUp = await startTestGateway();
  target = await prepareTarget(await setUp.createTenant());
  neighbour = await setUp.createTenant();
  // The embedded database belongs to one process at a time.
  await setUp.close();
  gateway = await startGatewayProcess({ settings: setUp.settings });
  await measure();
  alone = await measure();
});
afterAll(async () => {
  await gateway.end('SIGKILL');
  await setUp.drop();
});

/** How long a neighbour's light requests take while something else happens, in milliseconds. */
async function measure(attack?: (typeof attacks)[number]): Promise<Durations> {
  const client = gateway.clientFor(neighbour.key);
  const durations: number[] = [];
  const underWay: Promise<unknown>[] = [];
  const until = performance.now() + measuredMs;
  let nextAttack = performance.now();
  for (let index = 0; performance.now() < until; index += 1) {
    if (attack && performance.now() >= nextAttack) {
      nextAttack += attackEveryMs;
      underWay.push(attack.send({ ...target, url: gateway.url }, index));
    }
    const startedAt = performance.now();
    await client.rest('GET', '/credits/');
    durations.push(performance.now() - startedAt);
    await pause(lightEveryMs);
  }
  await Promise.all(underWay);
  durations.sort((one, other) => one - other);
  const at = (share: number) => durations[Math.ceil(durations.length * share) - 1] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}

it.each(attacks)(
  '$name: four attackers leave another tenant’s p50 below twice and its p99 below three times its own',
  async (attack) => {
    const seen: string[] = [];
    for (let attempt = 0; attempt < measurements; attempt += 1) {
      const beside = await measure(attack);
      if (
        beside.p50 < Math.max(2 * alone.p50, noise.p50 * slowdown()) &&
        beside.p99 < Math.max(3 * alone.p99, noise.p99 * slowdown())
      ) {
        return;
      }
      seen.push(`${JSON.stringify(alone)} alone, ${JSON.stringify(beside)} beside the attack`);
      alone = await measure();
    }
    expect.fail(seen.join('\n'));
  },
  120_000,
);
