import { tolerates } from '../../../../simulator/src/index';
import { fix, mend } from '../fixing';
import { placementOf, type WrittenToleration } from '../knowledge/placement';
import { NOT_READY, UNREACHABLE, UNSCHEDULABLE } from '../knowledge/taints';
import { inspectionRule } from '../rule';

/**
 * What a set's tolerations do when a node is cordoned or fails. Every pod that does not say otherwise stays 300 seconds on
 * a node that is not ready or unreachable (admission plugin DefaultTolerationSeconds); a toleration without seconds keeps
 * it there for ever, one with 0 evicts it at once (`tainteviction.processPodOnNode`). One that covers
 * node.kubernetes.io/unschedulable lets the scheduler put a drained pod back on the cordoned node (filter
 * NodeUnschedulable). All releases from 1.32 to 1.37.
 */
export const stsNodeFailureTolerations = inspectionRule({
  id: 'sts-node-failure-tolerations',
  category: 'risk',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'This toleration has no tolerationSeconds: when a node is lost, its pods are never evicted and never made anew elsewhere until somebody deletes them.',
      ja: 'この toleration には tolerationSeconds がありません。ノードが失われても Pod は退避されず、誰かが削除するまで別のノードで作り直されません。',
    },
    cordon: {
      en: 'This toleration covers node.kubernetes.io/unschedulable: a pod that is drained from a cordoned node may come straight back to it.',
      ja: 'この toleration は node.kubernetes.io/unschedulable も許容します。drain で追い出された Pod が、cordon されたノードにそのまま戻ることがあります。',
    },
    everything: {
      en: 'This toleration covers every taint: the pods stay for ever on a node that is lost, and come back to a node that is being drained.',
      ja: 'この toleration はすべての taint を許容します。失われたノードに Pod がいつまでも残り、drain 中のノードにも戻ってきます。',
    },
    atOnce: {
      en: 'With tolerationSeconds {seconds} a pod is evicted the moment its node is reported {state}: a short hiccup of the node restarts it.',
      ja: 'tolerationSeconds が {seconds} なので、ノードが {state} と報告された瞬間に Pod が退避されます。ノードの短い不調だけで再起動します。',
    },
  },
  *check(context) {
    for (const toleration of placementOf(context.judgement.effective).tolerations) {
      const { path, tolerationSeconds: seconds } = toleration;
      const lost = [NOT_READY, UNREACHABLE].find((key) => bears(toleration, key, 'NoExecute'));
      const cordoned = bears(toleration, UNSCHEDULABLE, 'NoSchedule');
      if (seconds !== undefined) {
        if (lost === undefined || seconds > 0) continue;
        yield {
          path: [...path, 'tolerationSeconds'],
          at: 'value',
          message: 'atOnce',
          params: { seconds, state: lost.slice(lost.indexOf('/') + 1) },
          fixes: () =>
            fix(
              { en: 'Wait 300 seconds, as without a toleration', ja: '既定と同じ 300 秒待つ' },
              'alternative',
              mend(context).put([...path, 'tolerationSeconds'], 300),
            ),
        };
      } else if (lost !== undefined && cordoned) yield { path, at: 'value', message: 'everything' };
      else if (cordoned) yield { path, at: 'value', message: 'cordon' };
      else if (lost !== undefined) {
        yield {
          path,
          at: 'value',
          fixes: () =>
            fix(
              { en: 'Leave the node after 300 seconds', ja: '300 秒後にノードを離れる' },
              'alternative',
              toleration.effect === 'NoExecute' ? mend(context).put([...path, 'tolerationSeconds'], 300) : [],
            ),
        };
      }
    }
  },
});

function bears(toleration: WrittenToleration, key: string, effect: 'NoSchedule' | 'NoExecute'): boolean {
  return tolerates(toleration, { key, value: '', effect }, false);
}
