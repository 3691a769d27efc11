import { hooksOf } from '../knowledge/probes';
import { keepsData, storeOf } from '../knowledge/stores';
import { containers, get, nodeOf, number } from '../read';
import { inspectionRule } from '../rule';

const PLACE = ['spec', 'template', 'spec', 'terminationGracePeriodSeconds'] as const;
/** Less than a database needs to write down what it holds in memory. */
const SHORT = 5;

/**
 * At the end of the grace period the kubelet kills what still runs; with 0 the API server removes the pod at once, before
 * the node has confirmed that it is gone (`killPod` in pkg/kubelet; `BeforeDelete` in apiserver's registry/rest).
 */
export const gracePeriodTooShort = inspectionRule({
  id: 'grace-period-too-short',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'With a grace period of 0 every rollout and drain kills the program without a shutdown, and a successor of the same name may start while the old pod still runs on its node.',
      ja: '猶予が 0 秒だと、更新や drain のたびに終了処理なしで強制終了されます。古い Pod がノードでまだ動いている間に、同じ名前の後継が起動することもあります。',
    },
    short: {
      en: '{product} gets {seconds} s to shut down at every rollout and drain; when it needs longer it is killed and has to recover at the next start.',
      ja: '更新や drain のたびに、{product} の終了処理に与えられるのは {seconds} 秒だけです。間に合わなければ強制終了され、次の起動時に復旧処理が必要になります。',
    },
    hook: {
      en: 'With a grace period of 0 the preStop hook does not run.',
      ja: '猶予が 0 秒だと、preStop フックは実行されません。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const seconds = number(get(effective, ...PLACE));
    if (seconds === undefined || seconds < 0 || seconds > SHORT || !nodeOf(context.object.root, PLACE)) return;
    const all = containers(effective).filter(({ init }) => !init);
    if (seconds === 0) {
      if (context.object.kind === 'StatefulSet') yield { path: PLACE, at: 'value', message: 'default' };
      else if (all.some(({ container, path }) => hooksOf(container, path).some(({ kind }) => kind === 'preStop')))
        yield { path: PLACE, at: 'value', message: 'hook' };
      return;
    }
    for (const { container } of all) {
      const found = storeOf(container);
      if (!found || !keepsData(container, found)) continue;
      yield { path: PLACE, at: 'value', message: 'short', params: { seconds, product: found.store.product } };
      return;
    }
  },
});
