import { parseQuantity } from '../../apiServer/index';
import type { Path } from '../../manifest/index';
import { fix, mend } from '../fixing';
import { alternatives, NODE_SELECTOR, type Placement, POD, placementOf } from '../knowledge/placement';
import { get, type JsonObject, object, stringMap, text } from '../read';
import { inspectionRule, type RuleContext } from '../rule';

const ANNOTATIONS = ['scheduler.alpha.kubernetes.io/node-selector', 'openshift.io/node-selector'] as const;

/**
 * Node selectors that others put on a pod when it is created: `scheduling.nodeSelector` of its RuntimeClass and the
 * node-selector annotation of its namespace. Another value for one of their keys makes admission refuse every pod; a
 * DaemonSet does not know of them and makes pods for nodes where they then stay Pending.
 * Upstream: admission plugins RuntimeClass (`setScheduling`, `validateOverhead`) and PodNodeSelector, 1.32 to 1.37.
 */
export const imposedNodeSelector = inspectionRule({
  id: 'imposed-node-selector',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  neighbours: ['RuntimeClass', 'Namespace'],
  messages: {
    default: {
      en: '{source} puts {label} on every pod, and the template says {own}: admission refuses the pods, and none is ever created.',
      ja: '{source} はすべての Pod に {label} を設定しますが、テンプレートでは {own} です。アドミッションに拒否され、Pod は一つも作られません。',
    },
    daemon: {
      en: '{source} puts {label} on every pod, and the DaemonSet does not select these nodes itself: on all others its pods stay Pending.',
      ja: '{source} はすべての Pod に {label} を設定しますが、DaemonSet 自身はそのノードを選んでいません。ほかのノードでは Pod が Pending のままです。',
    },
    overhead: {
      en: 'overhead is filled in from the RuntimeClass, and this one is not what it says: admission refuses the pods, and none is ever created.',
      ja: 'overhead は RuntimeClass から設定されるもので、この値は一致しません。アドミッションに拒否され、Pod は一つも作られません。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const placement = placementOf(effective);
    const className = text(placement.spec['runtimeClassName']);
    const found = className ? context.neighbours.namedAnywhere('RuntimeClass', className) : [];
    const [runtimeClass] = found.length === 1 ? found : [];
    const written = object(placement.spec['overhead']);
    if (written && Object.keys(written).length > 0) {
      const fixed = object(get(runtimeClass?.json, 'overhead', 'podFixed'));
      const differs = runtimeClass && !sameAmounts(fixed ?? {}, written);
      if (!className || differs) {
        const path = [...POD, 'overhead'];
        yield {
          path,
          at: 'key',
          message: 'overhead',
          fixes: () =>
            fix(
              { en: 'Leave overhead to the RuntimeClass', ja: 'overhead を RuntimeClass に任せる' },
              'preferred',
              mend(context).remove(path),
            ),
        };
      }
    }
    if (runtimeClass) {
      const source = { en: `The RuntimeClass ${className}`, ja: `RuntimeClass ${className}` };
      const labels = stringMap(get(runtimeClass.json, 'scheduling', 'nodeSelector'));
      yield* imposed(labels, source, placement, context, [...POD, 'runtimeClassName']);
    }
    const [namespace, ...more] = context.neighbours.namedAnywhere('Namespace', context.object.namespace);
    if (!namespace || more.length > 0) return;
    const annotations = stringMap(get(namespace.json, 'metadata', 'annotations'));
    for (const name of ANNOTATIONS) {
      const value = annotations[name];
      if (value === undefined) continue;
      const source = { en: `The namespace ${namespace.object.name}`, ja: `名前空間 ${namespace.object.name}` };
      yield* imposed(parse(value), source, placement, context, POD);
    }
  },
});

function* imposed(
  labels: Readonly<Record<string, string>>,
  source: { readonly en: string; readonly ja: string },
  placement: Placement,
  context: RuleContext,
  place: Path,
) {
  for (const [key, value] of Object.entries(labels)) {
    const own = placement.nodeSelector.find((each) => each.key === key);
    const label = `${key}=${value}`;
    if (own && own.values[0] !== value) {
      yield {
        path: own.path,
        at: 'value' as const,
        params: { source, label, own: `${key}=${own.values[0]}` },
        fixes: () =>
          fix({ en: `Select ${label}`, ja: `${label} を選ぶ` }, 'alternative', mend(context).put(own.path, value)),
      };
      return;
    }
    const selected = alternatives(placement).every(({ requirements }) =>
      requirements.some(
        (each) => each.key === key && each.operator === 'In' && each.values.every((one) => one === value),
      ),
    );
    if (context.object.kind !== 'DaemonSet' || selected || placement.nodeName !== '') continue;
    yield {
      path: place,
      at: 'value' as const,
      message: 'daemon',
      params: { source, label },
      fixes: () =>
        fix(
          { en: `Select ${label}`, ja: `${label} を選ぶ` },
          'preferred',
          mend(context).put([...NODE_SELECTOR, key], value),
        ),
    };
    return;
  }
}

/** `a=b,c=d` */
function parse(selector: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const part of selector.split(',')) {
    const match = /^\s*([^=!\s]+)\s*==?\s*([^=\s]*)\s*$/.exec(part);
    if (match?.[1] !== undefined && match[2] !== undefined) found[match[1]] = match[2];
  }
  return found;
}

/** Equal as quantities, however they are spelled. */
function sameAmounts(a: JsonObject, b: JsonObject): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => parseQuantity(a[key])?.nano === parseQuantity(b[key])?.nano);
}
