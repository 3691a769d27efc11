import { atLeast } from '../../../../simulator/src/index';
import { fix, mend } from '../fixing';
import { nodeOf } from '../read';
import { verdictRule } from '../rule';

const LABEL = /^[a-z.-]+\/[\w.-]+$/;
const MASTER = 'node-role.kubernetes.io/master';

/** What the server warns of (`GetWarningsForNodeSelector`, pkg/api/node, 1.32 to 1.37): labels of nodes that got other names. */
export const nodeLabelDeprecated = verdictRule({
  id: 'node-label-deprecated',
  category: 'risk',
  checks: ['node-label-deprecated'],
  messages: {
    default: {
      en: 'The node label {value} is deprecated: nodes carry {instead}.',
      ja: 'ノードラベル {value} は非推奨です。ノードには {instead} が付いています。',
    },
    gone: {
      en: 'Nodes no longer carry the label {value} (kubeadm stopped setting it in 1.24): it is called {instead}.',
      ja: 'ノードにラベル {value} はもうありません（kubeadm は 1.24 で設定をやめました）。今の名前は {instead} です。',
    },
    alone: {
      en: 'The node label {value} is deprecated.',
      ja: 'ノードラベル {value} は非推奨です。',
    },
  },
  word: ({ params, path }, context) => {
    const value = String(params['value']);
    const instead = params['instead'] === undefined ? '' : String(params['instead']);
    if (!LABEL.test(instead)) return { message: 'alone' };
    const scalar = nodeOf(context.object.root, path)?.kind === 'scalar' && path.at(-1) !== value;
    return {
      ...(value === MASTER && atLeast(context.release, 24) ? { message: 'gone' } : {}),
      fixes: () =>
        fix(
          { en: `Use ${instead}`, ja: `${instead} を使う` },
          'preferred',
          scalar ? mend(context).put(path, instead) : mend(context).rename(path, instead),
        ),
    };
  },
});
