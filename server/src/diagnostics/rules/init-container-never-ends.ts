import { gateEnabled, objectType } from '../../kubernetes/index';
import { fix, mend } from '../fixing';
import { neverEnds, scriptOf } from '../knowledge/script';
import { containers, nodeOf, text } from '../read';
import { inspectionRule } from '../rule';

/**
 * Init containers run one after the other, and the pod's containers start when all have ended; only one with
 * `restartPolicy: Always` may go on (gate SidecarContainers: alpha in 1.28, where the field is dropped; on from 1.29).
 */
export const initContainerNeverEnds = inspectionRule({
  id: 'init-container-never-ends',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'The init container {name} never ends, so the containers of the pod never start. A program that runs beside them is a container, or an init container with restartPolicy: Always.',
      ja: 'init コンテナ {name} が終了しないため、Pod のコンテナは起動しません。並んで動かすプログラムは通常のコンテナにするか、init コンテナに restartPolicy: Always を付けます。',
    },
    dropped: {
      en: 'Kubernetes {version} drops restartPolicy of the init container {name} (sidecars count since 1.29): the pod waits for it to end and never starts.',
      ja: 'Kubernetes {version} は init コンテナ {name} の restartPolicy を保存しません（サイドカーは 1.29 から有効）。Pod はその終了を待ち続け、起動しません。',
    },
  },
  *check(context) {
    const { release } = context;
    for (const { container, path, init } of containers(context.judgement.effective)) {
      if (!init) break;
      if (container['restartPolicy'] === 'Always') continue;
      const name = text(container['name']) ?? '';
      const written = nodeOf(context.object.root, [...path, 'restartPolicy']);
      if (written?.kind === 'scalar' && written.value === 'Always' && !gateEnabled('SidecarContainers', release)) {
        const version = `1.${release.minor}`;
        // a release that does not know the field refuses it
        if (objectType('core.v1.Container', release)?.fields.has('restartPolicy') !== true) continue;
        yield { path: [...path, 'restartPolicy'], at: 'value', message: 'dropped', params: { name, version } };
        continue;
      }
      if (!neverEnds(scriptOf(container))) continue;
      yield {
        path: [...path, container['command'] === undefined ? 'args' : 'command'],
        at: 'key',
        params: { name },
        fixes: () =>
          gateEnabled('SidecarContainers', release)
            ? fix(
                { en: 'Make it a sidecar: restartPolicy: Always', ja: 'サイドカーにする（restartPolicy: Always）' },
                'alternative',
                mend(context).put([...path, 'restartPolicy'], 'Always'),
              )
            : [],
      };
    }
  },
});
