import { nearestName } from '../../kubernetes/index';
import { fix, mend } from '../fixing';
import { claimTemplatesOf, handMadeVolumes, ordinalsOf } from '../knowledge/claims';
import { claimName } from '../knowledge/storage';
import { get, text } from '../read';
import { inspectionRule, type Resource, type RuleContext } from '../rule';

/**
 * A volume with a claimRef waits for the claim of that name and namespace alone (`FindMatchingVolume` passes over volumes
 * that are kept for others, all releases).
 */
export const volumeReservedElsewhere = inspectionRule({
  id: 'volume-reserved-elsewhere',
  category: 'broken',
  kinds: ['PersistentVolume'],
  neighbours: ['StatefulSet', 'PersistentVolumeClaim', 'PersistentVolume', 'StorageClass'],
  messages: {
    default: {
      en: 'This volume is kept for a claim {claim} that nobody makes; StatefulSet {set} makes {meant}, which does not get it.',
      ja: 'このボリュームは、誰も作らない claim {claim} のために確保されています。StatefulSet {set} が作るのは {meant} で、このボリュームは使われません。',
    },
    later: {
      en: 'This volume is kept for {claim}, a replica that StatefulSet {set} does not have, and nothing else here serves {meant}, which stays Pending.',
      ja: 'このボリュームは、StatefulSet {set} にないレプリカの {claim} のために確保されています。{meant} に使えるボリュームはほかになく、Pending のままになります。',
    },
    namespace: {
      en: 'This volume is kept for the claim {claim} of namespace {written}, and StatefulSet {set} makes its claims in {meant}.',
      ja: 'このボリュームは名前空間 {written} の claim {claim} のために確保されていますが、StatefulSet {set} が claim を作るのは {meant} です。',
    },
  },
  *check(context) {
    const { neighbours } = context;
    const spec = get(context.judgement.effective, 'spec');
    const claim = text(get(spec, 'claimRef', 'name'));
    if (claim === undefined || claim === '') return;
    const namespace = text(get(spec, 'claimRef', 'namespace'));
    if (neighbours.namedAnywhere('PersistentVolumeClaim', claim).length > 0) return;
    const className = text(get(spec, 'storageClassName')) ?? '';
    const made = neighbours
      .ofKind('StatefulSet')
      .filter(({ near }) => near !== 'workspace')
      .flatMap((set) => claimsOf(set, className));
    const same = made.filter(({ name }) => name === claim);
    if (same.length > 0) {
      const [first] = same;
      const fits = same.some(
        ({ set }) => namespace === undefined || set.namespace === null || set.namespace === namespace,
      );
      if (fits || first?.set.namespace == null || namespace === undefined) return;
      const path = ['spec', 'claimRef', 'namespace'];
      const meant = first.set.namespace;
      yield {
        path,
        at: 'value',
        message: 'namespace',
        params: { claim, written: namespace, set: first.set.object.name, meant },
        fixes: () => fix({ en: `Use ${meant}`, ja: `${meant} にする` }, 'preferred', mend(context).put(path, meant)),
      };
      return;
    }
    const meant =
      made.find(({ swapped }) => swapped.includes(claim))?.name ??
      nearestName(
        claim,
        made.map(({ name }) => name),
      );
    const owner = made.find(({ name }) => name === meant);
    const sibling = made.find(({ name }) => differsInOrdinal(claim, name));
    if (sibling && !lacks(context, className, made)) return;
    if (meant === null || !owner) return;
    const path = ['spec', 'claimRef', 'name'];
    yield {
      path,
      at: 'value',
      ...(sibling ? { message: 'later' } : {}),
      params: { claim, set: owner.set.object.name, meant },
      fixes: () =>
        fix(
          { en: `Keep it for ${meant}`, ja: `${meant} のために確保する` },
          'alternative',
          mend(context).put(path, meant),
        ),
    };
  },
});

/** Claims that a set makes of a class, with the spellings that people take for their names. */
function claimsOf(set: Resource, className: string) {
  const { start, replicas } = ordinalsOf(set.json);
  return claimTemplatesOf(set.json)
    .filter(({ spec }) => (text(spec['storageClassName']) ?? '') === className)
    .flatMap(({ name: template }) =>
      Array.from({ length: Math.min(replicas, 50) }, (_, index) => {
        const ordinal = start + index;
        const owner = set.object.name;
        const swapped = [
          `${owner}-${template}-${ordinal}`,
          `${owner}-${ordinal}-${template}`,
          `${template}-${ordinal}-${owner}`,
        ];
        return { set, name: claimName(template, owner, ordinal), swapped };
      }),
    );
}

/** Are the volumes of a class that nothing provisions fewer than the claims, when those kept for others are left out? */
function lacks({ neighbours }: RuleContext, className: string, made: readonly { readonly name: string }[]): boolean {
  const volumes = handMadeVolumes(neighbours, className);
  if (!volumes) return false;
  const useful = volumes.filter(({ json }) => {
    const claim = text(get(json, 'spec', 'claimRef', 'name'));
    return claim === undefined || made.some(({ name }) => name === claim);
  });
  return useful.length < made.length && volumes.length >= made.length;
}

/** A volume for a replica that is not there now. */
function differsInOrdinal(a: string, b: string): boolean {
  return a.replace(/\d+$/, '') === b.replace(/\d+$/, '');
}
