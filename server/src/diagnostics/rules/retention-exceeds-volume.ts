import type { Path } from '../../manifest/index';
import { amountOf, sizeOf } from '../knowledge/bytes';
import { mountAt, type PodContainer, podStorage } from '../knowledge/storage';
import { likelyDirectories, storeOf } from '../knowledge/stores';
import { get, list, text } from '../read';
import { inspectionRule } from '../rule';

/** Options by which programs are told how much to keep on their disk. */
const OPTIONS =
  /^--?(storage\.tsdb\.retention\.size|quota-backend-bytes|max_file_store|retention\.maxDiskSpaceUsageBytes|storage\.maxDiskSpaceUsageBytes)(?:=(.+))?$/;
const VARIABLES = ['ETCD_QUOTA_BACKEND_BYTES'];

/**
 * A program that is told to keep more than its volume holds fills the disk before it deletes anything (Prometheus
 * `--storage.tsdb.retention.size`, etcd `--quota-backend-bytes`, NATS `max_file_store`), and stops there.
 */
export const retentionExceedsVolume = inspectionRule({
  id: 'retention-exceeds-volume',
  category: 'risk',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: '{container} may keep {size}, and its volume {volume} holds {capacity}: the disk is full before anything is deleted.',
      ja: '{container} は {size} まで保持するよう指定されていますが、ボリューム {volume} の容量は {capacity} です。何かが削除される前にディスクが一杯になります。',
    },
  },
  *check(context) {
    for (const container of podStorage(context.judgement.effective).containers) {
      if (container.init) continue;
      const told = sizesOf(container);
      if (told.length === 0) continue;
      const found = storeOf(container.json);
      const volume = (found ? likelyDirectories(found) : [])
        .map((place) => mountAt(container, place)?.volume)
        .find(Boolean);
      const capacity =
        volume?.source === 'claimTemplate'
          ? get(volume.json, 'resources', 'requests', 'storage')
          : volume?.source === 'emptyDir'
            ? volume.json['sizeLimit']
            : undefined;
      const bytes = amountOf(capacity);
      if (!volume || bytes === undefined) continue;
      for (const { path, size, spelled } of told) {
        if (size < bytes) continue;
        const params = { container: container.name, size: spelled, volume: volume.name, capacity: String(capacity) };
        yield { path, at: 'value', params };
      }
    }
  },
});

interface Told {
  readonly path: Path;
  readonly size: number;
  readonly spelled: string;
}

function sizesOf({ json, path }: PodContainer): readonly Told[] {
  const found: Told[] = [];
  const note = (place: Path, spelled: string): void => {
    const size = sizeOf(spelled);
    if (size !== undefined && size > 0) found.push({ path: place, size, spelled });
  };
  for (const field of ['command', 'args']) {
    const words = list(json[field]).map((word) => text(word) ?? '');
    for (const [index, word] of words.entries()) {
      const match = OPTIONS.exec(word);
      if (!match) continue;
      if (match[2] !== undefined) note([...path, field, index], match[2]);
      else note([...path, field, index + 1], words[index + 1] ?? '');
    }
  }
  for (const [index, item] of list(json['env']).entries()) {
    if (VARIABLES.includes(text(get(item, 'name')) ?? ''))
      note([...path, 'env', index, 'value'], text(get(item, 'value')) ?? '');
  }
  return found;
}
