/** ControllerRevisions of a StatefulSet: which template is current, which is next, how many are kept (1.37.2). */
import type { Revision, State } from '../core/state';
import { reason, stamp, tell, type World } from '../core/world';
import { matchesLabels } from '../placement/selectors';

function byNumber(a: Revision, b: Revision): number {
  return a.number - b.number || a.createdAt - b.createdAt || a.template - b.template;
}

/** adoptOrphanRevisions, then ListRevisions in their order: those of the set. */
function ownRevisions(world: World): Revision[] {
  const { state } = world;
  const set = state.set;
  if (set === null) return [];
  for (const revision of state.revisions) {
    if (revision.owner === 0 && matchesLabels(set.spec.selector, state.templates[revision.template]?.labels ?? {}))
      revision.owner = set.uid;
  }
  return state.revisions.filter((revision) => revision.owner === set.uid).sort(byNumber);
}

/**
 * getStatefulSetRevisions: an equal newest revision is used, an equal older one is raised above all others, else one
 * is made.
 * @returns template indices of the current and the update revision
 */
export function settleRevisions(world: World): { readonly current: number; readonly update: number } {
  const { state } = world;
  const set = state.set as NonNullable<State['set']>;
  const revisions = ownRevisions(world);
  const newest = revisions.at(-1);
  const next = (newest?.number ?? 0) + 1;
  const equal = revisions.find((revision) => revision.template === set.template);
  if (equal === undefined) {
    state.revisions.push({ template: set.template, number: next, owner: set.uid, createdAt: stamp(state.now) });
    tell(world, {
      type: 'revision-created',
      by: 'statefulset-controller',
      object: `${set.spec.name}/${set.template + 1}`,
      revision: set.template + 1,
      reason: reason('sts-revision-create', { revision: set.template + 1 }),
    });
  } else if (equal !== newest) {
    equal.number = next;
  }
  const stored = (set.status['currentRevision'] ?? 0) - 1;
  const current = revisions.some((revision) => revision.template === stored) ? stored : set.template;
  return { current, update: set.template };
}

/** truncateHistory: revisions that nothing uses go beyond the limit, lowest number first. A negative limit keeps all. */
export function truncateHistory(
  world: World,
  current: number,
  update: number,
  liveTemplates: () => ReadonlySet<number>,
): void {
  const { state } = world;
  const limit = state.set?.spec.revisionHistoryLimit ?? 10;
  if (limit < 0 || state.revisions.length <= limit) return;
  const live = liveTemplates();
  const history = ownRevisions(world).filter(
    (revision) => revision.template !== current && revision.template !== update && !live.has(revision.template),
  );
  const surplus = new Set(history.slice(0, Math.max(0, history.length - limit)));
  if (surplus.size > 0) state.revisions = state.revisions.filter((revision) => !surplus.has(revision));
}
