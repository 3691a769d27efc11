/** What an image reference says: where it comes from, what it holds, and whether it can change under its name. */
import { parseImageReference } from '../../apiServer/index';
import { type JsonObject, remembered, text } from '../read';

export interface Image {
  /** `docker.io` where none is written */
  readonly registry: string;
  /** without registry and `library/`: `postgres`, `prom/prometheus` */
  readonly repository: string;
  /** last part of the repository */
  readonly base: string;
  /** undefined: none written */
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** Registries that serve Docker Hub's official images under a prefix. */
const MIRRORS = /^(?:public\.ecr\.aws\/docker|mirror\.gcr\.io|registry-1\.docker\.io|index\.docker\.io|docker\.io)\//;

const known = new Map<string, Image | null>();

/** The container's image; null where it has none, or one that is still to be filled in. */
export const imageOf = remembered((container: JsonObject): Image | null => {
  const written = text(container['image']);
  if (written === undefined || written === '') return null;
  let image = known.get(written);
  if (image === undefined) {
    image = read(written);
    if (known.size > 2000) known.clear();
    known.set(written, image);
  }
  return image;
});

/** Source: distribution/reference `splitDockerDomain`: the first part is a registry when it has a dot or a port, or is `localhost`. */
function read(written: string): Image | null {
  const reference = parseImageReference(written);
  if (!reference) return null;
  const { tag, digest } = reference;
  const slash = reference.name.indexOf('/');
  const first = slash < 0 ? '' : reference.name.slice(0, slash);
  const hosted = /[.:]/.test(first) || first === 'localhost';
  const registry = hosted ? first : 'docker.io';
  const plain = MIRRORS.test(reference.name) || !hosted;
  const path = hosted ? reference.name.slice(slash + 1) : reference.name;
  const repository = plain ? path.replace(/^docker\//, '').replace(/^library\//, '') : path;
  return { registry, repository, base: repository.slice(repository.lastIndexOf('/') + 1), tag, digest };
}

/** Is the image an official one of Docker Hub (or of a mirror of it), by its short name? */
export function isHubImage({ registry }: Image): boolean {
  return registry === 'docker.io' || MIRRORS.test(`${registry}/`) || registry === 'public.ecr.aws';
}
