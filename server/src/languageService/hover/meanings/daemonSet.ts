/** What values of a DaemonSet's own spec mean for its nodes. */
import { formatRelease } from '../../../../../simulator/src/index';
import type { Localized } from '../../../diagnostics/index';
import { readCount, scaleCount, secondsWords } from '../units';
import { type Meaning, read, type Subject, say } from './subject';

/** Cluster sizes for examples: a DaemonSet's number of nodes stands in no manifest. */
const SIZES = [3, 10, 100, 500] as const;

interface Counts {
  readonly unavailable: ReturnType<typeof readCount>;
  readonly surge: ReturnType<typeof readCount>;
}

/** `maxUnavailable` 1 and `maxSurge` 0 where nothing is written (`SetDefaults_DaemonSet`). */
function counts(subject: Subject): Counts {
  const at = (name: string) => read(subject.stored, ['spec', 'updateStrategy', 'rollingUpdate', name]);
  return { unavailable: readCount(at('maxUnavailable') ?? 1), surge: readCount(at('maxSurge') ?? 0) };
}

function isZero(count: ReturnType<typeof readCount>): boolean {
  return count !== null && count.count === 0;
}

/** Nodes at a time of clusters of several sizes; percentages are rounded up (`UnavailableCount`, `SurgeCount`). */
function examples(count: NonNullable<ReturnType<typeof readCount>>): Localized {
  const pairs = SIZES.map((size) => ({ size, nodes: Math.min(size, scaleCount(count, size, 'up')) }));
  return say(
    pairs.map(({ size, nodes }) => `${nodes} of ${size}`).join(' · '),
    pairs.map(({ size, nodes }) => `${size} 台中 ${nodes}`).join(' · '),
  );
}

/** Rounds that an update of 100 nodes takes. */
function rounds(count: NonNullable<ReturnType<typeof readCount>>): number {
  return Math.ceil(100 / Math.max(1, scaleCount(count, 100, 'up')));
}

const bothSet = say(
  '⚠ The server refuses `maxSurge` and `maxUnavailable` together: one of them has to be 0. Left out, `maxUnavailable` is 1.',
  '⚠ `maxSurge` と `maxUnavailable` を両方使うとサーバーが拒否します。どちらかを 0 にしてください。`maxUnavailable` は省略すると 1 です。',
);
const bothZero = say(
  '⚠ The server refuses 0 for both `maxSurge` and `maxUnavailable`: nothing could ever be replaced.',
  '⚠ `maxSurge` と `maxUnavailable` が両方 0 だとサーバーが拒否します。何も置き換えられないためです。',
);

function conflict(subject: Subject): Localized | null {
  const { unavailable, surge } = counts(subject);
  if (!unavailable || !surge) return null;
  if (isZero(unavailable) && isZero(surge)) return bothZero;
  return !isZero(unavailable) && !isZero(surge) ? bothSet : null;
}

const maxUnavailable: Meaning = (value, _, subject) => {
  const count = readCount(value);
  if (!count) return null;
  const refused = conflict(subject);
  if (isZero(count)) {
    return refused
      ? [refused]
      : [
          say(
            'No node is ever without its pod: the new pod comes first (`maxSurge`).',
            'どのノードでも Pod が途切れません。新しい Pod が先に来ます(`maxSurge`)。',
          ),
        ];
  }
  const lines = count.percent
    ? [
        say(
          `**${count.count} %** of the nodes that should run it, rounded up: ${examples(count).en}`,
          `対象ノードの **${count.count} %**(切り上げ): ${examples(count).ja}`,
        ),
      ]
    : [
        say(
          `**${count.count} ${count.count === 1 ? 'node' : 'nodes'}** at a time without the daemon, however many there are.`,
          `何台あっても、daemon が止まるのは一度に **${count.count} ノード**です。`,
        ),
      ];
  lines.push(say(`100 nodes take ${rounds(count)} rounds.`, `100 ノードなら ${rounds(count)} 回に分かれます。`));
  if (refused) lines.push(refused);
  return lines;
};

const maxSurge: Meaning = (value, _, subject) => {
  const count = readCount(value);
  if (!count) return null;
  const refused = conflict(subject);
  if (isZero(count)) {
    return refused
      ? [refused]
      : [
          say(
            'Old pod first: each node is without the daemon for a moment (`maxUnavailable`).',
            '古い Pod が先に消え、各ノードで daemon が少しの間止まります(`maxUnavailable`)。',
          ),
        ];
  }
  const lines = count.percent
    ? [
        say(
          `New beside old on **${count.count} %** of the nodes, rounded up: ${examples(count).en}`,
          `**${count.count} %** のノード(切り上げ)で新旧が並びます: ${examples(count).ja}`,
        ),
      ]
    : [
        say(
          `New beside old on **${count.count} ${count.count === 1 ? 'node' : 'nodes'}** at a time.`,
          `一度に **${count.count} ノード**で新旧が並びます。`,
        ),
      ];
  if (subject.release.minor < 22) {
    lines.push(
      say(
        `Kubernetes ${formatRelease(subject.release)} ignores it; on by default since 1.22.`,
        `Kubernetes ${formatRelease(subject.release)} では無視されます。既定で有効なのは 1.22 以降です。`,
      ),
    );
  }
  const ports = hostPorts(subject);
  if (ports.length > 0) {
    lines.push(
      say(
        `⚠ Cannot work here: old and new pod both need port ${ports.join(', ')} of the node, so the new one stays Pending.`,
        `⚠ ここでは成り立ちません。新旧の Pod がともにノードのポート ${ports.join('、')} を必要とし、新しい Pod は Pending のままです。`,
      ),
    );
  }
  if (refused) lines.push(refused);
  return lines;
};

