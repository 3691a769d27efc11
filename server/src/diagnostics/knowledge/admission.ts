/** Objects of a namespace that decide whether pods and claims may be made there: ResourceQuota and LimitRange. */
import type { ApiObject } from '../../apiServer/index';
import { writtenNamespace } from '../namespaces';
import type { Neighbours, Resource } from '../rule';

/** Those that are surely in the object's namespace: both say which, or neither does and they stand side by side. */
export function inNamespaceOf(
  neighbours: Neighbours,
  kind: 'ResourceQuota' | 'LimitRange',
  of: ApiObject,
): readonly Resource[] {
  const namespace = writtenNamespace(of);
  return neighbours
    .ofKind(kind, of)
    .filter(
      ({ object, near }) => writtenNamespace(object) === namespace && (namespace !== null || near !== 'workspace'),
    );
}
