import { nearestName } from '../../kubernetes/index';
import { fix, mend } from '../fixing';
import { get, text } from '../read';
import { verdictRule } from '../rule';

const TYPE = ['spec', 'updateStrategy', 'type'] as const;
const TYPES = ['RollingUpdate', 'OnDelete'];

/** `spec.updateStrategy.type` is RollingUpdate or OnDelete, spelt so (ValidateStatefulSetSpec, ValidateDaemonSetUpdateStrategy). */
export const updateStrategyTypeInvalid = verdictRule({
  id: 'update-strategy-type-invalid',
  category: 'rejected',
  checks: ['update-strategy-type-invalid'],
  messages: {
    default: {
      en: '{value} is no update strategy of a {kind}: it is RollingUpdate or OnDelete.',
      ja: '{value} は {kind} の更新戦略ではありません。RollingUpdate か OnDelete を指定してください。',
    },
    recreate: {
      en: 'A {kind} does not know Recreate unless the cluster has the feature gate StatefulSetRecreateStrategy (1.37, off by default): use RollingUpdate or OnDelete.',
      ja: '{kind} で Recreate が使えるのは、フィーチャーゲート StatefulSetRecreateStrategy（1.37、既定は無効）が有効な場合だけです。RollingUpdate か OnDelete を使ってください。',
    },
    deployment: {
      en: 'Recreate is a strategy of Deployments; a {kind} has RollingUpdate and OnDelete.',
      ja: 'Recreate は Deployment の戦略です。{kind} では RollingUpdate か OnDelete を使います。',
    },
  },
  word: (_verdict, context) => {
    const value = text(get(context.judgement.effective, ...TYPE)) ?? '';
    const { kind } = context.object;
    const meant = nearestName(value, TYPES);
    const message =
      value === 'Recreate'
        ? kind === 'StatefulSet' && context.release.minor >= 37
          ? 'recreate'
          : 'deployment'
        : 'default';
    return {
      path: TYPE,
      at: 'value',
      message,
      params: { value, kind },
      fixes: () =>
        (meant ? [meant] : TYPES).flatMap((type) =>
          fix(
            { en: `Use ${type}`, ja: `${type} にする` },
            meant ? 'preferred' : 'alternative',
            mend(context).put(TYPE, type),
          ),
        ),
    };
  },
});
