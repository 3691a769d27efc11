import { atLeast } from '../../../../simulator/src/index';
import { podStorage } from '../knowledge/storage';
import { text } from '../read';
import { inspectionRule } from '../rule';

const SOCKET = /^(?:\/var)?\/run\/(?:docker|dockershim)\.sock$/;
const DIRECTORY = /^\/var\/lib\/docker(?:\/|$)/;

/**
 * dockershim left the kubelet in 1.24: nodes run containerd or CRI-O and have neither Docker's socket nor its directories.
 * A hostPath with a type that is not met keeps the pod from starting (`checkType` in pkg/volume/hostpath).
 */
export const dockerSocketGone = inspectionRule({
  id: 'docker-socket-gone',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'Since 1.24 nodes run containerd or CRI-O, where {path} does not exist: the program finds no containers there{hangs}.',
      ja: '1.24 以降のノードは containerd や CRI-O で動き、{path} は存在しません。プログラムはコンテナを見つけられません{hangs}。',
    },
  },
  *check(context) {
    if (!atLeast(context.release, 24)) return;
    for (const volume of podStorage(context.judgement.effective).written) {
      if (volume.source !== 'hostPath') continue;
      const path = text(volume.json['path']) ?? '';
      const type = text(volume.json['type']) ?? '';
      const strict = ['Socket', 'File', 'Directory'].includes(type);
      // a directory without a type is made when it is absent, which hurts nobody
      if (!SOCKET.test(path) && !(DIRECTORY.test(path) && strict)) continue;
      yield {
        path: [...volume.path, 'hostPath', 'path'],
        at: 'value',
        params: {
          path,
          hangs: strict
            ? {
                en: `, and type ${type} keeps the pod from starting`,
                ja: `。type: ${type} のため Pod は起動もできません`,
              }
            : { en: '', ja: '' },
        },
      };
    }
  },
});
