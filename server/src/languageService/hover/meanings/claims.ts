/** What values of a claim's spec mean. */
import { type Meaning, say } from './subject';

const accessMode: Meaning = (value) => {
  switch (value) {
    case 'ReadWriteOnce':
      return [
        say(
          'One node at a time may mount it for writing; several pods on that node may share it.',
          '書き込みでマウントできるのは同時に 1 つのノード。そのノード上の複数の Pod は共有できます。',
        ),
      ];
    case 'ReadWriteOncePod':
      return [say('One pod at a time, in the whole cluster.', 'クラスター全体で同時に 1 つの Pod だけ。')];
    case 'ReadOnlyMany':
      return [say('Many nodes, reading only.', '多数のノードから読み取りのみ。')];
    case 'ReadWriteMany':
      return [
        say(
          'Many nodes, writing too: needs shared storage such as NFS.',
          '多数のノードから書き込みも可能。NFS などの共有ストレージが必要です。',
        ),
      ];
    default:
      return null;
  }
};

const storageClassName: Meaning = (value) =>
  value === ''
    ? [
        say(
          'No class at all: only volumes made by hand fit, nothing is provisioned.',
          'クラスなし。手で作ったボリュームにだけ結び付き、何もプロビジョニングされません。',
        ),
      ]
    : null;

const volumeMode: Meaning = (value) => {
  if (value === 'Block') {
    return [
      say(
        'A raw device: `volumeDevices`, not `volumeMounts`.',
        '生のデバイス。`volumeMounts` ではなく `volumeDevices` で使います。',
      ),
    ];
  }
  return value === 'Filesystem' ? [say('Mounted as a folder.', 'フォルダーとしてマウントされます。')] : null;
};

/** By path from the claim's spec. */
export const CLAIM: Readonly<Record<string, Meaning>> = {
  accessModes: accessMode,
  storageClassName,
  volumeMode,
};
