import type { Path } from '../../manifest/index';
import { fix, mend } from '../fixing';
import { imageOf } from '../knowledge/images';
import { directory, type Mount, podStorage, within } from '../knowledge/storage';
import { type JsonObject, list, text } from '../read';
import { type Finding, inspectionRule, type RuleContext } from '../rule';

const FLAG = '--kubelet-registration-path';

/**
 * The registrar of a CSI node driver tells the kubelet where the driver's socket lies on the host: through a socket of its
 * own in the kubelet's plugins_registry, mounted at /registration (`--plugin-registration-path`), and by the host's path of
 * the driver's socket in `--kubelet-registration-path`. Upstream: kubernetes-csi/node-driver-registrar 2.x.
 */
export const dsCsiRegistration = inspectionRule({
  id: 'ds-csi-registration',
  category: 'broken',
  kinds: ['DaemonSet'],
  messages: {
    default: {
      en: 'The registrar has nothing of the host mounted at {place}: the kubelet never learns of the driver, and its volumes are not mounted.',
      ja: 'レジストラーの {place} にホストのディレクトリがマウントされていません。kubelet はドライバーを認識できず、そのボリュームはマウントされません。',
    },
    differs: {
      en: 'The kubelet is told {told}, and on the host the socket of the driver is {actual}: it finds nobody there, and the volumes of the driver are not mounted.',
      ja: 'kubelet に {told} と伝えていますが、ホスト上のドライバーのソケットは {actual} です。kubelet は接続できず、このドライバーのボリュームはマウントされません。',
    },
  },
  *check(context) {
    for (const { json, path, mounts } of podStorage(context.judgement.effective).containers) {
      if (imageOf(json)?.base !== 'csi-node-driver-registrar') continue;
      const place = directory(argument(json, '--plugin-registration-path')?.value ?? '/registration');
      if (!place.startsWith('/')) continue;
      if (!mounts.some(({ mountPath, volume }) => within(place, slashed(mountPath)) && volume?.source === 'hostPath')) {
        yield { path: mounts.length > 0 ? [...path, 'volumeMounts'] : path, at: 'key', params: { place } };
        continue;
      }
      const differing = wrongPath(json, path, mounts, context);
      if (differing) yield differing;
    }
  },
});

/** A path of Windows as one with slashes and without its drive. */
function slashed(path: string): string {
  return path.replace(/^[A-Za-z]:/, '').replaceAll('\\', '/');
}

function wrongPath(
  container: JsonObject,
  path: Path,
  mounts: readonly Mount[],
  context: RuleContext,
): Finding | undefined {
  const told = argument(container, FLAG);
  const address = argument(container, '--csi-address')?.value.replace(/^unix:\/\//, '') ?? '/run/csi/socket';
  if (!told?.value.startsWith('/') || !address.startsWith('/')) return undefined;
  if (/\$/.test(told.value) || /\$/.test(address)) return undefined;
  const mount = mounts.find(({ mountPath }) => within(address, mountPath));
  const host = mount?.volume?.source === 'hostPath' ? text(mount.volume.json['path']) : undefined;
  if (!mount || host === undefined || mount.json['subPath'] !== undefined) return undefined;
  const actual = `${directory(host)}${address.slice(mount.mountPath.length)}`;
  if (directory(told.value) === actual) return undefined;
  const at: Path = [...path, told.field, told.index];
  return {
    path: at,
    at: 'value',
    message: 'differs',
    params: { told: told.value, actual },
    fixes: () =>
      told.joined
        ? fix(
            { en: `Tell ${actual}`, ja: `${actual} と伝える` },
            'alternative',
            mend(context).put(at, `${FLAG}=${actual}`),
          )
        : [],
  };
}

/** The value of an option and where it stands, in the forms `--name=value` and `--name value`. */
function argument(container: JsonObject, name: string) {
  for (const field of ['args', 'command'] as const) {
    const words = list(container[field]).map((word) => text(word) ?? '');
    for (const [index, word] of words.entries()) {
      if (word.startsWith(`${name}=`)) return { value: word.slice(name.length + 1), field, index, joined: true };
      if (word === name) return { value: words[index + 1] ?? '', field, index: index + 1, joined: false };
    }
  }
  return undefined;
}
