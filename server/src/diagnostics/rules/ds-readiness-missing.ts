import { containers, get, list, number } from '../read';
import { inspectionRule } from '../rule';

/** A container without a readiness probe is ready as soon as its process runs, and the update goes on to the next node (`SetContainerReadiness`, `rollingUpdate` of the daemon controller, all releases). */
export const dsReadinessMissing = inspectionRule({
  id: 'ds-readiness-missing',
  category: 'style',
  kinds: ['DaemonSet'],
  messages: {
    default: {
      en: 'Without a readiness probe or minReadySeconds a pod counts as available the moment its process runs: a version that fails a little later goes through all nodes.',
      ja: 'readinessProbe も minReadySeconds もないと、Pod はプロセスが動いた時点で利用可能とみなされます。少し後で失敗するバージョンがすべてのノードに広がります。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const spec = get(effective, 'spec');
    if ((number(get(spec, 'minReadySeconds')) ?? 0) > 0 || get(spec, 'updateStrategy', 'type') === 'OnDelete') return;
    if (list(get(spec, 'template', 'spec', 'readinessGates')).length > 0) return;
    // any probe of the pod holds its readiness back
    if (containers(effective).some(({ container }) => container['readinessProbe'] !== undefined)) return;
    const serves = containers(effective).find(({ init, container }) => !init && list(container['ports']).length > 0);
    if (serves) yield { path: serves.path, at: 'key' };
  },
});
