import { readFile } from 'node:fs/promises';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { queueNames } from '../../src/jobs/queues.ts';
import { metricDefinitions } from '../../src/metrics/metric-definitions.ts';

interface Rule {
  alert: string;
  expr: string;
  for: string;
  labels: { severity: string };
  annotations: { summary: string; action: string };
}

const { groups } = parse(await readFile('docs/examples/alerts.yaml', 'utf8')) as {
  groups: { name: string; rules: Rule[] }[];
};
const rules = groups.flatMap((group) => group.rules);

/** The series that a scrape of a gateway has, with the names of their labels. */
function seriesOfGateway(): Map<string, readonly string[]> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const series = new Map<string, readonly string[]>(
    registry.getMetricsAsArray().map(({ name }) => [name, []]),
  );
  registry.clear();
  for (const [name, { type, labels }] of Object.entries(metricDefinitions)) {
    if (type === 'histogram') {
      series.set(`${name}_bucket`, [...labels, 'le']);
      series.set(`${name}_count`, labels);
    } else {
      series.set(name, labels);
    }
  }
  // Prometheus itself adds this one for each target.
  return series.set('up', []);
}

/** The series in an expression, which is written as in the file: a space follows `by`. Functions are followed by a parenthesis. */
function selectorsIn(expr: string): { name: string; matchers: { label: string; value: string }[] }[] {
  const withoutGrouping = expr.replaceAll(/\b(?:by|without|on) \([^)]*\)/g, '');
  return [...withoutGrouping.matchAll(/\b([a-z]\w+)\b(?:\{([^}]*)\})?(?!\s*\()/g)]
    .filter(([, name]) => !['and', 'or', 'unless'].includes(name ?? ''))
    .filter(({ index }) => !isInsideBraces(withoutGrouping, index))
    .map(([, name = '', matchers = '']) => ({
      name,
      matchers: [...matchers.matchAll(/(\w+)(?:=|!=|=~|!~)"([^"]*)"/g)].map(([, label = '', value = '']) => ({
        label,
        value,
      })),
    }));
}

const isInsideBraces = (text: string, index: number): boolean => /[{[][^}\]]*$/.test(text.slice(0, index));

/** The values that a label can have, if they are few. */
function valuesOf(name: string, label: string): readonly string[] | undefined {
  if (label === 'queue') {
    return queueNames;
  }
  const definition = Object.entries(metricDefinitions).find(([metric]) => name.startsWith(metric))?.[1];
  return label === 'state' || label === 'outcome'
    ? [...(definition?.help ?? '').matchAll(/`(\w+)`/g)].map(([, value = '']) => value)
    : undefined;
}

it('the series of an expression are recognised with their matchers', () => {
  expect(
    selectorsIn('sum by (le) (rate(a_bucket{b="c", d!~"e|f"}[5m])) / sum(rate(good_total[5m])) > 1e3'),
  ).toEqual([
    {
      name: 'a_bucket',
      matchers: [
        { label: 'b', value: 'c' },
        { label: 'd', value: 'e|f' },
      ],
    },
    { name: 'good_total', matchers: [] },
  ]);
});

it('every alert uses only series, labels and values that a gateway has', () => {
  const series = seriesOfGateway();
  for (const { alert, expr } of rules) {
    const selectors = selectorsIn(expr);
    expect(selectors.length, alert).toBeGreaterThan(0);
    for (const { name, matchers } of selectors) {
      expect([...series.keys()], alert).toContain(name);
      for (const { label, value } of matchers) {
        // Prometheus itself adds the label `job` to each series.
        expect([...(series.get(name) ?? []), 'job'], alert).toContain(label);
        const values = valuesOf(name, label);
        if (values !== undefined) {
          expect(values, alert).toEqual(expect.arrayContaining(value.split('|')));
        }
      }
    }
  }
});

it('every alert has a name of its own, a duration, a severity, a meaning and an action', () => {
  expect(rules.length).toBeGreaterThan(5);
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  for (const { alert, for: duration, labels, annotations } of rules) {
    expect(alert).toMatch(/^Postern[A-Z]\w+$/);
    expect(duration, alert).toMatch(/^\d+m$/);
    expect(['page', 'ticket'], alert).toContain(labels.severity);
    expect(annotations.summary, alert).toMatch(/\.$/);
    expect(annotations.action, alert).toMatch(/\.$/);
  }
});

it('every log line that an action of an alert quotes is one that the gateway writes', async () => {
  const quoted = rules.flatMap(({ annotations }) =>
    [...annotations.action.matchAll(/“([^”]+)”/g)].map(([, line = '']) => line),
  );
  expect(quoted.length).toBeGreaterThan(0);
  const sources = await Promise.all(
    ['src/jobs/open-jobs.ts', 'src/domain/workflows/recover-dispatches.ts'].map((path) =>
      readFile(path, 'utf8'),
    ),
  );
  for (const line of quoted) {
    expect(
      sources.some((source) => source.includes(`'${line}'`)),
      line,
    ).toBe(true);
  }
});
