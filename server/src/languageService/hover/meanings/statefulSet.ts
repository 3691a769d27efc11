/** What values of a StatefulSet's own spec mean for its pods and claims. */
import { formatRelease } from '../../../../../simulator/src/index';
import type { Json } from '../../../apiServer/index';
import { get, type Localized } from '../../../diagnostics/index';
import { gateEnabled } from '../../../kubernetes/index';
import { podCount, podOrder, podRange } from '../podNames';
import { bytesWords, readCount, readQuantity, scaleCount, secondsWords, times } from '../units';

import { claimTemplateNames, type Meaning, read, readString, type Subject, say, setNumbers } from './subject';

/** Pods replaced at a time: `getStatefulSetMaxUnavailable` (rounded down, at least 1), or 1 with the gate off. */
function atATime(subject: Subject): number {
  if (!gateEnabled('MaxUnavailableStatefulSet', subject.release)) return 1;
  const { replicas } = setNumbers(subject.stored);
  const count = readCount(read(subject.stored, ['spec', 'updateStrategy', 'rollingUpdate', 'maxUnavailable']) ?? 1);
  return count ? Math.max(1, scaleCount(count, replicas, 'down')) : 1;
}

function policy(subject: Subject): 'OrderedReady' | 'Parallel' {
  return readString(subject.stored, ['spec', 'podManagementPolicy']) === 'Parallel' ? 'Parallel' : 'OrderedReady';
}

/** Claims of one pod range, per template: `` `www-web-0` … `www-web-4` ``. */
function claims(subject: Subject, first: number, count: number): string {
  return claimTemplateNames(subject.stored)
    .map((template) => podRange(`${template}-${subject.name}`, first, count))
    .filter((names) => names !== '')
    .join(', ');
}

const replicas: Meaning = (value, _, subject) => {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) return null;
  const { start } = setNumbers(subject.stored);
  if (value === 0) {
    return [say('**No pods.** The set and its claims stay.', '**Pod なし。**StatefulSet と claim は残ります。')];
  }
  const names = podRange(subject.name, start, value);
  const lines = [say(`**${podCount(value).en}**: ${names}`, `**${podCount(value).ja}**: ${names}`)];
  const owned = claims(subject, start, value);
  if (owned) lines.push(say(`Claims: ${owned}`, `claim: ${owned}`));
  if (value > 1) {
    const majority = Math.floor(value / 2) + 1;
    const down = value - majority;
    lines.push(
      say(
        `If the members vote, a majority is ${majority} of ${value}: ${down === 0 ? 'none' : down} may be down.`,
        `メンバーが投票する場合、過半数は ${value} 中 ${majority}。${down} 個まで止まれます。`,
      ),
    );
  }
  return lines;
};

const ordinalsStart: Meaning = (value, _, subject) => {
  if (typeof value !== 'number' || value < 0) return null;
  const { replicas: count } = setNumbers(subject.stored);
  const names = podRange(subject.name, value, count);
  if (!names) return null;
  return [say(`Pods are ${names}.`, `Pod は ${names} です。`)];
};

const serviceName: Meaning = (value, _, subject) => {
  if (typeof value !== 'string' || value === '') return null;
  const { replicas: count, start } = setNumbers(subject.stored);
  const suffix = `${value}.${subject.namespace}.svc.cluster.local`;
  const shown = Math.min(count, 3);
  const names = Array.from({ length: shown }, (_unused, at) => `\`${subject.name}-${start + at}.${suffix}\``);
  const more = count > shown ? ' …' : '';
  const lines: Localized[] = [];
  if (names.length > 0) {
    lines.push(
      say(
        `Pods are reached as ${names.join(', ')}${more}, or as \`${subject.name}-${start}.${value}\` from this namespace.`,
        `Pod の DNS 名は ${names.join('、')}${more}。同じ namespace からは \`${subject.name}-${start}.${value}\` でも届きます。`,
      ),
    );
  }
  const service = serviceNote(value, subject);
  if (service) lines.push(service);
  return lines;
};

/** Whether a Service of that name is at hand, and whether it is headless. */
function serviceNote(name: string, subject: Subject): Localized | null {
  const services = subject.neighbours?.ofKind('Service') ?? [];
  if (services.length === 0) return null;
  const found = services.find(({ object }) => object.name === name && object.namespace === subject.namespace);
  if (!found) {
    return say(
      `⚠ No Service \`${name}\` of namespace \`${subject.namespace}\` is among the files at hand.`,
      `⚠ 手元のファイルに namespace \`${subject.namespace}\` の Service \`${name}\` はありません。`,
    );
  }
  // that it has a cluster IP is a finding, and shown as one
  return get(found.json, 'spec', 'clusterIP') === 'None'
    ? say(`The headless Service \`${name}\` is there.`, `headless Service \`${name}\` があります。`)
    : null;
}

