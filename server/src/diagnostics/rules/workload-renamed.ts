import { enumerate } from '../message';
import { writtenNamespace } from '../namespaces';
import { get, list, object, stringMap, text } from '../read';
import { inspectionRule, type Resource, type RuleContext } from '../rule';

/**
 * Objects are known by kind, namespace and name: under another name an apply makes a new one and leaves the old one as it
 * is. Claims of a StatefulSet are called after it (getPersistentVolumeClaimName), so the new set starts empty.
 */
export const workloadRenamed = inspectionRule({
  id: 'workload-renamed',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
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
      yield { path: ['kind'], at: 'value', message: 'kind', params: { kind, name, old: otherKind } };
      return;
    }
    const [former, ...others] = stored.ofKind(manifest.kind).filter((each) => isFormer(each, context));
    if (!former || others.length > 0) return;
    const { kind, name } = manifest;
    const templates = list(get(context.judgement.effective, 'spec', 'volumeClaimTemplates')).flatMap((template) => {
      const claim = text(get(object(template), 'metadata', 'name'));
      return claim === undefined ? [] : [claim];
    });
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

/** The kind that the workload had: stored under this name, and no longer in what is applied. */
function otherKindOf({ object: manifest, stored, neighbours, judgement }: RuleContext): string | undefined {
  const labels = JSON.stringify(stringMap(get(judgement.effective, 'spec', 'selector', 'matchLabels')));
  return ['Deployment', 'StatefulSet', 'DaemonSet'].find((kind) => {
    if (kind === manifest.kind || neighbours.named(kind, manifest.name, manifest).length > 0) return false;
    const [former, ...others] = stored?.named(kind, manifest.name, manifest) ?? [];
    return (
      former !== undefined &&
      others.length === 0 &&
      labels === JSON.stringify(stringMap(get(former.json, 'spec', 'selector', 'matchLabels')))
    );
  });
}

/** The image without tag and digest. */
function repository(image: string | undefined): string {
  return (image ?? '').replace(/@.*$/, '').replace(/:[^:/]*$/, '');
}

/** Labels that hold the name change with it. */
function mentions(labels: string, name: string): boolean {
  return labels.includes(`"${name}"`);
}
