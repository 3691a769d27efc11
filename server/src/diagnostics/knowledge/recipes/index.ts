/**
 * How to get to a manifest that the API server refuses as an update: the object is deleted without its pods and made anew,
 * and the new one adopts them. What that means for running pods and for claims is seen on 1.37.2 and told in `statefulSet`,
 * `daemonSet` and `claims`; upstream: `ClaimPods` of pkg/controller (adoption), the garbage collector's `orphanDependents`.
 */
import type { Json } from '../../../apiServer/index';
import type { RuleContext } from '../../rule';
import { daemonSetRecipe } from './daemonSet';
import type { RecipeLine } from './lines';
import { statefulSetRecipe } from './statefulSet';

export { MANIFEST, quoted, type RecipeLine } from './lines';

/**
 * The recipe for a change of fields of the spec that an update may not change.
 * @param fields their names, `volumeClaimTemplates`
 * @returns lines of a shell script; none where nothing is stored or the kind is another one
 */
export function recipeFor(
  context: Pick<RuleContext, 'old' | 'object' | 'judgement'>,
  fields: readonly string[],
): readonly RecipeLine[] {
  const { old, object, judgement } = context;
  if (!old || fields.length === 0) return [];
  const change = {
    name: object.name,
    before: specOf(old.judgement.effective),
    after: specOf(judgement.effective),
    namespace: namespaceOf(judgement.effective),
    fields: new Set(fields),
  };
  switch (object.kind) {
    case 'StatefulSet':
      return statefulSetRecipe(change);
    case 'DaemonSet':
      return daemonSetRecipe(change);
    default:
      return [];
  }
}

function specOf(effective: Json): Json | undefined {
  return member(effective, 'spec');
}

function member(json: Json | undefined, key: string): Json | undefined {
  return json !== null && typeof json === 'object' && !Array.isArray(json)
    ? (json as { readonly [key: string]: Json })[key]
    : undefined;
}

/** ` --namespace prod` where the manifest writes one; else kubectl's own choice stands, as for the apply. */
function namespaceOf(effective: Json): string {
  const namespace = member(member(effective, 'metadata'), 'namespace');
  return typeof namespace === 'string' && namespace !== '' ? ` --namespace ${namespace}` : '';
}
