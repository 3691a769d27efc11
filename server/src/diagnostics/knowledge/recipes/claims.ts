/** What a change of `volumeClaimTemplates` means for the claims that exist, and how to bring them along. */
import { type Json, parseQuantity } from '../../../apiServer/index';
import { get, list, object, text } from '../../read';
import { canonical } from './common';
import { cautiousCommand, command, note, numbered, quoted, type RecipeLine, span } from './lines';

/** The pods of the set whose claims exist, and what every command of the recipe carries. */
export interface Pods {
  readonly set: string;
  readonly first: number;
  readonly count: number;
  /** ` --namespace prod`, or empty */
  readonly namespace: string;
}

type Template = { readonly name: string; readonly json: Json };

/** How the templates differ, by name. */
export interface ClaimChange {
  readonly added: readonly Template[];
  readonly removed: readonly Template[];
  readonly changed: readonly { readonly before: Template; readonly after: Template }[];
}

function templates(spec: Json | undefined): Template[] {
  return list(get(spec, 'volumeClaimTemplates')).flatMap((json) => {
    const name = text(get(json, 'metadata', 'name'));
    return object(json) && name !== undefined && name !== '' ? [{ name, json }] : [];
  });
}

/** @param before the stored spec, defaulted; @param after the new one */
export function claimChange(before: Json | undefined, after: Json | undefined): ClaimChange {
  const [old, next] = [templates(before), templates(after)];
  const named = (all: readonly Template[], name: string) => all.find((each) => each.name === name);
  return {
    added: next.filter(({ name }) => !named(old, name)),
    removed: old.filter(({ name }) => !named(next, name)),
    changed: old.flatMap((each) => {
      const now = named(next, each.name);
      return now && canonical(now.json) !== canonical(each.json) ? [{ before: each, after: now }] : [];
    }),
  };
}

function size(template: Template): string {
  const value = get(template.json, 'spec', 'resources', 'requests', 'storage');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Fields of the claim's spec, the size apart, in which two templates differ. */
function otherFields(before: Template, after: Template): readonly string[] {
  const [old, next] = [object(get(before.json, 'spec')), object(get(after.json, 'spec'))];
  const keys = new Set([...Object.keys(old ?? {}), ...Object.keys(next ?? {})]);
  return [...keys].filter((key) => key !== 'resources' && canonical(old?.[key]) !== canonical(next?.[key])).sort();
}

/** Lines to follow the apply: for every template what became of its claims. */
export function claimLines(change: ClaimChange, pods: Pods): readonly RecipeLine[] {
  return [
    ...change.changed.flatMap(({ before, after }) => changedTemplate(before, after, pods)),
    ...change.removed.flatMap((template) => removedTemplate(template, pods)),
    ...change.added.flatMap((template) => addedTemplate(template, pods)),
  ];
}

function claimsOf({ name }: Template, { set, first, count }: Pods): { readonly said: string; readonly typed: string } {
  const prefix = `${name}-${set}`;
  return { said: span(prefix, first, count), typed: numbered(prefix, first, count) };
}

function changedTemplate(before: Template, after: Template, pods: Pods): readonly RecipeLine[] {
  const { said, typed } = claimsOf(before, pods);
  return [
    ...sizeLines(size(before), size(after), said, typed, pods),
    ...fieldLines(otherFields(before, after), said, before, pods),
    ...metadataLines(before, after, said),
  ];
}

/** Upstream: `ValidatePersistentVolumeClaimUpdate` lets the request of a bound claim grow where its class allows it. */
function sizeLines(before: string, after: string, said: string, typed: string, pods: Pods): readonly RecipeLine[] {
  const [old, next] = [parseQuantity(before), parseQuantity(after)];
  if (old === null || next === null || old.nano === next.nano) return [];
  const keeps = note(
    `${said}: an existing claim keeps ${before}; only claims made from now on get ${after}.`,
    `${said}: 既存の PVC は ${before} のままです。${after} になるのは今後作成される PVC だけです。`,
  );
  if (next.nano < old.nano) {
    return [keeps, note('A claim cannot be made smaller.', 'PVC を小さくすることはできません。')];
  }
  const patch = JSON.stringify({ spec: { resources: { requests: { storage: after } } } });
  const grow = `kubectl patch pvc "$claim"${pods.namespace} --patch ${quoted(patch)}`;
  return [
    keeps,
    note(
      'Where their storage class has allowVolumeExpansion: true, grow them (some drivers finish when the pod restarts):',
      'StorageClass が allowVolumeExpansion: true なら拡張できます（ドライバーによっては Pod の再起動後に完了します）:',
    ),
    command(`for claim in ${typed}; do ${grow}; done`),
  ];
}

/** Everything else in the spec of a bound claim stays as it is. */
function fieldLines(
  fields: readonly string[],
  said: string,
  { name }: Template,
  { set, first, count, namespace }: Pods,
): readonly RecipeLine[] {
  if (fields.length === 0) return [];
  const last = first + count - 1;
  const pod = quoted(`${set}-${last}`);
  return [
    note(
      `${said}: an existing claim keeps its ${fields.join(', ')}; only claims made from now on get the new one.`,
      `${said}: 既存の PVC の ${fields.join('、')} は変わりません。新しい値になるのは今後作成される PVC だけです。`,
    ),
    note(
      `To move a pod to a new, empty claim (its data is lost: copy it, or let it replicate, first), one pod at a time:`,
      'Pod を新しい空の PVC に移すには（データは失われます。先にコピーか複製を済ませてください）、1 つずつ:',
    ),
    cautiousCommand(`kubectl delete pvc ${quoted(`${name}-${set}-${last}`)}${namespace} --wait=false`),
    cautiousCommand(`kubectl delete pod ${pod}${namespace}`),
  ];
}

function metadataLines(before: Template, after: Template, said: string): readonly RecipeLine[] {
  if (canonical(get(before.json, 'metadata')) === canonical(get(after.json, 'metadata'))) return [];
  return [
    note(
      `${said}: an existing claim keeps its labels and annotations; kubectl label pvc and kubectl annotate pvc change them.`,
      `${said}: 既存の PVC のラベルとアノテーションは変わりません。kubectl label pvc、kubectl annotate pvc で変更できます。`,
    ),
  ];
}

function removedTemplate(template: Template, pods: Pods): readonly RecipeLine[] {
  const { said, typed } = claimsOf(template, pods);
  return [
    note(
      `${said}: these claims stay, with their data. Once nobody needs it any more:`,
      `${said}: これらの PVC はデータとともに残ります。不要になったら:`,
    ),
    cautiousCommand(`kubectl delete pvc ${typed}${pods.namespace}`),
  ];
}

/**
 * A running pod's volumes cannot change, so that the new set cannot give it the new claim: it makes the claim, is refused
 * the update of the pod, and goes no further until the pod is made anew. The pod of the lowest ordinal comes first, because
 * the set looks at its pods in that order and stops at the first that it cannot mend.
 * Upstream: `storageMatches` and `StatefulPodControl.UpdateStatefulPod` in pkg/controller/statefulset (seen on 1.37.2).
 */
function addedTemplate(template: Template, pods: Pods): readonly RecipeLine[] {
  const { said } = claimsOf(template, pods);
  return [
    note(
      `${said}: these claims are new and empty. A running pod cannot take one up: delete the pods one by one, lowest first.`,
      `${said}: これらは新しい空の PVC です。実行中の Pod には付けられないので、番号の小さい Pod から 1 つずつ削除します。`,
    ),
  ];
}
