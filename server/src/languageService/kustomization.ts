/** Which files a kustomization.yaml lists as patches. */
import { nodeOf } from '../diagnostics/index';
import { type Node, parseDocument } from '../manifest/index';

const NAMES = /(^|\/)(kustomization\.ya?ml|Kustomization)$/;
/** A kustomization is written by hand: a longer text is something else. */
const MOST_CHARACTERS = 1_000_000;

export function isKustomization(uri: string): boolean {
  return NAMES.test(pathOf(uri));
}

/**
 * Addresses of the files that a kustomization.yaml lists under `patches[].path`, `patchesStrategicMerge` and
 * `patchesJson6902[].path`.
 * @param uri of the kustomization itself
 */
export function patchesOf(uri: string, text: string): readonly string[] {
  if (text.length > MOST_CHARACTERS) return [];
  const { root } = parseDocument(text);
  const named = [...items(root, 'patches'), ...items(root, 'patchesJson6902')].flatMap((item) => {
    const path = nodeOf(item, ['path']);
    return path?.kind === 'scalar' && typeof path.value === 'string' ? [path.value] : [];
  });
  const merged = items(root, 'patchesStrategicMerge').flatMap((item) =>
    item.kind === 'scalar' && typeof item.value === 'string' && !item.value.includes('\n') ? [item.value] : [],
  );
  return [...named, ...merged].map((path) => resolve(uri, path));
}

function items(root: Node | null, key: string): readonly Node[] {
  const node = nodeOf(root, [key]);
  return node?.kind === 'sequence' ? node.items : [];
}

/** A relative path from the folder of `uri`, `.` and `..` worked out, in the form in which addresses are compared. */
function resolve(uri: string, path: string): string {
  const parts = pathOf(uri).split('/').slice(0, -1);
  for (const step of path.split('/')) {
    if (step === '..') parts.pop();
    else if (step !== '.' && step !== '') parts.push(step);
  }
  return parts.join('/');
}

/** The path of an address, decoded: editors escape more or less of it. */
export function pathOf(uri: string): string {
  const path = uri.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '').replace(/[?#].*$/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
