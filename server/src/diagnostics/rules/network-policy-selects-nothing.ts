import { akin, meantBy, POD_OWNERS, standsBesideSets } from '../knowledge/companions';
import { missedPods } from '../knowledge/missedPods';
import { object as asObject, get, podTemplateOf } from '../read';
import { inspectionRule } from '../rule';

const SELECTOR = ['spec', 'podSelector'] as const;

/** A policy holds for the pods of its own namespace that podSelector matches; pods on the host network are none of its (NetworkPolicy documentation). */
export const networkPolicySelectsNothing = inspectionRule({
  id: 'network-policy-selects-nothing',
  category: 'risk',
  kinds: ['NetworkPolicy'],
  neighbours: [...POD_OWNERS],
  messages: {
    default: {
      en: 'The policy matches no pod: those of {kind} {name} bear {actual}. They stay open to everybody.',
      ja: 'このポリシーに一致する Pod がありません。{kind} {name} の Pod のラベルは {actual} です。これらの Pod は誰からでもアクセスできるままです。',
    },
    absent: {
      en: 'The policy matches no pod: those of {kind} {name} have no label {key}. They stay open to everybody.',
      ja: 'このポリシーに一致する Pod がありません。{kind} {name} の Pod にはラベル {key} がありません。これらの Pod は誰からでもアクセスできるままです。',
    },
    elsewhere: {
      en: 'A policy holds in its own namespace, and {kind} {name} is in {namespace}: its pods stay open to everybody.',
      ja: 'ポリシーが効くのは自分の名前空間だけですが、{kind} {name} は {namespace} にあります。その Pod は誰からでもアクセスできるままです。',
    },
    host: {
      en: 'The pods of {kind} {name} run on the host network, where policies do not hold: they are seen as the node.',
      ja: '{kind} {name} の Pod はホストネットワークで動くため、ポリシーが効きません。通信はノードのものとして扱われます。',
    },
  },
  *check(context) {
    const { object: policy, neighbours } = context;
    const selector = asObject(get(context.judgement.effective, ...SELECTOR));
    if (!selector || Object.keys(selector).length === 0 || !standsBesideSets(neighbours)) return;
    const selected = akin(neighbours.selectedBy(selector, policy, POD_OWNERS), policy);
    if (selected.length > 0) {
      const [first] = selected;
      const onHost = selected.every(
        ({ json, object: { kind } }) => podTemplateOf(json, kind)?.spec['hostNetwork'] === true,
      );
      if (first && onHost && (first.object.kind === 'DaemonSet' || first.object.kind === 'StatefulSet'))
        yield {
          path: SELECTOR,
          at: 'key',
          message: 'host',
          params: { kind: first.object.kind, name: first.object.name },
        };
      return;
    }
    const meant = meantBy(selector, policy, neighbours);
    if (!meant) return;
    yield missedPods(context, SELECTOR, meant, (kind, name) => ({
      en: `Hold for the pods of ${kind} ${name}`,
      ja: `${kind} ${name} の Pod に適用する`,
    }));
  },
});
