/** From a place to what its value means there. */

import type { Json } from '../../../apiServer/index';
import type { Localized } from '../../../diagnostics/index';
import type { Path } from '../../../manifest/index';
import { own } from '../../lookUp';
import { CLAIM } from './claims';
import { CONTAINER, CONTAINER_BLOCKS, fileMode } from './containers';
import { DAEMON_SET, DAEMON_SET_BLOCKS } from './daemonSet';
import { METADATA } from './metadata';
import { LABELS, POD, tolerationWords } from './podTemplate';
import { STATEFUL_SET, STATEFUL_SET_BLOCKS } from './statefulSet';
import { type Meaning, podSpecPath, type Subject } from './subject';

export { read, type Subject } from './subject';

const CONTAINER_LISTS = new Set(['containers', 'initContainers', 'ephemeralContainers']);

/** The path without list indexes: `spec.template.spec.tolerations.key`. */
function generic(path: Path): string {
  return path.filter((step) => typeof step === 'string').join('.');
}

/** Looks a path up, then with its last step as a map's key. */
function lookUp(table: Readonly<Record<string, Meaning>>, path: Path): Meaning | undefined {
  const exact = own(table, generic(path));
  if (exact) return exact;
  return typeof path.at(-1) === 'string' ? own(table, generic([...path.slice(0, -1), '*'])) : undefined;
}

function startsWith(path: Path, prefix: Path): boolean {
  return prefix.length <= path.length && prefix.every((step, at) => path[at] === step);
}

function meaningAt(path: Path, kind: string): Meaning | undefined {
  const ofKind = kind === 'StatefulSet' ? STATEFUL_SET : kind === 'DaemonSet' ? DAEMON_SET : {};
  const found = lookUp(ofKind, path) ?? lookUp(METADATA, path) ?? lookUp(LABELS, path);
  if (found) return found;
  const last = path.at(-1);
  if (last === 'defaultMode' || (last === 'mode' && path.includes('volumes'))) return fileMode;
  const spec = podSpecPath(kind);
  if (spec && startsWith(path, spec)) {
    const inPod = path.slice(spec.length);
    const [list, index] = inPod;
    if (typeof list === 'string' && CONTAINER_LISTS.has(list) && typeof index === 'number') {
      const inContainer = inPod.slice(2);
      return lookUp(CONTAINER, inContainer) ?? lookUp(CONTAINER_BLOCKS, inContainer);
    }
    return lookUp(POD, inPod);
  }
  if (kind === 'StatefulSet' && startsWith(path, ['spec', 'volumeClaimTemplates']) && path[3] === 'spec') {
    return lookUp(CLAIM, path.slice(4));
  }
  if (kind === 'PersistentVolumeClaim' && path[0] === 'spec') return lookUp(CLAIM, path.slice(1));
  return undefined;
}

/**
 * What the value at `path` (from the object's root) means in its object.
 * @param value the value as written, or as filled in
 * @returns sentences, possibly none
 */
export function meaningOf(value: Json | undefined, path: Path, subject: Subject): readonly Localized[] {
  const scalar = value !== undefined && (value === null || typeof value !== 'object');
  if (scalar) return meaningAt(path, subject.kind)?.(value, path, subject) ?? [];
  const blocks =
    subject.kind === 'StatefulSet' ? STATEFUL_SET_BLOCKS : subject.kind === 'DaemonSet' ? DAEMON_SET_BLOCKS : {};
  const block = own(blocks, generic(path));
  if (block && typeof path.at(-1) === 'string') return block(subject) ?? [];
  if (value === undefined) return [];
  const spec = podSpecPath(subject.kind);
  if (spec && startsWith(path, spec)) {
    const inPod = path.slice(spec.length);
    if (inPod[0] === 'tolerations' && inPod.length === 2) return tolerationWords(value, subject);
    const inContainer = typeof inPod[0] === 'string' && CONTAINER_LISTS.has(inPod[0]) ? inPod.slice(2) : [];
    return own(CONTAINER_BLOCKS, generic(inContainer))?.(value, path, subject) ?? [];
  }
  return [];
}
