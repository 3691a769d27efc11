import type { Json } from '../../apiServer/index';
import { amountOf, memoryLimitOf } from '../knowledge/bytes';
import { podStorage } from '../knowledge/storage';
import { get, text } from '../read';
import { inspectionRule } from '../rule';

/**
 * What lies in an emptyDir counts against the pod: a memory-backed one against the memory limit of whoever writes (the
 * container is killed first, kernel cgroups), any other against the ephemeral-storage limits (the kubelet evicts the pod,
 * `podEphemeralStorageLimitEviction`, all releases). A sizeLimit above that limit is never reached.
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
      if (size === undefined || size <= 0) continue;
      const spec = get(effective, 'spec', 'template', 'spec');
      const running = containers.filter(({ init, json }) => !init || json['restartPolicy'] === 'Always');
      const writing = running.filter(({ mounts }) =>
        mounts.some((mount) => mount.volume === volume && mount.json['readOnly'] !== true),
      );
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

function spelled(quantity: Json | undefined): string {
  return text(quantity) ?? String(quantity ?? '');
}
