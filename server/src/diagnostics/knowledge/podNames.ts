/**
 * Names of a StatefulSet's pods (`web-0.nginx.prod.svc`) where people write them down: in commands, arguments and
 * environment variables. A pod has such a name when its governing Service publishes it (DNS specification of
 * Kubernetes, section 2.4); the search domains of a pod complete `web-0.nginx`, `web-0.nginx.prod`, `web-0.nginx.prod.svc`.
 */
import type { Json } from '../../apiServer/index';
import type { Path } from '../../manifest/index';
import { get, type JsonObject, list, object, text } from '../read';

/** A text of a container that the application reads, with its place. */
export interface Said {
  readonly text: string;
  readonly path: Path;
  /** name of the variable, where it is one */
  readonly variable?: string;
  readonly container: JsonObject;
}

const EXECS = [
  ['lifecycle', 'postStart', 'exec', 'command'],
  ['lifecycle', 'preStop', 'exec', 'command'],
  ['startupProbe', 'exec', 'command'],
  ['readinessProbe', 'exec', 'command'],
  ['livenessProbe', 'exec', 'command'],
] as const;

/** Every text of commands, arguments and variables of a pod's containers, init containers first. */
export function* saidIn(podSpec: JsonObject, at: Path): Generator<Said> {
  for (const field of ['initContainers', 'containers'] as const) {
    for (const [index, item] of list(podSpec[field]).entries()) {
      const container = object(item);
      if (!container) continue;
      const path: Path = [...at, field, index];
      for (const key of ['command', 'args'] as const) yield* strings(container[key], [...path, key], container);
      for (const [i, variable] of list(container['env']).entries()) {
        const value = text(get(variable, 'value'));
        const name = text(get(variable, 'name'));
        if (value !== undefined && name !== undefined)
          yield { text: value, path: [...path, 'env', i, 'value'], variable: name, container };
      }
      for (const exec of EXECS) yield* strings(get(container, ...exec), [...path, ...exec], container);
    }
  }
}

function* strings(json: Json | undefined, path: Path, container: JsonObject): Generator<Said> {
  if (!Array.isArray(json)) return;
  for (const [index, value] of json.entries())
    if (typeof value === 'string') yield { text: value, path: [...path, index], container };
}

/** A pod's name in full, as somebody wrote it. */
export interface PodName {
  /** null: the pod itself, by a variable that holds its name */
  readonly set: string | null;
  /** null with `set` */
  readonly ordinal: number | null;
  readonly service: string;
  /** what follows the Service: `['prod', 'svc', 'cluster', 'local']` */
  readonly rest: readonly string[];
  /** ports that follow: `zk-0.zk:2888:3888` */
  readonly ports: readonly number[];
  /** as it is written, without ports */
  readonly written: string;
  readonly said: Said;
}

const LABEL = '[a-z](?:[a-z0-9-]*[a-z0-9])?';
const POD = `([a-z0-9](?:[a-z0-9-]*[a-z0-9])?)-(\\d{1,4})`;
const ITSELF = '\\$[({]([A-Za-z_]\\w*)[)}]';
const NAME = new RegExp(
  `(?<=^|[\\s=,@"'\`\\[(;|+]|://)(?:${POD}|${ITSELF})\\.(${LABEL})((?:\\.${LABEL})*)\\.?((?::\\d{1,5})*)(?![\\w-])`,
  'g',
);

const EXTENSION =
  /^(log|ya?ml|json|conf|cfg|toml|ini|xml|properties|env|pem|crt|cert|cer|key|pub|txt|sh|pid|sock|tar|t?gz|zip|csv|dat|lock|jks|p12|tmp|bak|local|internal|lan|localdomain)$/;
const TOP_LEVEL =
  /^(com|org|net|io|dev|app|cloud|local|internal|lan|corp|test|example|localdomain|co|de|jp|eu|uk|us|ai)$/;

/** May it be a name within a cluster, not a file's or one of public DNS? */
function isWithinCluster(service: string, rest: readonly string[]): boolean {
  if (rest.length === 0) return !EXTENSION.test(service);
  if (rest[0] === 'svc' || rest[1] === 'svc') return true;
  return rest.length === 1 && !TOP_LEVEL.test(rest[0] ?? '');
}

/** Every name of a pod that a text holds; those of the pod itself need to know which variables hold its name. */
export function podNamesIn(podSpec: JsonObject, at: Path): readonly PodName[] {
  const found: PodName[] = [];
  for (const said of saidIn(podSpec, at)) {
    if (!said.text.includes('.')) continue;
    for (const match of said.text.matchAll(NAME)) {
      const [whole, set, ordinal, variable, service, rest = '', ports = ''] = match;
      if (service === undefined || (variable !== undefined && !holdsPodName(variable, said.container))) continue;
      const after = rest.split('.').slice(1);
      if ((ports === '' || after.length > 0) && !isWithinCluster(service, after)) continue;
      found.push({
        set: set ?? null,
        ordinal: ordinal === undefined ? null : Number(ordinal),
        service,
        rest: after,
        ports: ports.split(':').slice(1).map(Number),
        written: whole.slice(0, whole.length - ports.length),
        said,
      });
    }
  }
  return found;
}

/** Does the variable hold the pod's name? `HOSTNAME` does by itself, others by the downward API. */
function holdsPodName(variable: string, container: JsonObject): boolean {
  if (variable === 'HOSTNAME') return true;
  return list(container['env']).some(
    (each) => get(each, 'name') === variable && get(each, 'valueFrom', 'fieldRef', 'fieldPath') === 'metadata.name',
  );
}
