/**
 * Which findings a Kubernetes JSON schema gives as well (strict: no further properties, OpenAPI types and required fields
 * of the release), so that an extension that checks against one says them already. Values of enums are not among them: the
 * published schemas list none for most fields. What the API server reads otherwise than YAML 1.2 (`yes`, `0o17`, `1_000`)
 * stays with us, because a schema sees a value that fits.
 */
import type { Release } from '../../../simulator/src/index';
import { nodeOf, type Raised } from '../diagnostics/index';
import { fieldAt } from '../kubernetes/index';
import type { Node } from '../manifest/index';

/** Scalars that YAML 1.2's core schema and the API server read alike. */
const CORE = /^(?:|~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)$/;

export function saidBySchema({ rule, finding, object }: Raised, release: Release): boolean {
  switch (rule.id) {
    case 'unknown-field':
    case 'duplicate-key':
      return true;
    case 'wrong-type': {
      const node = object ? nodeOf(object.root, finding.path) : undefined;
      return node !== undefined && isReadAlike(node);
    }
    case 'required-field': {
      // a field that is there and empty is there for a schema
      if (!object || nodeOf(object.root, finding.path)) return false;
      return finding.path.length > 0 && fieldAt(object, finding.path, release)?.required === true;
    }
    default:
      return false;
  }
}

function isReadAlike(node: Node): boolean {
  return node.kind !== 'scalar' || node.style !== 'plain' || node.type === 'string' || CORE.test(node.source);
}
