import { daemonTolerations, tolerates } from '../../../../simulator/src/index';
import { nearestName } from '../../kubernetes/index';
import { all, fix, mend } from '../fixing';
import { lastingTaints, type Taint } from '../knowledge/clusterNodes';
import { type Placement, placementOf, type WrittenToleration } from '../knowledge/placement';
import { KNOWN_TAINTS, misspeltTaint } from '../knowledge/taints';
import { enumerate } from '../message';
import { type Finding, inspectionRule, type RuleContext } from '../rule';

/**
 * A toleration is held against a taint by key, value and effect, and nothing checks that such a taint exists
 * (`Toleration.ToleratesTaint`, k8s.io/component-helpers, unchanged from 1.32 to 1.37). One that nearly meets a taint that
 * clusters carry by themselves, or that a node of the workspace carries, keeps the pods off those nodes.
 */
export const tolerationMatchesNothing = inspectionRule({
  id: 'toleration-matches-nothing',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  neighbours: ['Node'],
  messages: {
    default: {
      en: 'No node carries a taint {key}: the one that is meant is called {known}, and this toleration does not match it.',
      ja: '{key} という taint を持つノードはありません。意図した taint の名前は {known} で、この toleration とは一致しません。',
    },
    value: {
      en: 'The taint {key} has no value, so Equal with {value} does not match it: the nodes that carry it get no pod of this {kind}.',
      ja: 'taint {key} には値がないため、Equal と {value} では一致しません。この taint を持つノードに {kind} の Pod は配置されません。',
    },
    valueMissing: {
      en: 'The taint {key} has the value {actual}, so Equal without a value does not match it: the nodes that carry it get no pod of this {kind}.',
      ja: 'taint {key} の値は {actual} なので、値のない Equal では一致しません。この taint を持つノードに {kind} の Pod は配置されません。',
    },
    effect: {
      en: 'The taint {key} has the effect {effects}, and this toleration is for {effect} alone: the nodes that carry it get no pod of this {kind}.',
      ja: 'taint {key} の effect は {effects} ですが、この toleration は {effect} だけを対象にしています。この taint を持つノードに {kind} の Pod は配置されません。',
    },
    node: {
      en: 'Node {node} carries the taint {taint}, and this toleration does not match it because of its {part}: the node gets no pod of this {kind}.',
      ja: 'ノード {node} の taint は {taint} です。この toleration は {part} が異なるため一致せず、ノードに {kind} の Pod は配置されません。',
    },
  },
  *check(context) {
    yield* mistakenTolerations(context);
  },
});

/** What is mistaken in the tolerations of a workload, one finding for each toleration at most. */
export function* mistakenTolerations(context: RuleContext): Iterable<Finding> {
  const placement = placementOf(context.judgement.effective);
  for (const toleration of placement.tolerations) {
    if (toleration.key === '') continue;
    const finding = mistake(toleration, placement, context);
    if (finding) yield finding;
  }
}

function mistake(toleration: WrittenToleration, placement: Placement, context: RuleContext): Finding | undefined {
  const { key, value, effect, operator, path } = toleration;
  const { kind } = context.object;
  const others = placement.tolerations.filter((each) => each !== toleration);
  const borne =
    kind === 'DaemonSet'
      ? daemonTolerations({ tolerations: others, hostNetwork: placement.spec['hostNetwork'] === true })
      : others;
  const admitted = (taint: Taint): boolean => borne.some((each) => tolerates(each, taint, false));
  const taints = context.nodes.flatMap((node) => lastingTaints(node).map((taint) => ({ node, taint })));
  const same = taints.filter(({ taint }) => taint.key === key);
  const put = (field: string, text: string) => mend(context).put([...path, field], text);

  const withoutValue = () =>
    fix(
      { en: 'Tolerate the taint whatever its value', ja: '値に関係なく許容する' },
      'preferred',
      all([put('operator', 'Exists'), value === '' ? [] : mend(context).remove([...path, 'value'])]),
    );

  if (same.length > 0) {
    if (same.some(({ taint }) => tolerates(toleration, taint, false))) return undefined;
    const off = same.find(({ taint }) => !admitted(taint));
    if (!off) return undefined;
    const byEffect = effect !== '' && effect !== off.taint.effect;
    return {
      path: [...path, byEffect ? 'effect' : value === '' ? 'key' : 'value'],
      at: 'value',
      message: 'node',
      params: { kind, node: off.node.name, taint: spell(off.taint), part: byEffect ? EFFECT : VALUE },
      fixes: () =>
        byEffect && (operator === 'Exists' || value === off.taint.value)
          ? fix(useInstead(off.taint.effect), 'preferred', put('effect', off.taint.effect))
          : byEffect
            ? []
            : withoutValue(),
    };
  }

  const known = Object.hasOwn(KNOWN_TAINTS, key) ? KNOWN_TAINTS[key] : undefined;
  if (known) {
    const [first = 'NoSchedule'] = known.effects;
    if (effect !== '' && !known.effects.includes(effect)) {
      const met = known.effects.some((each) => admitted(taintOf(key, known.value ?? '', each)));
      if (met) return undefined;
      return {
        path: [...path, 'effect'],
        at: 'value',
        message: 'effect',
        params: { kind, key, effect, effects: enumerate(known.effects) },
        fixes: () => (known.effects.length === 1 ? fix(useInstead(first), 'preferred', put('effect', first)) : []),
      };
    }
    const actual = known.value;
    if (operator !== 'Equal' || actual === undefined || value === actual) return undefined;
    if (admitted(taintOf(key, actual, effect === '' ? first : effect))) return undefined;
    return {
      path: [...path, value === '' ? 'key' : 'value'],
      at: 'value',
      message: value === '' ? 'valueMissing' : 'value',
      params: { kind, key, value, actual },
      fixes: withoutValue,
    };
  }

  const near = taints.map(({ taint }) => taint.key);
  const meant = misspeltTaint(key) ?? (key.length < 5 ? null : nearestName(key, near));
  if (meant === null) return undefined;
  const carried = taints.find(({ taint }) => taint.key === meant)?.taint;
  const standard = Object.hasOwn(KNOWN_TAINTS, meant) ? KNOWN_TAINTS[meant] : undefined;
  if (admitted(carried ?? taintOf(meant, standard?.value ?? '', standard?.effects[0] ?? 'NoSchedule')))
    return undefined;
  return {
    path: [...path, 'key'],
    at: 'value',
    params: { key, known: meant },
    fixes: () => fix(useInstead(meant), 'preferred', put('key', meant)),
  };
}

function taintOf(key: string, value: string, effect: string): Taint {
  return { key, value, effect: effect === 'NoExecute' ? 'NoExecute' : 'NoSchedule' };
}

function useInstead(text: string) {
  return { en: `Use ${text}`, ja: `${text} を使う` };
}

const EFFECT = { en: 'effect', ja: 'effect' };
const VALUE = { en: 'value', ja: '値' };

function spell({ key, value, effect }: Taint): string {
  return `${key}${value === '' ? '' : `=${value}`}:${effect}`;
}
