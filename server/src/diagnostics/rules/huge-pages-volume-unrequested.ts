import { podStorage } from '../knowledge/storage';
import { get, object, text } from '../read';
import { inspectionRule } from '../rule';

const PREFIX = 'hugepages-';

/**
 * An emptyDir of huge pages is mounted with the page size that the containers ask for: without a `hugepages-<size>` request
 * of any container, or with one of another size than the medium names, the mount fails and the pod stays in
 * ContainerCreating (kubelet, `getPageSizeMountOption` in pkg/volume/emptydir, since 1.19).
 */
export const hugePagesVolumeUnrequested = inspectionRule({
  id: 'huge-pages-volume-unrequested',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: 'This volume is made of huge pages, and no container requests any: it cannot be mounted, and the pod stays in ContainerCreating. Request hugepages-2Mi, for instance.',
      ja: 'このボリュームは huge page で作られますが、要求しているコンテナがありません。マウントできず、Pod は ContainerCreating のままになります。hugepages-2Mi などを要求します。',
    },
    size: {
      en: 'The medium is {medium}, and the containers request {requested}: pages of that size cannot be mounted, and the pod stays in ContainerCreating.',
      ja: 'medium は {medium} ですが、コンテナが要求しているのは {requested} です。このサイズのページはマウントできず、Pod は ContainerCreating のままになります。',
    },
    several: {
      en: 'The containers request huge pages of several sizes ({requested}), and HugePages does not say which: the volume cannot be mounted. Write HugePages-2Mi, for instance.',
      ja: 'コンテナは複数のサイズの huge page（{requested}）を要求していますが、HugePages ではどれか分かりません。ボリュームをマウントできません。HugePages-2Mi のように書きます。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const { written, containers } = podStorage(effective);
    for (const volume of written) {
      const medium = volume.source === 'emptyDir' ? text(volume.json['medium']) : undefined;
      if (medium === undefined || !medium.startsWith('HugePages')) continue;
      // what is requested for the pod as a whole is a younger way, of which the kubelet's mount may know
      if (object(get(effective, 'spec', 'template', 'spec', 'resources'))) return;
      const requested = [
        ...new Set(containers.flatMap(({ json }) => [...pages(json, 'requests'), ...pages(json, 'limits')])),
      ];
      const path = [...volume.path, 'emptyDir', 'medium'];
      const params = { medium, requested: requested.join(', ') };
      if (requested.length === 0) yield { path, at: 'value' };
      else if (medium === 'HugePages') {
        if (requested.length > 1) yield { path, at: 'value', message: 'several', params };
      } else if (!requested.includes(`${PREFIX}${medium.slice('HugePages-'.length)}`))
        yield { path, at: 'value', message: 'size', params };
    }
  },
});

function pages(container: Parameters<typeof get>[0], field: 'requests' | 'limits'): readonly string[] {
  return Object.keys(object(get(container, 'resources', field)) ?? {}).filter((name) => name.startsWith(PREFIX));
}
