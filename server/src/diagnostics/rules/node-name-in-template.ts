import { fix, mend } from '../fixing';
import { NODE_SELECTOR, POD, placementOf } from '../knowledge/placement';
import { inspectionRule } from '../rule';

/**
 * nodeName in a DaemonSet's template leaves that one node (`nodeShouldRunDaemonPod` compares it first; 1.32 to 1.37): it
 * is a field that the scheduler fills in, not one for templates.
 */
export const nodeNameInTemplate = inspectionRule({
  id: 'node-name-in-template',
  category: 'broken',
  kinds: ['DaemonSet'],
  messages: {
    default: {
      en: 'With nodeName in the template the DaemonSet runs on the node {node} alone, whatever its selector says.',
      ja: 'テンプレートに nodeName があるため、セレクターに関係なく、DaemonSet はノード {node} だけで動きます。',
    },
  },
  *check(context) {
    const { nodeName } = placementOf(context.judgement.effective);
    if (nodeName === '') return;
    const path = [...POD, 'nodeName'];
    yield {
      path,
      at: 'value',
      params: { node: nodeName },
      fixes: () => [
        ...fix({ en: 'Run on every node', ja: 'すべてのノードで動かす' }, 'alternative', mend(context).remove(path)),
        ...fix(
          { en: 'Select the node by its label', ja: 'ノードをラベルで選ぶ' },
          'alternative',
          mend(context).move(path, [...NODE_SELECTOR, 'kubernetes.io/hostname']),
        ),
      ],
    };
  },
});
