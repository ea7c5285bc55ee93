import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { vi } from 'vitest';
import { parse, stringify } from 'yaml';
import { findPort } from '../support/find-port.ts';

const example = 'docs/examples/alerts.yaml';
/** How much faster than documented time passes for the rules; their thresholds are as documented. */
const speed = 20;
/** Longer than the database can take to respond to a scrape. */
const scrapeSeconds = 4;

export const hasPrometheus = spawnSync('prometheus', ['--version']).status === 0;

interface Rules {
  groups: { name: string; rules: { alert: string; expr: string; for: string }[] }[];
}

export interface Prometheus {
  /** The names of all alerts that it has rules for. */
  alerts: readonly string[];
  /** The names of the alerts that fire. */
  firing: () => Promise<string[]>;
  /** The value of an expression of one element; undefined if it has none. */
  valueOf: (expression: string) => Promise<number | undefined>;
  stop: () => Promise<void>;
}

const unitSeconds = { m: 60, h: 3_600 };
const faster = (count: string, unit: string): string =>
  `${(Number(count) * unitSeconds[unit as keyof typeof unitSeconds]) / speed}s`;

/** Starts Prometheus with the documented rules, for which time passes faster. */
export async function startPrometheus({
  folder,
  ports,
}: {
  folder: string;
  ports: readonly number[];
}): Promise<Prometheus> {
  const { groups } = parse(await readFile(example, 'utf8')) as Rules;
  const fast = groups.map((group) => ({
    ...group,
    rules: group.rules.map((rule) => ({
      ...rule,
      expr: rule.expr.replaceAll(/\[(\d+)([mh])\]/g, (_range, count, unit) => `[${faster(count, unit)}]`),
      for: rule.for.replace(/^(\d+)([mh])$/, (_time, count, unit) => faster(count, unit)),
    })),
  }));
  await writeFile(`${folder}/alerts.yaml`, stringify({ groups: fast }));
  const configuration = {
    global: {
      scrape_interval: `${scrapeSeconds}s`,
      scrape_timeout: `${scrapeSeconds}s`,
      evaluation_interval: '1s',
    },
    rule_files: ['alerts.yaml'],
    scrape_configs: [
      { job_name: 'postern', static_configs: [{ targets: ports.map((port) => `127.0.0.1:${port}`) }] },
    ],
  };
  await writeFile(`${folder}/prometheus.yaml`, stringify(configuration));
  const port = await findPort();
  const child = spawn(
    'prometheus',
    [
      `--config.file=${folder}/prometheus.yaml`,
      `--storage.tsdb.path=${folder}/prometheus`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=error',
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const exited = once(child, 'exit');
  const get = async (path: string): Promise<any> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    return ((await response.json()) as { data: unknown }).data;
  };
  const isReady = () =>
    fetch(`http://127.0.0.1:${port}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  await vi.waitUntil(isReady, { timeout: 60_000, interval: 100 });
  return {
    alerts: groups.flatMap(({ rules }) => rules.map(({ alert }) => alert)),
    firing: async () => {
      const { alerts } = (await get('/api/v1/alerts')) as {
        alerts: { state: string; labels: { alertname: string } }[];
      };
      const firing = alerts.filter(({ state }) => state === 'firing').map(({ labels }) => labels.alertname);
      return [...new Set(firing)].sort();
    },
    valueOf: async (expression) => {
      const { result } = await get(`/api/v1/query?query=${encodeURIComponent(expression)}`);
      return result[0] && Number(result[0].value[1]);
    },
    stop: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
