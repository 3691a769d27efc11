import type { Json } from '../../apiServer/index';
import { SETS } from '../knowledge/companions';
import { enumerate } from '../message';
import { writtenNamespace } from '../namespaces';
import { get, list, stringMap, text } from '../read';
import { inspectionRule, type Resource, type RuleContext } from '../rule';

/**
 * Objects are known by kind, namespace and name: under another name an apply makes a new one and leaves the old one as it
 * is. Claims of a StatefulSet are called after it (getPersistentVolumeClaimName), so the new set starts empty.
 */
export const workloadRenamed = inspectionRule({
  id: 'workload-renamed',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet', 'Deployment'],
  neighbours: ['DaemonSet', 'StatefulSet', 'Deployment'],
  messages: {
    default: {
      en: '{old} under the name {name} is a new {kind}: the old one keeps running beside it until it is deleted.',
      ja: '{old} を {name} に改名すると別の {kind} になります。古いほうは削除するまで並んで動き続けます。',
    },
    claims: {
      en: '{old} under the name {name} is a new StatefulSet with new, empty claims ({claim}); the old one and its data stay beside it.',
      ja: '{old} を {name} に改名すると別の StatefulSet になり、PVC も新しく空のものになります（{claim}）。古いセットとデータは残ったままです。',
    },
    namespace: {
      en: '{kind} {name} in namespace {to} is a new one; the one in {from} keeps running with its claims and data, which cannot be mounted from here.',
      ja: '名前空間 {to} の {kind} {name} は別のものです。{from} のほうは PVC とデータを持ったまま動き続け、こちらからはマウントできません。',
    },
    replaced: {
      en: '{name} becomes a {kind}, and the {old} of that name keeps running beside it until it is deleted, with its claims and data ({claim}), which the new pods do not use.',
      ja: '{name} は {kind} に変わりますが、同名の {old} は PVC とデータ（{claim}）を持ったまま、削除するまで並んで動き続けます。新しい Pod はそのデータを使いません。',
    },
    kind: {
      en: '{name} becomes a {kind}, and the {old} of that name keeps running beside it until it is deleted: both have pods with the same labels.',
      ja: '{name} は {kind} に変わりますが、同名の {old} は削除するまで並んで動き続けます。両方の Pod が同じラベルを持ちます。',
    },
  },
  *check(context) {
    const { object: manifest, old, stored } = context;
    if (old || !stored) return;
    const otherKind = otherKindOf(context);
    if (otherKind !== undefined) {
      const { kind, name } = manifest;
      const claims = claimsOf(otherKind.json).map((claim) => `${claim}-${name}-0`);
      const params = { kind, name, old: otherKind.object.kind, claim: enumerate(claims) };
      yield { path: ['kind'], at: 'value', message: claims.length > 0 ? 'replaced' : 'kind', params };
      return;
    }
    if (manifest.kind === 'Deployment') return;
    const [former, ...others] = stored.ofKind(manifest.kind).filter((each) => isFormer(each, context));
    if (!former || others.length > 0) return;
    const { kind, name } = manifest;
    const templates = claimsOf(context.judgement.effective);
    if (former.object.name === name) {
      const [from, to] = [former.namespace, writtenNamespace(manifest)];
      if (templates.length === 0 || from === null || to === null) return;
      yield { path: ['metadata', 'namespace'], at: 'value', message: 'namespace', params: { kind, name, from, to } };
      return;
    }
    yield {
      path: ['metadata', 'name'],
      at: 'value',
      message: templates.length > 0 ? 'claims' : 'default',
      params: {
        kind,
        name,
        old: former.object.name,
        claim: enumerate(templates.map((template) => `${template}-${name}-0`)),
      },
    };
  },
});

/** Is it this workload under another name: gone from what is applied, with the same images in the same containers? */
function isFormer(stored: Resource, context: RuleContext): boolean {
  const { neighbours, object: manifest } = context;
  const other = stored.object;
  const sameName = other.name === manifest.name;
  if (sameName && (stored.namespace === null || writtenNamespace(manifest) === null)) return false;
  if (!sameName && stored.namespace !== writtenNamespace(manifest)) return false;
  if (neighbours.namedAnywhere(other.kind, other.name).some((each) => each.namespace === stored.namespace))
    return false;
  const [before, after] = [stored.json, context.judgement.effective];
  const template = ['spec', 'template'] as const;
  const names = (json: typeof after) =>
    list(get(json, ...template, 'spec', 'containers')).map(
      (container) => `${repository(text(get(container, 'image')))}`,
    );
  const claims = (json: typeof after) =>
    list(get(json, 'spec', 'volumeClaimTemplates')).map((claim) => text(get(claim, 'metadata', 'name')) ?? '');
  const alike = names(before).join() === names(after).join() && claims(before).join() === claims(after).join();
  const labels = (json: typeof after) => JSON.stringify(stringMap(get(json, 'spec', 'selector', 'matchLabels')));
  return alike && (labels(before) === labels(after) || mentions(labels(before), other.name) || sameName);
}

/** Names of a set's claim templates. */
function claimsOf(json: Json): readonly string[] {
  return list(get(json, 'spec', 'volumeClaimTemplates')).flatMap(
    (template) => text(get(template, 'metadata', 'name')) ?? [],
  );
}

/** The workload as another kind: stored under this name, and no longer in what is applied. One of the two is a set or a daemon. */
function otherKindOf({ object: manifest, stored, neighbours, judgement }: RuleContext): Resource | undefined {
  const labels = JSON.stringify(stringMap(get(judgement.effective, 'spec', 'selector', 'matchLabels')));
  const kinds = manifest.kind === 'Deployment' ? SETS : (['Deployment', ...SETS] as const);
  const formers = kinds.flatMap((kind) => {
    if (kind === manifest.kind || neighbours.named(kind, manifest.name, manifest).length > 0) return [];
    const [former, ...others] = stored?.named(kind, manifest.name, manifest) ?? [];
    const alike =
      former !== undefined &&
      others.length === 0 &&
      labels === JSON.stringify(stringMap(get(former.json, 'spec', 'selector', 'matchLabels')));
    return alike ? [former] : [];
  });
  return formers[0];
}

/** The image without tag and digest. */
function repository(image: string | undefined): string {
  return (image ?? '').replace(/@.*$/, '').replace(/:[^:/]*$/, '');
}

/** Labels that hold the name change with it. */
function mentions(labels: string, name: string): boolean {
  return labels.includes(`"${name}"`);
}
