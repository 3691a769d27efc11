/** Ports of pods: what containers declare, and what else may well be served. */
import type { Path } from '../../manifest/index';
import { get, type JsonObject, list, number, object, remembered, text } from '../read';
import { storeOfImage } from './clusterStores';
import { saidIn } from './podNames';

export interface ContainerPort {
  readonly name: string;
  readonly number: number;
  readonly protocol: string;
  /** 0: none */
  readonly hostPort: number;
  readonly hostIP: string;
  /** name of the container */
  readonly container: string;
  readonly path: Path;
}

/** The ports that containers declare, sidecars among the init containers included; ports without a number are left out. */
export function declaredPorts(podSpec: JsonObject, at: Path): readonly ContainerPort[] {
  return (['initContainers', 'containers'] as const).flatMap((field) =>
    list(podSpec[field]).flatMap((item, index) => {
      const container = object(item);
      if (!container || (field === 'initContainers' && container['restartPolicy'] !== 'Always')) return [];
      return list(container['ports']).flatMap((each, port): ContainerPort[] => {
        const containerPort = number(get(each, 'containerPort'));
        if (containerPort === undefined) return [];
        return [
          {
            name: text(get(each, 'name')) ?? '',
            number: containerPort,
            protocol: text(get(each, 'protocol')) ?? 'TCP',
            hostPort: number(get(each, 'hostPort')) ?? 0,
            hostIP: text(get(each, 'hostIP')) ?? '',
            container: text(container['name']) ?? '',
            path: [...at, field, index, 'ports', port],
          },
        ];
      });
    }),
  );
}

const NUMBERS = /(?<![\d.])\d{2,5}(?![\d.])/g;

/**
 * May some container listen on that port though none declares it? Yes where a container declares none at all, where the
 * number stands in a command, an argument, a variable or a probe, where configuration comes from elsewhere under the
 * port's number, and where the image is known to serve it.
 */
export function mayServe(podSpec: JsonObject, port: number): boolean {
  const containers = list(podSpec['containers']);
  if (containers.length === 0) return true;
  for (const container of containers) {
    if (list(get(container, 'ports')).length === 0) return true;
    const store = storeOfImage(text(get(container, 'image')) ?? '');
    if (store && (store.ports.includes(port) || store.peerPorts.includes(port))) return true;
    for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe'])
      for (const handler of ['httpGet', 'tcpSocket', 'grpc'])
        if (get(container, probe, handler, 'port') === port) return true;
  }
  for (const { text: said } of saidIn(podSpec, []))
    for (const [found] of said.matchAll(NUMBERS)) if (Number(found) === port) return true;
  return false;
}

/** Where traffic to a Service's port goes: a number, or the name of a container's port. */
export function targetOf(servicePort: JsonObject): number | string | undefined {
  const target = servicePort['targetPort'];
  if (typeof target === 'string' && target !== '') return /^\d+$/.test(target) ? undefined : target;
  if (typeof target === 'number' && target !== 0) return target;
  return number(servicePort['port']);
}

/** Names of the ConfigMaps that a pod reads, by volumes or as variables. */
export const configMapsOf = remembered((podSpec: JsonObject): readonly string[] => {
  const names = new Set<string>();
  const note = (name: unknown): void => {
    if (typeof name === 'string' && name !== '') names.add(name);
  };
  for (const volume of list(podSpec['volumes'])) {
    note(get(volume, 'configMap', 'name'));
    for (const source of list(get(volume, 'projected', 'sources'))) note(get(source, 'configMap', 'name'));
  }
  for (const container of list(podSpec['containers'])) {
    for (const source of list(get(container, 'envFrom'))) note(get(source, 'configMapRef', 'name'));
    for (const variable of list(get(container, 'env'))) note(get(variable, 'valueFrom', 'configMapKeyRef', 'name'));
  }
  return [...names];
});
