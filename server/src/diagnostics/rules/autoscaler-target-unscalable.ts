import { targetOf } from '../knowledge/scaling';
import { object as asObject } from '../read';
import { closest } from '../resources';
import { inspectionRule } from '../rule';

/**
 * An autoscaler works through the scale subresource of its target (scaleNamespacer.Scales(ns).Get). A DaemonSet has none:
 * it has a pod on every node that fits, and the nodes decide how many.
 */
export const autoscalerTargetUnscalable = inspectionRule({
  id: 'autoscaler-target-unscalable',
  category: 'broken',
  kinds: ['HorizontalPodAutoscaler', 'ScaledObject'],
  neighbours: ['StatefulSet', 'DaemonSet', 'Deployment'],
  messages: {
    default: {
      en: 'A DaemonSet has no number of replicas: {name} runs one pod on each node that fits, and this autoscaler can never act.',
      ja: 'DaemonSet にはレプリカ数がありません。{name} は条件に合うノードごとに 1 つの Pod を動かすため、このオートスケーラーは何もできません。',
    },
    meant: {
      en: 'A DaemonSet has no number of replicas, so this autoscaler can never act. There is a {kind} called {name} too.',
      ja: 'DaemonSet にはレプリカ数がないため、このオートスケーラーは何もできません。{name} という {kind} もあります。',
    },
  },
  *check(context) {
    const { object, judgement, neighbours } = context;
    const target = targetOf({ object, json: asObject(judgement.effective) ?? {} });
    if (target.kind !== 'DaemonSet') return;
    const scalable = (['Deployment', 'StatefulSet'] as const).flatMap((kind) =>
      closest(neighbours.named(kind, target.name, object)),
    );
    const daemon = neighbours.named('DaemonSet', target.name, object);
    const other = daemon.length === 0 ? scalable[0] : undefined;
    yield {
      path: ['spec', 'scaleTargetRef', 'kind'],
      at: 'value',
      message: other ? 'meant' : 'default',
      params: { name: target.name, kind: other?.object.kind ?? '' },
    };
  },
});
