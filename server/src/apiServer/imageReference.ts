/**
 * Image references as the container runtimes read them. Upstream: distribution/reference `ParseNormalizedNamed`, and
 * `parsers.ParseImageName` of Kubernetes, which decides the default pull policy.
 */

export interface ImageReference {
  /** registry and repository as written, without tag and digest */
  readonly name: string;
  readonly tag?: string;
  readonly digest?: string;
}

const DOMAIN_PART = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = `(?:${DOMAIN_PART}(?:\\.${DOMAIN_PART})*|\\[(?:[a-fA-F0-9:]+)\\])(?::[0-9]+)?`;
const PATH_PART = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const REFERENCE = new RegExp(
  `^((?:${DOMAIN}/)?${PATH_PART}(?:/${PATH_PART})*)(?::(\\w[\\w.-]{0,127}))?(?:@([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?$`,
);
const IDENTIFIER = /^[a-f0-9]{64}$/;

const LONGEST_REPOSITORY = 255;
const OFFICIAL = 'library/';

/** Length of the repository without its registry; what has neither registry nor folder stands in `library`. */
function repositoryLength(name: string): number {
  const slash = name.indexOf('/');
  if (slash < 0) return OFFICIAL.length + name.length;
  const first = name.slice(0, slash);
  const isRegistry = /[.:]/.test(first) || first === 'localhost' || first.toLowerCase() !== first;
  return isRegistry ? name.length - slash - 1 : name.length;
}

/**
 * Reads an image reference.
 * @returns null for a text that is none (upper case in the repository, spaces, more than 255 characters of name)
 */
export function parseImageReference(image: string): ImageReference | null {
  if (image.length > 2000 || IDENTIFIER.test(image)) return null;
  const match = REFERENCE.exec(image);
  const name = match?.[1];
  if (name === undefined || repositoryLength(name) > LONGEST_REPOSITORY) return null;
  const [, , tag, digest] = match ?? [];
  return { name, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) };
}

/** `Always` for the tag `latest` and for neither tag nor digest, else `IfNotPresent` (also for what is no reference). */
export function defaultPullPolicy(image: string): 'Always' | 'IfNotPresent' {
  const reference = parseImageReference(image);
  if (reference === null) return 'IfNotPresent';
  const tag = reference.tag ?? (reference.digest === undefined ? 'latest' : '');
  return tag === 'latest' ? 'Always' : 'IfNotPresent';
}