const podManagementPolicy: Meaning = (value, _, subject) => {
  const { replicas: count, start } = setNumbers(subject.stored);
  const up = podOrder(subject.name, start, count, 'up');
  if (value === 'OrderedReady') {
    return up === ''
      ? null
      : [
          say(
            `Starts ${up}${count > 1 ? ', each only when all before it are available' : ''}.`,
            `${up} の順に起動します${count > 1 ? '。前の Pod がすべて利用可能になってから次に進みます' : ''}。`,
          ),
        ];
  }
  if (value !== 'Parallel') return null;
  const names = podRange(subject.name, start, count);
  const together = atATime(subject);
  return [
    say(
      `Starts ${names || 'all pods'} at once. A rolling update still takes ${together === 1 ? 'one' : together} at a time.`,
      `${names || 'すべての Pod'} を一斉に起動します。ローリングアップデートは ${together} 個ずつです。`,
    ),
  ];
};

/** How a template change runs, in one or two sentences. */
function rollingUpdate(subject: Subject): readonly Localized[] {
  const { replicas: count, start, partition } = setNumbers(subject.stored);
  const updated = Math.max(0, count - partition);
  if (updated === 0) {
    return [
      say(
        'With this partition a new template replaces nothing.',
        'この partition では、新しいテンプレートでも何も置き換わりません。',
      ),
    ];
  }
  const order = podOrder(subject.name, start + partition, updated, 'down');
  const together = Math.min(atATime(subject), updated);
  const lines = [
    say(
      `A new template replaces ${order}, ${together === 1 ? 'one at a time' : `up to ${together} at a time`}, waiting until they are available again.`,
      `新しいテンプレートで ${order} の順に${together === 1 ? '1 つずつ' : `最大 ${together} 個ずつ`}置き換え、再び利用可能になるのを待ちます。`,
    ),
  ];
  if (partition > 0) {
    const held = podRange(subject.name, start, Math.min(partition, count));
    lines.push(say(`Held back by the partition: ${held}.`, `partition で据え置き: ${held}。`));
  }
  return lines;
}

const updateType: Meaning = (value, _, subject) => {
  switch (value) {
    case 'RollingUpdate':
      return rollingUpdate(subject);
    case 'OnDelete': {
      const { replicas: count, start } = setNumbers(subject.stored);
      const last = `${subject.name}-${start + Math.max(0, count - 1)}`;
      return [
        say(
          `A new template replaces nothing by itself. Each pod takes it when you delete the pod: \`kubectl delete pod ${last}\`.`,
          `新しいテンプレートでも自動では何も置き換わりません。Pod を削除すると(\`kubectl delete pod ${last}\`)、それが新しくなります。`,
        ),
      ];
    }
    case 'Recreate':
      return [
        subject.release.minor >= 37
          ? say(
              'The server refuses it, unless the gate `StatefulSetRecreateStrategy` is on (alpha, off by default).',
              'ゲート `StatefulSetRecreateStrategy`(alpha、既定で無効)が有効でなければサーバーが拒否します。',
            )
          : say(
              `Kubernetes ${formatRelease(subject.release)} does not know it and refuses it; it comes with 1.37, behind a gate.`,
              `Kubernetes ${formatRelease(subject.release)} は知らず、拒否します。1.37 でゲート付きで入りました。`,
            ),
      ];
    default:
      return null;
  }
};

const partition: Meaning = (value, _, subject) => {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) return null;
  const { replicas: count, start } = setNumbers(subject.stored);
  if (count === 0) return null;
  const all = podRange(subject.name, start, count);
  if (value === 0) {
    return [
      say(
        `All pods take a new template: ${podOrder(subject.name, start, count, 'down')}.`,
        `すべての Pod が新しいテンプレートになります: ${podOrder(subject.name, start, count, 'down')}。`,
      ),
    ];
  }
  if (value >= count) {
    return [
      say(
        `**Nothing is updated.** ${all} stay on the old template, also when they are deleted and made again: there are only ${count}.`,
        `**何も更新されません。**全部で ${count} 個しかないため、${all} は削除して作り直しても古いテンプレートのままです。`,
      ),
    ];
  }
  const updated = podRange(subject.name, start + value, count - value);
  const held = podRange(subject.name, start, value);
  const lines = [
    say(
      `**Updated:** ${updated}  \n**Held back:** ${held}, on the old template, even when deleted and made again`,
      `**更新:** ${updated}  \n**据え置き:** ${held}(削除して作り直しても古いテンプレートのまま)`,
    ),
  ];
  if (start > 0) {
    lines.push(
      say(
        `It counts positions, not ordinals: position ${value} is \`${subject.name}-${start + value}\` because \`ordinals.start\` is ${start}.`,
        `序数ではなく位置を数えます。\`ordinals.start\` が ${start} なので、位置 ${value} は \`${subject.name}-${start + value}\` です。`,
      ),
    );
  }
  lines.push(say('The rollout does not complete before it is 0.', '0 に戻すまでロールアウトは完了しません。'));
  return lines;
};

