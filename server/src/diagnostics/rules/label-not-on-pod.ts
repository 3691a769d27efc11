import { atLeast, type Release } from '../../../../simulator/src/index';
import type { Json } from '../../apiServer/index';
import type { Path } from '../../manifest/index';
import { containers, get, list, stringMap, text } from '../read';
import { type Finding, inspectionRule } from '../rule';

interface PodLabel {
  /** whose pods get it */
  readonly kinds: readonly string[];
  /** first minor that sets it by default */
  readonly since: number;
}

const BOTH = ['DaemonSet', 'StatefulSet'];

/**
 * Labels that controllers and admission set on pods: PodIndexLabel (beta and on in 1.28), PodTopologyLabelsAdmission (on
 * from 1.35), the others since apps/v1.
 */
const SET_BY_KUBERNETES: Readonly<Record<string, PodLabel>> = {
  'apps.kubernetes.io/pod-index': { kinds: ['StatefulSet'], since: 28 },
  'statefulset.kubernetes.io/pod-name': { kinds: ['StatefulSet'], since: 9 },
  'controller-revision-hash': { kinds: BOTH, since: 9 },
  'pod-template-generation': { kinds: ['DaemonSet'], since: 9 },
  'pod-template-hash': { kinds: [], since: 9 },
  'batch.kubernetes.io/job-completion-index': { kinds: [], since: 9 },
  'topology.kubernetes.io/zone': { kinds: BOTH, since: 35 },
  'topology.kubernetes.io/region': { kinds: BOTH, since: 35 },
};

const KEYED = /^metadata\.labels\['([^']+)'\]$/;

/**
 * A variable or file from a label that no pod of this kind gets, or only from a later release on, is empty and nobody says
 * so (ExtractFieldPathAsString).
 */
export const labelNotOnPod = inspectionRule({
  id: 'label-not-on-pod',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'Pods get the label {label} since Kubernetes {since}; in {version} this value is empty.',
      ja: 'Pod にラベル {label} が付くのは Kubernetes {since} からです。{version} ではこの値は空になります。',
    },
    never: {
      en: 'Pods of a {kind} never get the label {label}: this value is empty.',
      ja: '{kind} の Pod にラベル {label} は付きません。この値は空になります。',
    },
    nodeLabel: {
      en: '{label} is a label of the node: pods do not get it, so this value is empty.',
      ja: '{label} はノードのラベルで、Pod には付きません。この値は空になります。',
    },
    fieldPath: {
      en: 'Kubernetes {version} does not know {fieldPath} (since {since}): it refuses every pod of this template.',
      ja: 'Kubernetes {version} には {fieldPath} がありません（{since} から）。このテンプレートの Pod はすべて拒否されます。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const { kind } = context.object;
    let labels: Readonly<Record<string, string>> | undefined;
    for (const { path, fieldPath } of fieldPaths(effective)) {
      if (fieldPath === 'status.hostIPs' && !atLeast(context.release, 29)) {
        const version = `1.${context.release.minor}`;
        yield { path, at: 'value', message: 'fieldPath', params: { fieldPath, since: '1.29', version } };
      }
      const label = KEYED.exec(fieldPath)?.[1];
      if (label === undefined) continue;
      labels ??= stringMap(get(effective, 'spec', 'template', 'metadata', 'labels'));
      if (Object.hasOwn(labels, label)) continue;
      const finding = missing(label, kind, context.release);
      if (finding) yield { path, at: 'value', ...finding };
    }
  },
});

const OF_NODES =
  /^(?:kubernetes\.io\/(?:hostname|os|arch)|node\.kubernetes\.io\/instance-type|node-role\.kubernetes\.io\/.*)$/;

function missing(label: string, kind: string, release: Release): Pick<Finding, 'message' | 'params'> | null {
  if (OF_NODES.test(label)) return { message: 'nodeLabel', params: { label } };
  const known = Object.hasOwn(SET_BY_KUBERNETES, label) ? SET_BY_KUBERNETES[label] : undefined;
  if (!known) return null;
  if (!known.kinds.includes(kind)) return { message: 'never', params: { label, kind } };
  if (atLeast(release, known.since)) return null;
  return { params: { label, since: `1.${known.since}`, version: `1.${release.minor}` } };
}

/** Only paths of labels, and the one that came late, say anything here. */
function isTelling(fieldPath: string | undefined): fieldPath is string {
  return fieldPath !== undefined && (fieldPath.includes('[') || fieldPath === 'status.hostIPs');
}

interface FieldPath {
  readonly path: Path;
  readonly fieldPath: string;
}

function* fieldPaths(effective: Json): Iterable<FieldPath> {
  for (const { container, path } of containers(effective)) {
    for (const [index, item] of list(container['env']).entries()) {
      const fieldPath = text(get(item, 'valueFrom', 'fieldRef', 'fieldPath'));
      if (isTelling(fieldPath)) {
        yield { path: [...path, 'env', index, 'valueFrom', 'fieldRef', 'fieldPath'], fieldPath };
      }
    }
  }
  const volumes: Path = ['spec', 'template', 'spec', 'volumes'];
  for (const [index, volume] of list(get(effective, ...volumes)).entries()) {
    yield* items(get(volume, 'downwardAPI'), [...volumes, index, 'downwardAPI']);
    for (const [at, source] of list(get(volume, 'projected', 'sources')).entries()) {
      yield* items(get(source, 'downwardAPI'), [...volumes, index, 'projected', 'sources', at, 'downwardAPI']);
    }
  }
}

function* items(source: Json | undefined, at: Path): Iterable<FieldPath> {
  for (const [index, item] of list(get(source, 'items')).entries()) {
    const fieldPath = text(get(item, 'fieldRef', 'fieldPath'));
    if (isTelling(fieldPath)) yield { path: [...at, 'items', index, 'fieldRef', 'fieldPath'], fieldPath };
  }
}
