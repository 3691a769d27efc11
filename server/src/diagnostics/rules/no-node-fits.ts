import { nearestName } from '../../kubernetes/index';
import type { Path } from '../../manifest/index';
import { fix, mend } from '../fixing';
import { holds, labelsOf, nodeFit, tellsLabels, valuesOn } from '../knowledge/clusterNodes';
import { contradiction } from '../knowledge/contradictions';
import { misspeltLabel, wrongValue } from '../knowledge/nodeLabels';
import {
  alternatives,
  NODE_SELECTOR,
  type NodeRequirement,
  type Placement,
  POD,
  placementOf,
  REQUIRED,
  TOLERATIONS,
} from '../knowledge/placement';
import { type ClusterNode, type Finding, inspectionRule, type Params, type RuleContext } from '../rule';
import { mistakenTolerations } from './toleration-matches-nothing';

/**
 * Holds the workload against the nodes that the workspace tells of: node selector, required affinity, taints. Where none
 * fits, a DaemonSet has no pod at all and the pods of a set stay Pending. Requests are the matter of
 * request-beyond-every-node, slips in well-known labels and taints of their own rules.
 * Upstream: scheduler filters NodeAffinity and TaintToleration, `nodeShouldRunDaemonPod`, 1.32 to 1.37.
 */
export const noNodeFits = inspectionRule({
  id: 'no-node-fits',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  neighbours: ['Node'],
  messages: {
    default: {
      en: 'None of the {nodes} known nodes carries {label}{hint}: {outcome}.',
      ja: '既知の {nodes} 個のノードに {label} はありません{hint}。{outcome}。',
    },
    together: {
      en: 'No known node meets all of these conditions at once: {outcome}.',
      ja: 'これらの条件をすべて満たす既知のノードはありません。{outcome}。',
    },
    expression: {
      en: 'None of the {nodes} known nodes meets {label}{hint}: {outcome}.',
      ja: '既知の {nodes} 個のノードに {label} を満たすものはありません{hint}。{outcome}。',
    },
    taint: {
      en: 'Every known node that is selected is tainted, such as {node} with {taint}, and nothing here tolerates that: {outcome}.',
      ja: '選ばれる既知のノードはすべて taint を持ち（{node} の {taint} など）、許容されていません。{outcome}。',
    },
    cordon: {
      en: 'Every known node that is selected is cordoned, such as {node}: {outcome} until one is made schedulable again.',
      ja: '選ばれる既知のノードはすべて cordon されています（{node} など）。スケジュール可能に戻るまで、{outcome}。',
    },
  },
  *check(context) {
    const fit = nodeFit(context);
    if (!fit || fit.fitting.length > 0) return;
    const placement = placementOf(context.judgement.effective);
    const { nodes } = context;
    if (placement.nodeName !== '') return;
    const outcome =
      context.object.kind === 'DaemonSet'
        ? { en: 'the daemon runs nowhere', ja: 'デーモンはどこでも動きません' }
        : { en: 'the pods stay Pending', ja: 'Pod は Pending のままです' };
    const params = { outcome, nodes: nodes.length };
    const labelled = fit.misfits.filter(({ because }) => because !== 'selector' && because !== 'affinity');
    if (labelled.length === 0) {
      if (!tellsLabels(nodes) || ownRulesSpeak(placement)) return;
      yield { ...unselected(placement, nodes, context, params), at: 'value' };
      return;
    }
    const taint = labelled.find((misfit) => misfit.because === 'taint');
    if (labelled.some(({ because }) => because === 'resource')) return;
    if (taint?.because === 'taint') {
      // a toleration that was meant for it has its own finding
      if ([...mistakenTolerations(context)].length > 0) return;
      const { key, value, effect } = taint.taint;
      yield {
        path: placement.tolerations.length > 0 ? TOLERATIONS : POD,
        at: 'key',
        message: 'taint',
        params: { ...params, node: taint.node.name, taint: `${key}${value === '' ? '' : `=${value}`}:${effect}` },
        fixes: () =>
          fix(
            { en: `Tolerate ${key}`, ja: `${key} を許容する` },
            'alternative',
            mend(context).add(TOLERATIONS, { key, operator: 'Exists', effect }),
          ),
      };
      return;
    }
    const [cordoned] = labelled;
    if (cordoned?.because === 'cordon') {
      const { name } = cordoned.node;
      yield { path: POD, at: 'key', message: 'cordon', params: { ...params, node: name } };
    }
  },
});

/** No node is selected: which condition is to blame. */
function unselected(
  of: Placement,
  all: readonly ClusterNode[],
  within: RuleContext,
  params: Params,
): Omit<Finding, 'at'> {
  const missing = of.nodeSelector.find((each) => !all.some((node) => holds(each, node)));
  if (missing) {
    const [value = ''] = missing.values;
    const near = suggestion(missing, all);
    return {
      path: missing.path,
      params: { ...params, label: `${missing.key}=${value}`, hint: near.hint },
      fixes: () =>
        near.value !== null
          ? fix(useInstead(near.value), 'alternative', mend(within).put(missing.path, near.value))
          : near.key !== null
            ? fix(useInstead(near.key), 'alternative', mend(within).rename(missing.path, near.key))
            : [],
    };
  }
  const left = all.filter((node) => of.nodeSelector.every((each) => holds(each, node)));
  const [only, ...others] = of.terms ?? [];
  if (left.length === 0 || !only) return { path: NODE_SELECTOR, message: 'together', params };
  const guilty = only.requirements.find((each) => !left.some((node) => holds(each, node)));
  if (others.length === 0 && guilty) {
    return {
      path: guilty.path,
      message: 'expression',
      params: {
        ...params,
        label: `${guilty.key} ${guilty.operator}${guilty.values.length > 0 ? ` [${guilty.values.join(', ')}]` : ''}`,
        hint: suggestion(guilty, all).hint,
      },
    };
  }
  const path: Path = others.length === 0 ? only.path : [...POD, 'affinity', 'nodeAffinity', REQUIRED];
  return { path, message: 'together', params };
}

/** Is the reason one that another rule tells better? */
function ownRulesSpeak(placement: Placement): boolean {
  const all = alternatives(placement);
  const slips = all
    .flatMap(({ requirements }) => requirements)
    .some(({ key, values }) => misspeltLabel(key) !== null || values.some((value) => wrongValue(key, value) !== null));
  return slips || all.every(({ requirements }) => requirements.length === 0 || contradiction(requirements) !== null);
}

const NO_HINT = { en: '', ja: '' };

/** A value of that label, or a label, that a node has and that is near what is written. */
function suggestion({ key, values }: NodeRequirement, nodes: readonly ClusterNode[]) {
  const [wanted = ''] = values;
  const there = [...valuesOn(nodes, key)];
  const value = wanted === '' ? null : nearestName(wanted, there);
  if (there.length > 0) {
    const listed = there
      .slice(0, 3)
      .map((each) => (each === '' ? '""' : each))
      .join(', ');
    return { value, key: null, hint: { en: ` (they say ${listed})`, ja: `（あるのは ${listed}）` } };
  }
  const near = key.length < 4 ? null : nearestName(key, new Set(nodes.flatMap((node) => Object.keys(labelsOf(node)))));
  const hint = near === null ? NO_HINT : { en: ` (they carry ${near})`, ja: `（あるのは ${near}）` };
  return { value: null, key: near, hint };
}

function useInstead(text: string) {
  return { en: `Use ${text}`, ja: `${text} を使う` };
}
