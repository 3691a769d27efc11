/** Recipes for fields that a StatefulSet cannot change. */
import { get, number, text } from '../../read';
import { claimChange, claimLines, type Pods } from './claims';
import { adoption, apply, labelsOf, orphanDelete, type RefusedChange } from './common';
import { cautiousCommand, command, note, numbered, quoted, type RecipeLine } from './lines';
import { labelChanges } from './selector';

export function statefulSetRecipe(change: RefusedChange): readonly RecipeLine[] {
  const { name, before, after, namespace, fields } = change;
  const pods: Pods = {
    set: name,
    first: number(get(before, 'ordinals', 'start')) ?? 0,
    count: Math.max(1, number(get(before, 'replicas')) ?? 1),
    namespace,
  };
  const claims = claimChange(before, after);
  const mayAdopt = claims.added.length === 0;
  return [
    ...(fields.has('serviceName') ? service(change) : []),
    ...(text(get(before, 'persistentVolumeClaimRetentionPolicy', 'whenDeleted')) === 'Delete' ? [dataWarning()] : []),
    ...orphanDelete('statefulset', change),
    ...(fields.has('selector') ? relabel(change, pods) : []),
    ...apply(),
    ...(mayAdopt ? [adoption(change, { en: 'from the highest ordinal down', ja: '番号の大きい Pod から順に' })] : []),
    ...(fields.has('volumeClaimTemplates') ? claimLines(claims, pods) : []),
    ...(mayAdopt ? [] : remake(change, pods)),
    ...(fields.has('serviceName') && mayAdopt ? renamed(change) : []),
    ...(fields.has('podManagementPolicy') ? policy(change) : []),
  ];
}

/** The collector would take claims that the set owns; orphaning it takes the ownership away first. */
function dataWarning(): RecipeLine {
  return note(
    'Mind --cascade=orphan: without it the claims go with the set (whenDeleted: Delete), and their data with them.',
    '--cascade=orphan を忘れないでください。付けないと PVC もセットとともに削除され（whenDeleted: Delete）、データが失われます。',
  );
}

/** Only a pod that is made anew gets the subdomain; the controller never mends it on a running one. */
function service({ after, namespace }: RefusedChange): readonly RecipeLine[] {
  const name = text(get(after, 'serviceName')) ?? '';
  if (name === '') return [];
  return [
    note(
      `The headless Service ${name} must be there first; keep the old one until every pod has restarted.`,
      `先に Headless Service ${name} が必要です。古い Service は、すべての Pod が再起動するまで残してください。`,
    ),
    command(`kubectl get service ${quoted(name)}${namespace}`),
  ];
}

function renamed({ name, before, after, namespace }: RefusedChange): readonly RecipeLine[] {
  const [old, next] = [text(get(before, 'serviceName')) ?? '', text(get(after, 'serviceName')) ?? ''];
  return [
    next === ''
      ? note(
          `A running pod keeps its name ${name}-0.${old} until it restarts; after that it has no name of its own in DNS.`,
          `実行中の Pod は再起動するまで ${name}-0.${old} の名前のままです。再起動後は DNS に固有の名前を持ちません。`,
        )
      : note(
          `A running pod is found as ${name}-0.${next} only after it has restarted; whoever names single pods needs the new name then.`,
          `実行中の Pod が ${name}-0.${next} の名前で見つかるのは再起動後です。Pod を個別に指定している側もその時に新しい名前が必要です。`,
        ),
    command(`kubectl rollout restart statefulset ${quoted(name)}${namespace}`),
  ];
}

/**
 * Pods that the new selector does not select are not adopted, and their names are taken, so that the new set cannot make
 * its own: it stands there without a pod (seen on 1.37.2).
 */
function relabel({ before, after, namespace }: RefusedChange, { set, first, count }: Pods): readonly RecipeLine[] {
  const changes = labelChanges(get(after, 'selector'), labelsOf(before), labelsOf(after));
  if (changes.length === 0) return [];
  return [
    note(
      'The new selector does not select the running pods: label them now, or the new set neither adopts nor replaces them.',
      '新しい selector は実行中の Pod を選択しません。ここでラベルを付けないと、新しいセットは Pod を引き継げず、作り直すこともできません。',
    ),
    note(
      'Services and PodDisruptionBudgets that select the old labels must change with them.',
      '古いラベルで選択している Service や PodDisruptionBudget も合わせて変更してください。',
    ),
    command(`kubectl label pod ${numbered(set, first, count)}${namespace} ${changes.join(' ')} --overwrite`),
  ];
}

/** With a new claim template the set waits for its pods to be made anew, from the lowest ordinal on. */
function remake({ name, namespace }: RefusedChange, { first, count }: Pods): readonly RecipeLine[] {
  const one = (ordinal: string) =>
    `kubectl delete pod ${ordinal}${namespace} && kubectl wait pod ${ordinal}${namespace} --for=condition=Ready --timeout=10m`;
  const pods = count > 1 ? numbered(name, first, count) : '';
  return [
    note(
      'Until then the set reports FailedUpdate and does nothing else: no rollout, no scaling.',
      'それまでセットは FailedUpdate を報告し、ロールアウトもスケールも行いません。',
    ),
    cautiousCommand(
      count > 1 ? `for pod in ${pods}; do ${one('"$pod"')} || break; done` : one(quoted(`${name}-${first}`)),
    ),
  ];
}

function policy({ after }: RefusedChange): readonly RecipeLine[] {
  return [
    text(get(after, 'podManagementPolicy')) === 'Parallel'
      ? note(
          'From then on pods are started and stopped all at once when the set is scaled or made; running pods do not notice.',
          '以後、作成やスケールのときに Pod が一斉に起動・停止します。実行中の Pod に変化はありません。',
        )
      : note(
          'From then on pods are started and stopped one by one, each waiting for those before it; running pods do not notice.',
          '以後、Pod は前の Pod を待って 1 つずつ起動・停止します。実行中の Pod に変化はありません。',
        ),
  ];
}
