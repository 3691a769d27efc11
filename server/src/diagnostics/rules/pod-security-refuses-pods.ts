import { parseRelease } from '../../../../simulator/src/index';
import { type SecurityLevel, violations } from '../knowledge/podSecurity';
import { writtenNamespace } from '../namespaces';
import { get, object, stringMap } from '../read';
import { closest } from '../resources';
import { inspectionRule } from '../rule';

const SPEC = ['spec', 'template', 'spec'] as const;
const ENFORCE = 'pod-security.kubernetes.io/enforce';

/**
 * The admission plugin PodSecurity refuses pods, not the workloads that make them (`EvaluatePod` in
 * k8s.io/pod-security-admission/admission; on in every release since 1.23): the controller tries for ever.
 */
export const podSecurityRefusesPods = inspectionRule({
  id: 'pod-security-refuses-pods',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  neighbours: ['Namespace'],
  messages: {
    default: {
      en: 'The namespace {namespace} enforces the Pod Security level {level}, which forbids {what}: this {kind} is accepted, but none of its pods is ever created.',
      ja: '名前空間 {namespace} は Pod Security レベル {level} を強制しており、{what} は禁止されています。{kind} は受け付けられますが、Pod は 1 つも作成されません。',
    },
  },
  *check(context) {
    const namespace = writtenNamespace(context.object);
    if (namespace === null) return;
    const [found] = closest(context.neighbours.named('Namespace', namespace, context.object));
    if (!found) return;
    const labels = stringMap(get(found.json, 'metadata', 'labels'));
    const level = labels[ENFORCE];
    if (level !== 'baseline' && level !== 'restricted') return;
    const spec = object(get(context.judgement.effective, ...SPEC));
    if (!spec) return;
    const pinned = labels[`${ENFORCE}-version`];
    const release = (pinned === undefined ? null : parseRelease(pinned)) ?? context.release;
    for (const { path, what } of violations(spec, SPEC, level satisfies SecurityLevel, release)) {
      yield { path, at: 'value', params: { namespace, level, what, kind: context.object.kind } };
    }
  },
});