const maxUnavailable: Meaning = (value, _, subject) => {
  const release = formatRelease(subject.release);
  if (!gateEnabled('MaxUnavailableStatefulSet', subject.release)) {
    return [
      say(
        `**Ignored in ${release}**: the gate \`MaxUnavailableStatefulSet\` is off there, the server drops the field, and pods are replaced one at a time.`,
        `**${release} では無視されます。**ゲート \`MaxUnavailableStatefulSet\` が無効で、サーバーはこのフィールドを捨て、Pod は 1 つずつ置き換わります。`,
      ),
    ];
  }
  const count = readCount(value);
  if (!count) return null;
  const { replicas: total, start, partition: held } = setNumbers(subject.stored);
  const exact = scaleCount(count, total, 'down');
  const pods = Math.max(1, exact);
  const how = count.percent
    ? say(
        ` (${count.count} % of ${total}${exact === pods ? ', rounded down' : ', rounded down to 0, but at least 1'})`,
        `(${total} の ${count.count} %${exact === pods ? '、切り捨て' : '、切り捨てて 0、ただし最低 1'})`,
      )
    : say('', '');
  const lines = [
    say(
      `**Up to ${podCount(pods).en}** may be unavailable${how.en}.`,
      `**最大 ${podCount(pods).ja}**が利用不可になれます${how.ja}。`,
    ),
  ];
  const updated = Math.max(0, total - held);
  const together = Math.min(pods, updated);
  if (together > 1) {
    const first = podRange(subject.name, start + total - together, together);
    lines.push(
      policy(subject) === 'Parallel'
        ? say(
            `${first} go first, together; as soon as one is available again, the next one goes.`,
            `まず ${first} がまとめて消え、1 つ利用可能になるたびに次が消えます。`,
          )
        : say(
            `${first} go first, together, but come back one after another (\`OrderedReady\`).`,
            `まず ${first} がまとめて消えますが、戻るのは 1 つずつです(\`OrderedReady\`)。`,
          ),
    );
  }
  if (pods >= total && total > 0) {
    lines.push(say('⚠ That is all of them at once.', '⚠ すべての Pod が一度に止まります。'));
  }
  return lines;
};

const minReadySeconds: Meaning = (value, _, subject) => {
  if (typeof value !== 'number' || value < 0) return null;
  if (value === 0) {
    return [
      say('A pod counts as available as soon as it is ready.', 'Pod は Ready になった時点で利用可能とみなされます。'),
    ];
  }
  const { replicas: count, partition: held } = setNumbers(subject.stored);
  const updated = Math.max(0, count - held);
  const steps = policy(subject) === 'Parallel' ? Math.ceil(updated / atATime(subject)) : updated;
  const each = secondsWords(value);
  const all = secondsWords(value * steps);
  const lines = [
    say(
      `A pod counts as available when it has been ready for **${each.en}**.`,
      `Pod は **${each.ja}** Ready が続くと利用可能とみなされます。`,
    ),
  ];
  if (steps > 1) {
    lines.push(
      say(
        `An update of ${podCount(updated).en} takes at least ${all.en} longer.`,
        `${podCount(updated).ja}の更新が少なくとも ${all.ja}延びます。`,
      ),
    );
  }
  return lines;
};

const whenDeleted: Meaning = (value, _, subject) => {
  const { replicas: count, start } = setNumbers(subject.stored);
  const names = claims(subject, start, count);
  if (value === 'Retain') {
    return names
      ? [say(`Deleting the set keeps ${names}.`, `StatefulSet を削除しても ${names} は残ります。`)]
      : [say('Deleting the set keeps its claims.', 'StatefulSet を削除しても claim は残ります。')];
  }
  if (value !== 'Delete') return null;
  return names
    ? [
        say(
          `**Deleting the set deletes ${names}**, and the claims that earlier scale-downs left.`,
          `**StatefulSet を削除すると ${names} も消えます。**以前のスケールダウンで残った claim も対象です。`,
        ),
      ]
    : [say('Deleting the set deletes its claims.', 'StatefulSet を削除すると claim も消えます。')];
};

