import {
  ARCH,
  alternatives,
  asCoarseAs,
  HOSTNAME,
  OS,
  type Placement,
  placementOf,
  placementOfPod,
  presentName,
} from '../knowledge/placement';
import { list, object, podTemplateOf } from '../read';
import { closest } from '../resources';
import { inspectionRule, type Resource } from '../rule';

/**
 * A DaemonSet has a pod on every node. Required anti-affinity whose selector selects those pods too (a label that a whole
 * product shares, say) leaves no node at all; the other way round a daemon stays away from nodes that need it.
 * Upstream: scheduler plugin InterPodAffinity (`satisfyPodAntiAffinity`), 1.32 to 1.37.
 */
export const antiAffinityHitsDaemon = inspectionRule({
  id: 'anti-affinity-hits-daemon',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  neighbours: ['DaemonSet', 'StatefulSet', 'Deployment'],
  messages: {
    default: {
      en: 'The anti-affinity selects the pods of the DaemonSet {target} too, which run on every node: no node is left, and the pods stay Pending.',
      ja: 'この anti-affinity は、すべてのノードで動く DaemonSet {target} の Pod も選びます。置けるノードが残らず、Pod は Pending のままです。',
    },
    daemon: {
      en: 'The anti-affinity selects the pods of {target} too: on nodes where one of them runs the daemon is missing, and the other way round.',
      ja: 'この anti-affinity は {target} の Pod も選びます。それが動くノードではデーモンが動かず、逆も同じです。',
    },
  },
  *check(context) {
    const placement = placementOf(context.judgement.effective);
    const { object: own, neighbours } = context;
    for (const term of placement.podTerms) {
      const { selector, json } = term;
      if (term.kind !== 'podAntiAffinity' || !term.required || !selector || Object.keys(selector).length === 0)
        continue;
      if (list(json['namespaces']).length > 0 || object(json['namespaceSelector'])) continue;
      if (list(json['matchLabelKeys']).length > 0 || list(json['mismatchLabelKeys']).length > 0) continue;
      if (!asCoarseAs(term.topologyKey, HOSTNAME)) continue;
      const others = (kinds: readonly string[]) =>
        closest(
          neighbours
            .selectedBy(selector, own, kinds)
            .filter(({ object: { kind, name } }) => kind !== own.kind || name !== own.name),
        );
      const daemon = others(['DaemonSet']).find((each) => runsWhereverThisDoes(each, placement));
      if (daemon) {
        yield { path: term.path, at: 'key', params: { target: daemon.object.name } };
        return;
      }
      const [beside] = own.kind === 'DaemonSet' ? others(['StatefulSet', 'Deployment']) : [];
      if (beside) {
        yield { path: term.path, at: 'key', message: 'daemon', params: { target: beside.object.name } };
        return;
      }
    }
  },
});

/** Is a daemon's pod on every node that the placement allows, as far as the manifests tell? */
function runsWhereverThisDoes({ json }: Resource, placement: Placement): boolean {
  const template = podTemplateOf(json, 'DaemonSet');
  if (!template) return false;
  const its = placementOfPod(template.spec, []);
  if (its.nodeName !== '') return false;
  const everywhere = its.tolerations.some(
    ({ key, operator, effect }) => key === '' && operator === 'Exists' && effect === '',
  );
  if (!everywhere && !placement.tolerations.every(({ key }) => its.tolerations.some((each) => each.key === key)))
    return false;
  const demands = alternatives(its).map(({ requirements }) =>
    requirements.filter(({ key }) => presentName(key) !== OS && presentName(key) !== ARCH),
  );
  return alternatives(placement).every(({ requirements }) =>
    demands.some((needed) =>
      needed.every((one) =>
        requirements.some(
          ({ key, operator, values }) =>
            key === one.key && operator === one.operator && values.every((value) => one.values.includes(value)),
        ),
      ),
    ),
  );
}
