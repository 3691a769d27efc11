/** What the recipes of both kinds have in common. */
import type { Json } from '../../../apiServer/index';
import { get, object, text } from '../../read';
import { command, MANIFEST, note, quoted, type RecipeLine } from './lines';

/** A refused change of a set. */
export interface RefusedChange {
  readonly name: string;
  /** the specs, defaulted */
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  /** ` --namespace prod`, or empty */
  readonly namespace: string;
  /** names of the fields of the spec that may not change */
  readonly fields: ReadonlySet<string>;
}

/** Equal for equal content, whatever the order of its keys. */
export function canonical(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonical(item)).join()}]`;
  const map = object(value);
  if (!map) return JSON.stringify(value ?? null);
  const keys = Object.keys(map).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(map[key])}`).join()}}`;
}

export function labelsOf(spec: Json | undefined): Json | undefined {
  return get(spec, 'template', 'metadata', 'labels');
}

/** The step that makes room for the new object. */
export function orphanDelete(
  kind: 'statefulset' | 'daemonset',
  { name, namespace }: RefusedChange,
): readonly RecipeLine[] {
  return [
    note(
      'Delete the set alone: --cascade=orphan leaves its pods running. From here on nobody replaces a pod that fails.',
      'セットだけを削除します。--cascade=orphan により Pod は動き続けますが、適用し直すまで、失敗した Pod は作り直されません。',
    ),
    command(`kubectl delete ${kind} ${quoted(name)}${namespace} --cascade=orphan`),
  ];
}

/** The step that makes the new object. */
export function apply(): readonly RecipeLine[] {
  return [
    note(
      'Make the set anew, at once (or let Helm, kustomize or the GitOps tool do it):',
      'すぐに新しいセットを作成します（Helm、kustomize、GitOps ツールに任せてもかまいません）:',
    ),
    command(`kubectl apply -f ${MANIFEST}`),
  ];
}

/** What becomes of the pods that the new set adopts. */
export function adoption(change: RefusedChange, order: { readonly en: string; readonly ja: string }): RecipeLine {
  const same = canonical(get(change.before, 'template')) === canonical(get(change.after, 'template'));
  if (same) {
    return note(
      'The new set adopts the running pods. Their template is the same, so that none restarts.',
      '新しいセットは実行中の Pod を引き継ぎます。テンプレートが同じなので、再起動する Pod はありません。',
    );
  }
  return text(get(change.after, 'updateStrategy', 'type')) === 'OnDelete'
    ? note(
        'The new set adopts the running pods. Their template differs: each takes the new one when it is deleted (OnDelete).',
        '新しいセットは実行中の Pod を引き継ぎます。テンプレートが異なるので、各 Pod は削除されたときに新しくなります（OnDelete）。',
      )
    : note(
        `The new set adopts the running pods. Their template differs, so that it then replaces them ${order.en}.`,
        `新しいセットは実行中の Pod を引き継ぎます。テンプレートが異なるので、その後${order.ja}入れ替えます。`,
      );
}
