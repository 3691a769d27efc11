/** Owner references that are written twice. */
import { type DraftObject, draftAt, draftObjects, draftText } from './draft';
import type { ServerWarning } from './judgement';

/** What two references must share to be one: every field, where false and absent differ. */
const FIELDS = ['apiVersion', 'kind', 'name', 'uid', 'controller', 'blockOwnerDeletion'];

/**
 * Leaves out in place what repeats an earlier reference word for word, and warns of it, as the server does on its way to
 * validation (`dedupOwnerReferencesAndAddWarning` of apiserver pkg/endpoints/handlers, 1.20 to 1.37).
 * @param object decoded
 * @returns one warning when there was a repeat
 */
export function dropRepeatedOwners(object: DraftObject): readonly ServerWarning[] {
  const metadata = draftAt(object, 'metadata');
  const owners = draftObjects(metadata?.['ownerReferences']);
  if (metadata === undefined || owners.length < 2) return [];
  const seen = new Set<string>();
  const repeated: number[] = [];
  const kept = owners.filter((owner, i) => {
    const identity = JSON.stringify(FIELDS.map((name) => owner[name] ?? null));
    if (seen.has(identity)) repeated.push(i);
    const first = !seen.has(identity);
    seen.add(identity);
    return first;
  });
  const [at] = repeated;
  if (at === undefined) return [];
  metadata['ownerReferences'] = kept;
  const uids = [...new Set(repeated.map((i) => draftText(owners[i]?.['uid'])))].join(', ');
  return [
    {
      field: 'metadata.ownerReferences',
      path: ['metadata', 'ownerReferences', at],
      check: 'repeated-entry',
      params: { name: 'ownerReferences', value: uids },
      detail: `The owner ${uids} stands here more than once; the server keeps one of them.`,
      detailJa: `オーナー ${uids} が重複しています。サーバーは一つだけ残します。`,
    },
  ];
}
