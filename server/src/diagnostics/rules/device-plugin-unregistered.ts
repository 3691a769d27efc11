import { imageOf } from '../knowledge/images';
import { argvOf, baseName } from '../knowledge/shell';
import { podStorage, within } from '../knowledge/storage';
import { list, text } from '../read';
import { inspectionRule } from '../rule';

const PLUGIN =
  /^(?:k8s-device-plugin|nvidia-gpu-device-plugin|nvidia-k8s-device-plugin|gpu-device-plugin|intel-(?:gpu|qat|fpga|vpu|sgx|dsa|iaa|dlb|npu)-plugin|sriov-network-device-plugin|sriov-device-plugin|smarter-device-manager|generic-device-plugin|rdma-shared-dp|k8s-rdma-shared-dev-plugin|habanalabs-device-plugin|neuron-device-plugin|volcano-vgpu-device-plugin|vgpu-device-plugin)$/;
const SOCKETS = '/var/lib/kubelet/device-plugins';

/**
 * A device plug-in registers at the kubelet's socket in /var/lib/kubelet/device-plugins and puts its own one beside it
 * (device plugin API v1beta1, all releases): without that directory no node offers the resource.
 */
export const devicePluginUnregistered = inspectionRule({
  id: 'device-plugin-unregistered',
  category: 'broken',
  kinds: ['DaemonSet'],
  messages: {
    default: {
      en: 'A device plug-in registers through the kubelet’s sockets in {place}, which {name} does not mount: no node offers the devices.',
      ja: 'デバイスプラグインは {place} にある kubelet のソケットで登録しますが、{name} はこれをマウントしていません。どのノードもデバイスを提供しません。',
    },
    readOnly: {
      en: 'A device plug-in puts its own socket into {place}, which {name} mounts read-only: no node offers the devices.',
      ja: 'デバイスプラグインは {place} に自分のソケットを作りますが、{name} は読み取り専用でマウントしています。どのノードもデバイスを提供しません。',
    },
  },
  *check(context) {
    for (const { json, init, mounts, path, name } of podStorage(context.judgement.effective).containers) {
      const base = init ? undefined : imageOf(json)?.base;
      if (base === undefined || !PLUGIN.test(base)) continue;
      // these images hold helpers too, which have nothing to register
      const [program] = argvOf(json);
      if (list(json['command']).length > 0 && !/plugin|manager$/.test(baseName(program ?? ''))) continue;
      if (/config-manager/.test(program ?? '')) continue;
      const found = mounts.find(({ mountPath, volume }) => {
        const host = volume?.source === 'hostPath' ? (text(volume.json['path']) ?? '') : '';
        return (
          host !== '' &&
          (/device-plugins|kubelet/.test(host) || within(SOCKETS, host) || /device-plugins/.test(mountPath))
        );
      });
      const params = { name, place: SOCKETS };
      if (!found) yield { path: mounts.length > 0 ? [...path, 'volumeMounts'] : path, at: 'key', params };
      else if (found.json['readOnly'] === true)
        yield { path: [...found.path, 'readOnly'], at: 'value', message: 'readOnly', params };
    }
  },
});
