/** An image reference with the parts that are left out filled in (github.com/distribution/reference, normalize.go). */
import { parseImageReference } from '../../apiServer/index';

interface ImageParts {
  /** `docker.io` when none is written */
  readonly registry: string;
  readonly registryWritten: boolean;
  /** `library/nginx` for `nginx` */
  readonly repository: string;
  readonly tag: string | null;
  readonly digest: string | null;
}

/** @returns null for a text that is no image reference */
export function readImage(text: string): ImageParts | null {
  const reference = parseImageReference(text);
  if (reference === null) return null;
  const { name, tag = null, digest = null } = reference;
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const registryWritten = slash >= 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  const registry = registryWritten ? first : 'docker.io';
  const path = registryWritten ? name.slice(slash + 1) : name;
  const repository = registry === 'docker.io' && !path.includes('/') ? `library/${path}` : path;
  return { registry, registryWritten, repository, tag, digest };
}
