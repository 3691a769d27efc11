/** Parts of an image reference, as the container runtimes read it (github.com/distribution/reference, normalize.go). */

export interface ImageParts {
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
  const at = text.indexOf('@');
  const digest = at < 0 ? null : text.slice(at + 1);
  const named = at < 0 ? text : text.slice(0, at);
  const colon = named.lastIndexOf(':');
  const hasTag = colon > named.lastIndexOf('/');
  const tag = hasTag ? named.slice(colon + 1) : null;
  const name = hasTag ? named.slice(0, colon) : named;
  if (name === '' || /[\s{}$]/.test(text)) return null;
  if (tag !== null && !/^\w[\w.-]{0,127}$/.test(tag)) return null;
  if (digest !== null && !/^[a-z0-9+._-]+:[0-9a-fA-F]{32,}$/.test(digest)) return null;
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const registryWritten = slash >= 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  const registry = registryWritten ? first : 'docker.io';
  const path = registryWritten ? name.slice(slash + 1) : name;
  if (!/^[a-z0-9._/-]+$/.test(path)) return null;
  const repository = registry === 'docker.io' && !path.includes('/') ? `library/${path}` : path;
  return { registry, registryWritten, repository, tag, digest };
}

/** `Always` for `latest` or no tag without a digest, else `IfNotPresent` (`SetDefaults_Container`). */
export function defaultPullPolicy(image: string): 'Always' | 'IfNotPresent' {
  const parts = readImage(image);
  return parts && parts.digest === null && (parts.tag === null || parts.tag === 'latest') ? 'Always' : 'IfNotPresent';
}
