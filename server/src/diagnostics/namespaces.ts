/** Namespaces as manifests write them: one that is not written is decided when it is applied. */
import type { ApiObject } from '../apiServer/index';
import { nodeOf } from './read';

/** The namespace that the manifest names; null where it names none and may be applied to any. */
export function writtenNamespace(of: ApiObject): string | null {
  const node = nodeOf(of.root, ['metadata', 'namespace']);
  return node?.kind === 'scalar' && typeof node.value === 'string' && node.value !== '' ? node.value : null;
}

/** May the two be in one namespace? One that is not written may be any. */
export function mayShareNamespace(a: string | null, b: string | null): boolean {
  return a === null || b === null || a === b;
}
