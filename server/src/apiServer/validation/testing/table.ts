/** Table-driven tests of validation: a sound object, a few changes, and what the server says of the result. */
import type { Json } from '../../judgement';
import { type ValidatedKind, validate } from '../index';

type Draft = { [key: string]: Draft } | Draft[] | string | number | boolean | null;

const POD = {
  restartPolicy: 'Always',
  dnsPolicy: 'ClusterFirst',
  terminationGracePeriodSeconds: 30,
  schedulerName: 'default-scheduler',
  securityContext: {},
  containers: [
    {
      name: 'main',
      image: 'images.example/web:1.4',
      imagePullPolicy: 'IfNotPresent',
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
      resources: {},
    },
  ],
};

const TEMPLATE = { metadata: { labels: { app: 'web' } }, spec: POD };

const OBJECTS: Readonly<Record<ValidatedKind, Json>> = {
  DaemonSet: {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: TEMPLATE,
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
      revisionHistoryLimit: 10,
    },
  },
  StatefulSet: {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      replicas: 1,
      serviceName: 'web',
      podManagementPolicy: 'OrderedReady',
      selector: { matchLabels: { app: 'web' } },
      template: TEMPLATE,
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      revisionHistoryLimit: 10,
    },
  },
};

/** `~` is the pod spec, `@` its first container. */
const SHORT: readonly (readonly [string, string])[] = [
  ['@', 'spec.template.spec.containers[0]'],
  ['~', 'spec.template.spec'],
];

function expand(text: string): string {
  for (const [short, full] of SHORT) if (text.startsWith(short)) return full + text.slice(1);
  return text;
}

function stepsOf(path: string): (string | number)[] {
  return [...expand(path).matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, item, name]) =>
    item === undefined ? (name ?? '') : Number(item),
  );
}

function cloned(value: Json): Draft {
  return JSON.parse(JSON.stringify(value)) as Draft;
}

function setAt(root: Draft, path: string, value: Json | undefined): void {
  const steps = stepsOf(path);
  const last = steps.pop();
  let here: Draft = root;
  for (const [i, step] of steps.entries()) {
    const holder = here as Record<string | number, Draft>;
    holder[step] ??= typeof (steps[i + 1] ?? last) === 'number' ? [] : {};
    here = holder[step] as Draft;
  }
  const holder = here as Record<string | number, Draft | undefined>;
  if (last === undefined) return;
  if (value === undefined) delete holder[last];
  else holder[last] = cloned(value);
}

export type Changes = Readonly<Record<string, Json | undefined>>;

/** A sound object of the kind with some values set, or removed where undefined. */
export function changed(kind: ValidatedKind, changes: Changes): Json {
  const draft = cloned(OBJECTS[kind]);
  for (const [path, value] of Object.entries(changes)) setAt(draft, path, value);
  return draft as Json;
}

export interface Conditions {
  readonly kind?: ValidatedKind;
  /** minor release, 36 where not said */
  readonly minor?: number;
}

/** `field Reason` for every error, each once, with the reason's prefix left out. */
export function refusals(changes: Changes, { kind = 'DaemonSet', minor = 36 }: Conditions = {}): readonly string[] {
  const { errors } = validate(changed(kind, changes), kind, { release: { major: 1, minor, patch: 9 } });
  return [...new Set(errors.map(({ field, reason }) => `${field} ${reason.replace('FieldValue', '')}`))];
}

/** The same with `~` and `@` for the long beginnings. */
export function expected(...lines: readonly string[]): readonly string[] {
  return lines.map(expand);
}

/** One row: what it shows, the changes, the refusals (none: a near miss), and under which conditions. */
export type Row = readonly [title: string, changes: Changes, refusals: readonly string[], conditions?: Conditions];
