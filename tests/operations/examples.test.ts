import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { requiredInProduction } from '../../src/settings/environment.ts';
import { settingDefinitions } from '../../src/settings/setting-definitions.ts';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';

const manifests = 'docs/examples/kubernetes';
const readManifest = async (name: string): Promise<any> =>
  parse(await readFile(`${manifests}/${name}`, 'utf8'));

const dockerfile = await readFile('Dockerfile', 'utf8');
const unit = await readFile('docs/examples/postern.service', 'utf8');
const unitEnvironment = await readFile('docs/examples/postern.env', 'utf8');
const deployment = await readManifest('deployment.yaml');
const [settings, secret, service, budget, kustomization] = await Promise.all(
  ['settings.yaml', 'secret.yaml', 'service.yaml', 'pod-disruption-budget.yaml', 'kustomization.yaml'].map(
    readManifest,
  ),
);
const { spec: pod, metadata } = deployment.spec.template;
const [container] = pod.containers;

/** What follows an instruction of the Dockerfile's last stage. */
const instruction = (name: string): string =>
  [...dockerfile.matchAll(new RegExp(`^${name} (.+)$`, 'gm'))].at(-1)?.[1] ?? '';

/** The values of a key of the systemd unit. */
const unitValues = (key: string): string[] =>
  [...unit.matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map(([, value = '']) => value);

/** The longest that a process takes to end after a signal, in seconds. */
const stopSeconds = 15;

const names = settingDefinitions.map(({ name }) => name);

describe('the manifests for Kubernetes', () => {
  it('the manifests are all part of the kustomization', async () => {
    const others = (await readdir(manifests)).filter((name) => name !== 'kustomization.yaml');
    expect([...kustomization.resources].sort()).toEqual(others.sort());
  });

  it('two replicas run as the numeric user of the Dockerfile, with few rights and a root that they cannot write to', () => {
    expect(deployment.spec.replicas).toBe(2);
    const [user, group] = instruction('USER').split(':').map(Number);
    expect(user).toBeGreaterThan(0);
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: user,
      runAsGroup: group,
      fsGroup: group,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(container.resources.limits.memory).toMatch(/^\d+Gi$/);
  });

  it('the folders that the gateway writes to are volumes', () => {
    const [, dataDir] = / DATA_DIR=(\S+)/.exec(dockerfile) ?? [];
    const mounted = container.volumeMounts.map(({ mountPath }: { mountPath: string }) => mountPath);
    expect(mounted.sort()).toEqual([dataDir, '/tmp'].sort());
    const volumes = pod.volumes.map(({ name }: { name: string }) => name);
    expect(container.volumeMounts.map(({ name }: { name: string }) => name).sort()).toEqual(volumes.sort());
  });

  it('the environment has only settings of the gateway, all that production requires, and no secret', () => {
    const plain = [...Object.keys(settings.data), ...container.env.map(({ name }: { name: string }) => name)];
    const secrets = Object.entries(secret.stringData);
    const given = [...plain, ...secrets.map(([name]) => name)];
    expect(names).toEqual(expect.arrayContaining(given));
    expect(given).toEqual(expect.arrayContaining([...requiredInProduction]));
    expect(new Set(given).size).toBe(given.length);
    expect(secrets.filter(([, value]) => value !== '')).toEqual([]);
    expect(container.envFrom).toEqual([
      { configMapRef: { name: settings.metadata.name } },
      { secretRef: { name: secret.metadata.name } },
    ]);
  });

  it('the ports are those that the image serves, and the service leads to the right pods', () => {
    const portOf = (name: string): number =>
      container.ports.find((port: { name: string }) => port.name === name)?.containerPort;
    expect(portOf('http')).toBe(Number(instruction('EXPOSE')));
    expect(container.env).toContainEqual({ name: 'METRICS_PORT', value: String(portOf('metrics')) });
    expect(service.spec.ports).toEqual([{ name: 'http', port: 80, targetPort: 'http' }]);
    expect(metadata.labels).toMatchObject(service.spec.selector);
    expect(metadata.labels).toMatchObject(budget.spec.selector.matchLabels);
    expect(metadata.labels).toMatchObject(deployment.spec.selector.matchLabels);
  });

  it('a replica is stopped only after it had time to end, and never before another one is ready', () => {
    const pause = Number(container.lifecycle.preStop.exec.command[1]);
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(pause + stopSeconds);
    expect(deployment.spec.strategy.rollingUpdate).toEqual({ maxSurge: 1, maxUnavailable: 0 });
    expect(budget.spec.maxUnavailable).toBeLessThan(deployment.spec.replicas);
  });

  describe('probes', () => {
    let gateway: TestGateway;
    beforeAll(async () => {
      gateway = await shareTestGateway();
    });
    afterAll(() => gateway.drop());

    it('every probe of the manifests gets 200 from a gateway', async () => {
      const probes = [container.startupProbe, container.livenessProbe, container.readinessProbe];
      expect(probes.map(({ httpGet }) => httpGet)).toEqual([
        { path: '/health/live', port: 'http' },
        { path: '/health/live', port: 'http' },
        { path: '/health/ready', port: 'http' },
      ]);
      for (const { httpGet } of probes) {
        expect((await gateway.app.inject({ url: httpGet.path })).statusCode, httpGet.path).toBe(200);
      }
    });

    it('a start has longer than a large migration takes', () => {
      const { periodSeconds, failureThreshold } = container.startupProbe;
      expect(periodSeconds * failureThreshold).toBe(3_600);
      expect(deployment.spec.progressDeadlineSeconds).toBeGreaterThan(3_600);
    });
  });
});

describe('the systemd unit', () => {
  it('the environment of the unit has only settings of the gateway, all that production requires, and no keys', () => {
    const inUnit = unitValues('Environment').flatMap((value) =>
      value.split(' ').map((pair) => pair.split('=')[0] ?? ''),
    );
    const pairs = [...unitEnvironment.matchAll(/^(\w+)=(.*)$/gm)];
    const given = [...inUnit, ...pairs.map(([, name = '']) => name)];
    expect(names).toEqual(expect.arrayContaining(given));
    expect(given).toEqual(expect.arrayContaining([...requiredInProduction]));
    expect(pairs.filter(([, name = '', value]) => name.endsWith('_KEY') && value !== '')).toEqual([]);
  });

  it('the unit runs without rights, can write only to its data folder, and has time to end', () => {
    expect(unitValues('NoNewPrivileges')).toEqual(['true']);
    expect(unitValues('CapabilityBoundingSet')).toEqual(['']);
    expect(unitValues('ProtectSystem')).toEqual(['strict']);
    expect(unitValues('ReadWritePaths')).toEqual([]);
    expect(unit).toContain(`DATA_DIR=/var/lib/${unitValues('StateDirectory')[0]}`);
    expect(unitValues('User')).toEqual(['postern']);
    expect(Number(unitValues('TimeoutStopSec')[0])).toBeGreaterThan(stopSeconds);
    // Node.js compiles code while it runs.
    expect(unitValues('MemoryDenyWriteExecute')).toEqual([]);
  });

  it('the unit starts what the image starts', () => {
    const [node = '', file] = JSON.parse(instruction('CMD')) as string[];
    expect(unitValues('ExecStart')).toEqual([`/usr/bin/${node} ${file}`]);
  });
});
