import { fix, mend } from '../fixing';
import { dataPlaces } from '../knowledge/dataPlaces';
import { podStorage } from '../knowledge/storage';
import { list, nodeOf } from '../read';
import { inspectionRule } from '../rule';

/**
 * The claim of a claim template starts as an empty disk, unless it is told where its content comes from. With
 * ReadOnlyMany alone (mounted read-only by the volume plugins), or mounted read-only by every container, it stays empty.
 */
export const stsClaimReadOnly = inspectionRule({
  id: 'sts-claim-read-only',
  category: 'broken',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'The claim {claim} may only be read (ReadOnlyMany): the disk starts empty, and {who} cannot write to it.',
      ja: 'claim {claim} は読み取り専用（ReadOnlyMany）です。ディスクは空で作られ、{who} は書き込めません。',
    },
    mounts: {
      en: 'Every container mounts the claim {claim} read-only: the disk starts empty, and nobody can write to it.',
      ja: 'すべてのコンテナが claim {claim} を読み取り専用でマウントしています。ディスクは空で作られ、誰も書き込めません。',
    },
    data: {
      en: '{product} keeps its data in {directory}, which is mounted read-only: it cannot start.',
      ja: '{product} のデータは {directory} にありますが、読み取り専用でマウントされているため起動できません。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const storage = podStorage(effective);
    const places = dataPlaces(effective);
    const said = new Set<string>();
    for (const { name, path, json } of storage.claimTemplates) {
      if (['dataSource', 'dataSourceRef', 'volumeName', 'selector'].some((field) => json[field] !== undefined))
        continue;
      const modes = list(json['accessModes']);
      const mounts = storage.containers.flatMap((container) => container.mounts.filter((mount) => mount.name === name));
      const devices = storage.containers.some((container) => container.devices.includes(name));
      if (modes.length > 0 && modes.every((mode) => mode === 'ReadOnlyMany')) {
        said.add(name);
        const product = places.find(({ mount }) => mount?.name === name)?.found.store.product;
        const who = product === undefined ? { en: 'the program', ja: 'プログラム' } : { en: product, ja: product };
        yield {
          path: [...path, 'spec', 'accessModes'],
          at: 'value',
          params: { claim: name, who },
          fixes: () =>
            fix(
              { en: 'Use ReadWriteOnce', ja: 'ReadWriteOnce にする' },
              'preferred',
              modes.length === 1 ? mend(context).put([...path, 'spec', 'accessModes', 0], 'ReadWriteOnce') : [],
            ),
        };
      } else if (mounts.length > 0 && !devices && mounts.every(({ json: mount }) => mount['readOnly'] === true)) {
        said.add(name);
        const [first] = mounts;
        if (!first || mounts.length > 1) {
          yield { path: [...path, 'metadata', 'name'], at: 'value', message: 'mounts', params: { claim: name } };
          continue;
        }
        const readOnly = [...first.path, 'readOnly'];
        yield {
          path: readOnly,
          at: 'value',
          message: 'mounts',
          params: { claim: name },
          fixes: () =>
            fix(
              { en: 'Mount it writable', ja: '書き込み可能でマウントする' },
              'preferred',
              mend(context).remove(readOnly),
            ),
        };
      }
    }
    for (const { mount, found, directory } of places) {
      if (!mount?.volume || said.has(mount.name)) continue;
      const volumeReadOnly = [...mount.volume.path, mount.volume.source, 'readOnly'];
      const readOnly = mount.json['readOnly'] === true ? [...mount.path, 'readOnly'] : volumeReadOnly;
      if (mount.json['readOnly'] !== true && mount.volume.json['readOnly'] !== true) continue;
      if (!nodeOf(context.object.root, readOnly)) continue;
      yield {
        path: readOnly,
        at: 'value',
        message: 'data',
        params: { product: found.store.product, directory },
        fixes: () =>
          fix(
            { en: 'Mount it writable', ja: '書き込み可能でマウントする' },
            'preferred',
            mend(context).remove(readOnly),
          ),
      };
    }
  },
});
