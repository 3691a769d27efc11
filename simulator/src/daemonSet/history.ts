/** ControllerRevisions of a DaemonSet (update.go, constructHistory and cleanupHistory; 1.37.2). */
import type { Revision, SetState } from '../core/state';
import { reason, stamp, tell, type World } from '../core/world';
import { matchesLabels } from '../placement/selectors';
import type { DaemonSetIndex } from './index';

/** Finds or makes the revision of the template as it is, and gives it the highest number. @returns the other revisions */
export function constructHistory(world: World): Revision[] {
  const { state } = world;
  const set = state.set as SetState;
  const old: Revision[] = [];
  let current: Revision | null = null;
  let highest = 0;
  for (const revision of state.revisions) {
    if (revision.owner === 0 && matchesLabels(set.spec.selector, state.templates[revision.template]?.labels ?? {}))
      revision.owner = set.uid;
    if (revision.owner !== set.uid) continue;
    if (revision.template === set.template) {
      if (current === null || revision.number >= current.number) current = revision;
    } else {
      old.push(revision);
      if (revision.number > highest) highest = revision.number;
    }
  }
  if (current === null) {
    state.revisions.push({ template: set.template, number: highest + 1, owner: set.uid, createdAt: stamp(state.now) });
    tell(world, {
      type: 'revision-created',
      by: 'daemonset-controller',
      object: `${set.spec.name}/${set.template + 1}`,
      revision: set.template + 1,
      reason: reason('ds-revision-create', { revision: set.template + 1 }),
    });
  } else if (current.number <= highest) {
    current.number = highest + 1;
  }
  return old;
}

/** Old revisions that no pod uses go beyond the limit, lowest number first. */
export function cleanupHistory(world: World, index: DaemonSetIndex, old: readonly Revision[]): void {
  const { state } = world;
  let surplus = old.length - (state.set?.spec.revisionHistoryLimit ?? 10);
  if (surplus <= 0) return;
  const live = new Set<number>();
  for (const pods of index.pods) for (const id of pods) live.add(state.pods[id]?.template ?? -1);
  const gone = new Set<Revision>();
  for (const revision of [...old].sort((a, b) => a.number - b.number)) {
    if (surplus <= 0) break;
    if (live.has(revision.template)) continue;
    gone.add(revision);
    surplus--;
  }
  if (gone.size > 0) state.revisions = state.revisions.filter((revision) => !gone.has(revision));
}