/** Ports of the node that a pod of the template takes; with hostNetwork every container port is one. */
function hostPorts(subject: Subject): readonly number[] {
  const spec = read(subject.stored, ['spec', 'template', 'spec']);
  const hostNetwork = read(spec, ['hostNetwork']) === true;
  const containers = read(spec, ['containers']);
  if (!Array.isArray(containers)) return [];
  return containers.flatMap((container) => {
    const ports = read(container, ['ports']);
    if (!Array.isArray(ports)) return [];
    return ports.flatMap((port) => {
      const taken = read(port, ['hostPort']) ?? (hostNetwork ? read(port, ['containerPort']) : undefined);
      return typeof taken === 'number' && taken > 0 ? [taken] : [];
    });
  });
}

const updateType: Meaning = (value, _, subject) => {
  if (value === 'OnDelete') {
    return [
      say(
        'A new template replaces nothing by itself. A node takes it when you delete the pod there.',
        '新しいテンプレートでも自動では何も置き換わりません。Pod を削除したノードから新しくなります。',
      ),
    ];
  }
  if (value !== 'RollingUpdate') return null;
  const { unavailable, surge } = counts(subject);
  const refused = conflict(subject);
  if (refused) return [refused];
  if (surge && !isZero(surge)) {
    const many = surge.percent ? `${surge.count} %` : String(surge.count);
    return [
      say(
        `A new template runs beside the old pod first, on ${many} of the nodes at a time; the old pod goes when the new one is available.`,
        `新しいテンプレートの Pod がまず古い Pod と並んで動きます(一度に ${many})。利用可能になると古い Pod が消えます。`,
      ),
    ];
  }
  if (!unavailable) return null;
  const many = unavailable.percent ? `${unavailable.count} %` : String(unavailable.count);
  return [
    say(
      `A new template replaces the pods of ${many} of the nodes at a time, in no particular order: the old pod goes, then the new one comes.`,
      `新しいテンプレートで一度に ${many} のノードの Pod を置き換えます。順番は決まっておらず、古い Pod が消えてから新しい Pod が来ます。`,
    ),
  ];
};

const minReadySeconds: Meaning = (value, _, subject) => {
  if (typeof value !== 'number' || value < 0) return null;
  if (value === 0) {
    return [
      say('A pod counts as available as soon as it is ready.', 'Pod は Ready になった時点で利用可能とみなされます。'),
    ];
  }
  const { unavailable, surge } = counts(subject);
  const pace = surge && !isZero(surge) ? surge : unavailable;
  const each = secondsWords(value);
  const lines = [
    say(
      `A pod counts as available when it has been ready for **${each.en}**.`,
      `Pod は **${each.ja}** Ready が続くと利用可能とみなされます。`,
    ),
  ];
  if (pace && !isZero(pace)) {
    const all = secondsWords(value * rounds(pace));
    lines.push(
      say(
        `An update of 100 nodes takes at least ${all.en} longer.`,
        `100 ノードの更新が少なくとも ${all.ja}延びます。`,
      ),
    );
  }
  return lines;
};

const revisionHistoryLimit: Meaning = (value) => {
  if (typeof value !== 'number' || value < 0) return null;
  if (value === 0)
    return [say('No old revision is kept: there is nothing to undo to.', '古いリビジョンは残らず、undo できません。')];
  return [say(`${value} old revisions can be gone back to.`, `古いリビジョン ${value} 個まで戻れます。`)];
};

/** By path from the object's root, list indexes left out. */
export const DAEMON_SET: Readonly<Record<string, Meaning>> = {
  'spec.updateStrategy.type': updateType,
  'spec.updateStrategy.rollingUpdate.maxUnavailable': maxUnavailable,
  'spec.updateStrategy.rollingUpdate.maxSurge': maxSurge,
  'spec.minReadySeconds': minReadySeconds,
  'spec.revisionHistoryLimit': revisionHistoryLimit,
};

/** A block's own sentence where it has no value of its own. */
export const DAEMON_SET_BLOCKS: Readonly<Record<string, (subject: Subject) => readonly Localized[] | null>> = {
  'spec.updateStrategy': (subject) =>
    updateType(read(subject.stored, ['spec', 'updateStrategy', 'type']) ?? 'RollingUpdate', [], subject),
};
