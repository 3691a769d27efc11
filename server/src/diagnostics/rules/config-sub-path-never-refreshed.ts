import { wordsOf } from '../knowledge/commandLine';
import { type PodContainer, type PodVolume, podStorage } from '../knowledge/storage';
import { get, list, stringMap, text } from '../read';
import { inspectionRule } from '../rule';

/** Programs that are there to watch configuration. */
const RELOADER = /reload|k8s-sidecar|configmap-watch|config-watcher|git-sync/i;
/** Annotations by which the pods are replaced when a Secret changes. */
const RESTARTS = /reloader|wave\.pusher|^checksum|-hash$/;
/** Options by which a program watches its own configuration. */
const WATCHES =
  /^--?(?:watched-dir|watch-dir|volume-dir|watch-config|watch|config\.reload|config-reload|reload-config|config\.auto-reload|enable-config-reload|providers\.file\.watch|watch-configmap)(?:=(?!false\b).*)?$/;

/**
 * A file that is mounted by subPath is bound once, when the container starts: updates of the ConfigMap never reach it
 * (kubernetes.io/docs, "A container using a ConfigMap as a subPath volume will not receive updates", all releases). That
 * matters where something in the pod waits for the change.
 */
export const configSubPathNeverRefreshed = inspectionRule({
  id: 'config-sub-path-never-refreshed',
  category: 'risk',
  kinds: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: 'A file that is mounted by subPath is never updated while the container runs: {watcher} waits for a change of {mountPath} that cannot come. Mount the volume as a directory.',
      ja: 'subPath でマウントしたファイルは、コンテナの動作中に更新されません。{watcher} は、起こり得ない {mountPath} の変更を待ちます。ボリュームをディレクトリとしてマウントします。',
    },
    certificate: {
      en: 'A file that is mounted by subPath is never updated while the container runs: after the renewal {watcher} goes on with the expired certificate of {mountPath}. Mount the Secret as a directory.',
      ja: 'subPath でマウントしたファイルは、コンテナの動作中に更新されません。更新後も {watcher} は {mountPath} の期限切れの証明書を使い続けます。Secret をディレクトリとしてマウントします。',
    },
    token: {
      en: 'A file that is mounted by subPath is never updated while the container runs: the token at {mountPath} expires, and {watcher} never gets the next one. Mount the volume as a directory.',
      ja: 'subPath でマウントしたファイルは、コンテナの動作中に更新されません。{mountPath} のトークンは失効し、{watcher} に次のトークンは届きません。ボリュームをディレクトリとしてマウントします。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const { containers } = podStorage(effective);
    const restarts = [get(effective, 'metadata'), get(effective, 'spec', 'template', 'metadata')].some((metadata) =>
      Object.keys(stringMap(get(metadata, 'annotations'))).some((key) => RESTARTS.test(key)),
    );
    for (const container of containers) {
      if (container.init && container.json['restartPolicy'] !== 'Always') continue;
      for (const { path, mountPath, json, volume } of container.mounts) {
        const file = text(json['subPath']);
        const certificate = volume?.source === 'secret' && file === 'tls.crt' && !restarts;
        if (!certificate && !isToken(volume, file)) continue;
        const params = { watcher: container.name, mountPath };
        if (!certificate || !watches(container))
          yield { path: [...path, 'subPath'], at: 'value', message: certificate ? 'certificate' : 'token', params };
      }
    }
    const watchers = containers.filter(watches);
    for (const watcher of watchers) {
      const own = watcher.mounts.filter(isFixedFile);
      // a reloader that sees the volume as a directory still tells of files that its neighbours see fixed
      const seen = new Set(watcher.mounts.map(({ name }) => name));
      const others = containers.flatMap((each) =>
        each === watcher || each.init ? [] : each.mounts.filter(isFixedFile),
      );
      const mounts = [...own, ...others.filter(({ name }) => seen.has(name) && own.length === 0)];
      for (const { path, mountPath } of mounts) {
        yield { path: [...path, 'subPath'], at: 'value', params: { watcher: watcher.name, mountPath } };
      }
    }
  },
});

/** Is it the token of a service account, which the kubelet renews before it expires? */
function isToken(volume: PodVolume | undefined, subPath: string | undefined): boolean {
  if (volume?.source !== 'projected' || subPath === undefined) return false;
  return list(volume.json['sources']).some((item) => text(get(item, 'serviceAccountToken', 'path')) === subPath);
}

function watches({ init, json }: PodContainer): boolean {
  // a sidecar is an init container that is restarted
  if (init && json['restartPolicy'] !== 'Always') return false;
  const image = text(json['image']) ?? '';
  const base = image.slice(image.lastIndexOf('/') + 1);
  return RELOADER.test(base) || wordsOf(json).some((word) => WATCHES.test(word));
}

function isFixedFile({ json, volume }: PodContainer['mounts'][number]): boolean {
  const isConfig = volume?.source === 'configMap' || volume?.source === 'secret' || volume?.source === 'projected';
  return isConfig && (text(json['subPath']) ?? '') !== '';
}
