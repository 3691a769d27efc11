import { fix, mend } from '../fixing';
import { get, nodeOf } from '../read';
import { type RuleContext, type Verdict, verdictRule, type Wording } from '../rule';

const STRATEGY = 'spec.strategy';
const ROLLING_UPDATE = ['spec', 'updateStrategy', 'rollingUpdate'] as const;

/**
 * Update strategies of one kind written in the words of another: a Deployment's `strategy`, a DaemonSet's `maxSurge` in a
 * StatefulSet, a StatefulSet's `partition` in a DaemonSet, parameters of RollingUpdate beside OnDelete.
 */
export const strategyWrongKey = verdictRule({
  id: 'strategy-wrong-key',
  category: 'rejected',
  checks: ['strategy-wrong-key'],
  claims: (verdict, context) => verdict.check === 'unknown-field' && messageFor(verdict, context) !== null,
  messages: {
    default: { en: '{detail}', ja: '{detail}' },
    strategy: {
      en: 'strategy is the word of Deployments: a {kind} calls it updateStrategy.',
      ja: 'strategy は Deployment の書き方です。{kind} では updateStrategy と書きます。',
    },
    maxSurge: {
      en: 'A StatefulSet has no maxSurge: web-2 must be gone before a new web-2 can start, so no pod can stand beside its successor.',
      ja: 'StatefulSet に maxSurge はありません。同じ番号の Pod は先に消えなければ新しく作れず、並べて起動できないためです。',
    },
    partition: {
      en: 'A DaemonSet has no partition: its nodes have no order. To update node by node, use OnDelete.',
      ja: 'DaemonSet に partition はありません。ノードには順序がないためです。ノードごとに更新するには OnDelete を使います。',
    },
    onDelete: {
      en: 'rollingUpdate is only allowed with type RollingUpdate, and the type is {type}.',
      ja: 'rollingUpdate を書けるのは type が RollingUpdate のときだけです（現在は {type}）。',
    },
    misplaced: {
      en: '{key} belongs one level deeper, in updateStrategy.rollingUpdate.',
      ja: '{key} は 1 段深く、updateStrategy.rollingUpdate の中に書きます。',
    },
  },
  word: (verdict, context) => {
    const message = messageFor(verdict, context) ?? (isBesideOtherType(verdict) ? 'onDelete' : 'default');
    return { message, at: 'key', ...wording(message, verdict, context) };
  },
});

type Message = 'strategy' | 'maxSurge' | 'partition' | 'misplaced';

function messageFor(verdict: Verdict, context: RuleContext): Message | null {
  const { kind } = context.object;
  switch (verdict.path.join('.')) {
    case STRATEGY:
      return 'strategy';
    case `${ROLLING_UPDATE.join('.')}.maxSurge`:
      return kind === 'StatefulSet' ? 'maxSurge' : null;
    case `${ROLLING_UPDATE.join('.')}.partition`:
      return kind === 'DaemonSet' ? 'partition' : null;
    case 'spec.updateStrategy.partition':
      return kind === 'StatefulSet' ? 'misplaced' : 'partition';
    case 'spec.updateStrategy.maxSurge':
      return kind === 'StatefulSet' ? 'maxSurge' : 'misplaced';
    case 'spec.updateStrategy.maxUnavailable':
      return 'misplaced';
    default:
      return null;
  }
}

function isBesideOtherType(verdict: Verdict): boolean {
  return verdict.path.join('.').startsWith(ROLLING_UPDATE.join('.'));
}

function wording(message: Message | 'onDelete' | 'default', verdict: Verdict, context: RuleContext): Wording {
  const mender = mend(context);
  const key = String(verdict.path.at(-1));
  const remove = () => fix({ en: `Remove ${key}`, ja: `${key} を削除する` }, 'preferred', mender.remove(verdict.path));
  switch (message) {
    case 'strategy':
      return {
        params: { kind: context.object.kind },
        fixes: () =>
          nodeOf(context.object.root, ['spec', 'updateStrategy'])
            ? remove()
            : fix(
                { en: 'Rename it to updateStrategy', ja: 'updateStrategy に変更する' },
                'preferred',
                mender.rename(verdict.path, 'updateStrategy'),
              ),
      };
    case 'maxSurge':
    case 'partition':
      return { fixes: remove };
    case 'misplaced':
      return {
        params: { key },
        fixes: () =>
          fix(
            { en: `Move ${key} into rollingUpdate`, ja: `${key} を rollingUpdate の中へ移す` },
            'preferred',
            mender.move(verdict.path, [...ROLLING_UPDATE, key]),
          ),
      };
    case 'onDelete':
      return {
        path: ROLLING_UPDATE,
        params: { type: String(get(context.judgement.effective, 'spec', 'updateStrategy', 'type') ?? 'OnDelete') },
        fixes: () => [
          ...fix(
            { en: 'Remove rollingUpdate', ja: 'rollingUpdate を削除する' },
            'preferred',
            mender.remove(ROLLING_UPDATE),
          ),
          ...fix(
            { en: 'Use RollingUpdate', ja: 'RollingUpdate にする' },
            'alternative',
            mender.put(['spec', 'updateStrategy', 'type'], 'RollingUpdate'),
          ),
        ],
      };
    case 'default':
      return {};
  }
}