const whenScaled: Meaning = (value, _, subject) => {
  const { replicas: count, start } = setNumbers(subject.stored);
  const last = claims(subject, start + Math.max(0, count - 1), count > 0 ? 1 : 0);
  const down = say(`Scaling down to ${count - 1}`, `${count - 1} に減らすと`);
  if (value === 'Retain') {
    return last && count > 0
      ? [
          say(
            `${down.en} keeps ${last}; scaling up again finds its data.`,
            `${down.ja} ${last} は残り、増やすと元のデータで戻ります。`,
          ),
        ]
      : [say('Scaling down keeps the claims.', 'スケールダウンしても claim は残ります。')];
  }
  if (value !== 'Delete') return null;
  return last && count > 0
    ? [
        say(
          `**${down.en} deletes ${last}**; scaling up again starts empty.`,
          `**${down.ja} ${last} は消え**、増やすと空から始まります。`,
        ),
      ]
    : [say('Scaling down deletes the claims of the pods that go.', 'スケールダウンで消えた Pod の claim も消えます。')];
};

const claimName: Meaning = (value, _, subject) => {
  if (typeof value !== 'string' || value === '') return null;
  const { replicas: count, start } = setNumbers(subject.stored);
  const names = podRange(`${value}-${subject.name}`, start, count);
  return names ? [say(`Makes the claims ${names}.`, `claim ${names} を作ります。`)] : null;
};

const claimStorage: Meaning = (value, _, subject) => {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const amount = readQuantity(value);
  if (!amount) return null;
  const each = bytesWords(amount);
  const { replicas: count } = setNumbers(subject.stored);
  const lines = [say(`${each.en} for each pod`, `Pod ごとに ${each.ja}`)];
  if (count > 1) {
    const all = bytesWords(times(amount, count));
    lines.push(say(`All ${count} pods: ${all.en}`, `${count} 個の Pod 合計: ${all.ja}`));
  }
  return lines;
};

const revisionHistoryLimit: Meaning = (value) => {
  if (typeof value !== 'number') return null;
  if (value < 0)
    return [
      say('All old revisions are kept; the server warns.', '古いリビジョンはすべて残ります。サーバーは警告します。'),
    ];
  if (value === 0)
    return [say('No old revision is kept: there is nothing to undo to.', '古いリビジョンは残らず、undo できません。')];
  return [say(`${value} old revisions can be gone back to.`, `古いリビジョン ${value} 個まで戻れます。`)];
};

/** By path from the object's root, list indexes left out. */
export const STATEFUL_SET: Readonly<Record<string, Meaning>> = {
  'spec.replicas': replicas,
  'spec.ordinals.start': ordinalsStart,
  'spec.serviceName': serviceName,
  'spec.podManagementPolicy': podManagementPolicy,
  'spec.updateStrategy.type': updateType,
  'spec.updateStrategy.rollingUpdate.partition': partition,
  'spec.updateStrategy.rollingUpdate.maxUnavailable': maxUnavailable,
  'spec.minReadySeconds': minReadySeconds,
  'spec.revisionHistoryLimit': revisionHistoryLimit,
  'spec.persistentVolumeClaimRetentionPolicy.whenDeleted': whenDeleted,
  'spec.persistentVolumeClaimRetentionPolicy.whenScaled': whenScaled,
  'spec.volumeClaimTemplates.metadata.name': claimName,
  'spec.volumeClaimTemplates.spec.resources.requests.storage': claimStorage,
};

/** A block's own sentence where it has no value of its own, e.g. for `updateStrategy`. */
export const STATEFUL_SET_BLOCKS: Readonly<Record<string, (subject: Subject) => readonly Localized[] | null>> = {
  'spec.updateStrategy': (subject) => {
    const type: Json | undefined = read(subject.stored, ['spec', 'updateStrategy', 'type']);
    return updateType(type ?? 'RollingUpdate', [], subject);
  },
  'spec.volumeClaimTemplates': (subject) => {
    const { replicas: count, start } = setNumbers(subject.stored);
    const names = claims(subject, start, count);
    return names ? [say(`Claims: ${names}`, `claim: ${names}`)] : null;
  },
};
