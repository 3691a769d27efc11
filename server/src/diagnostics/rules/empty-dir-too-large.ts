import type { Json } from '../../apiServer/index';
import { amountOf, memoryLimitOf } from '../knowledge/bytes';
import { type PodContainer, type PodVolume, podStorage } from '../knowledge/storage';
import { get, text } from '../read';
import { inspectionRule } from '../rule';

/** Names of directories in memory that hold a few keys or sockets. */
const TINY = /cert|cred|env|identity|keys?\b|sock|secret|ssl|tls|token|vault|\brun\b/i;

/**
 * What lies in an emptyDir counts against the pod: a memory-backed one against the memory limit of whoever writes (the
 * container is killed first, kernel cgroups), any other against the ephemeral-storage limits (the kubelet evicts the pod,
 * `podEphemeralStorageLimitEviction`, all releases). A sizeLimit above that limit is never reached. With neither, a
 * directory in memory may grow to all that the node gives to pods (`calculateEmptyDirMemorySize`, since 1.22).
 */
export const emptyDirTooLarge = inspectionRule({
  id: 'empty-dir-too-large',
  category: 'risk',
  kinds: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: 'This emptyDir lies in memory and counts against the memory limit of {container}, {limit}: before it holds {size}, the container is killed.',
      ja: 'この emptyDir はメモリ上にあり、{container} のメモリ上限 {limit} に数えられます。{size} に達する前にコンテナが強制終了されます。',
    },
    unlimited: {
      en: 'This emptyDir lies in memory and has no sizeLimit, and {container} no memory limit: it may fill the memory of the node, which then kills or evicts other pods.',
      ja: 'この emptyDir はメモリ上にあり、sizeLimit がなく、{container} にもメモリ上限がありません。ノードのメモリを使い果たし、ほかの Pod が強制終了や退避の対象になりえます。',
    },
    disk: {
      en: 'The containers may use {limit} of ephemeral storage together, this emptyDir included: before it holds {size}, the pod is evicted.',
      ja: 'コンテナが使える ephemeral-storage は、この emptyDir を含めて合計 {limit} です。{size} に達する前に Pod が退避されます。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const { written, containers } = podStorage(effective);
    for (const volume of written) {
      if (volume.source !== 'emptyDir') continue;
      const size = amountOf(volume.json['sizeLimit']);
      if (size !== undefined && size <= 0) continue;
      const spec = get(effective, 'spec', 'template', 'spec');
      const running = containers.filter(({ init, json }) => !init || json['restartPolicy'] === 'Always');
      const writing = running.filter(({ mounts }) =>
        mounts.some((mount) => mount.volume === volume && mount.json['readOnly'] !== true),
      );
      if (size === undefined) {
        const [first] = writing;
        if (volume.json['medium'] !== 'Memory' || !first || isTiny(volume, writing)) continue;
        if (writing.some(({ json }) => memoryLimitOf(json, spec) !== undefined)) continue;
        const medium = [...volume.path, 'emptyDir', 'medium'];
        yield { path: medium, at: 'value', message: 'unlimited', params: { container: first.name } };
        continue;
      }
      const path = [...volume.path, 'emptyDir', 'sizeLimit'];
      const params = { size: spelled(volume.json['sizeLimit']) };
      if (volume.json['medium'] === 'Memory') {
        const limits = writing.map(({ name, json }) => ({ name, json, limit: memoryLimitOf(json, spec) }));
        if (limits.length === 0 || limits.some(({ limit }) => limit === undefined || limit > size)) continue;
        const [first] = limits;
        const limit = get(first?.json, 'resources', 'limits', 'memory') ?? get(spec, 'resources', 'limits', 'memory');
        yield { path, at: 'value', params: { ...params, container: first?.name ?? '', limit: spelled(limit) } };
        continue;
      }
      const limits = running.map(({ json }) => amountOf(get(json, 'resources', 'limits', 'ephemeral-storage')));
      if (writing.length === 0 || limits.length === 0 || limits.includes(undefined)) continue;
      const sum = limits.reduce<number>((total, limit) => total + (limit ?? 0), 0);
      if (sum >= size) continue;
      yield { path, at: 'value', message: 'disk', params: { ...params, limit: `${Math.round(sum / 1024 ** 2)}Mi` } };
    }
  },
});

function isTiny({ name }: PodVolume, writing: readonly PodContainer[]): boolean {
  const places = writing.flatMap(({ mounts }) => mounts.filter((mount) => mount.name === name));
  return TINY.test(name) || places.some(({ mountPath }) => TINY.test(mountPath));
}

function spelled(quantity: Json | undefined): string {
  return text(quantity) ?? String(quantity ?? '');
}
