import { atLeast } from '../../../../simulator/src/index';
import { fix, mend } from '../fixing';
import { get, list, object, text } from '../read';
import { inspectionRule } from '../rule';

const TOLERATIONS = ['spec', 'template', 'spec', 'tolerations'] as const;
const OLD_KEY = 'node-role.kubernetes.io/master';
const KEY = 'node-role.kubernetes.io/control-plane';

/**
 * Control-plane nodes carry the taint node-role.kubernetes.io/control-plane:NoSchedule; the old one for `master` is gone
 * since Kubernetes 1.25 (kubeadm: both in 1.24, only the new one from 1.25). Tolerating the old name alone leaves the
 * daemon off the control plane.
 */
export const tolerationMasterTaint = inspectionRule({
  id: 'toleration-master-taint',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'Control-plane nodes no longer carry the taint node-role.kubernetes.io/master (since 1.25): without a toleration for node-role.kubernetes.io/control-plane they get no pod of this {kind}.',
      ja: 'コントロールプレーンのノードには、1.25 以降 node-role.kubernetes.io/master の taint がありません。node-role.kubernetes.io/control-plane への toleration がなければ、この {kind} の Pod はそこに配置されません。',
    },
  },
  *check(context) {
    if (!atLeast(context.release, 25)) return;
    const tolerations = list(get(context.judgement.effective, ...TOLERATIONS)).map(object);
    const index = tolerations.findIndex((each) => each?.['key'] === OLD_KEY);
    const old = tolerations[index];
    if (!old || tolerations.some((each) => each !== undefined && toleratesControlPlane(each))) return;
    const operator = text(old['operator']);
    const effect = text(old['effect']);
    const path = [...TOLERATIONS, index, 'key'];
    yield {
      path,
      at: 'value',
      params: { kind: context.object.kind },
      fixes: () => [
        ...fix(
          { en: 'Tolerate the control-plane taint too', ja: 'control-plane の taint への toleration を加える' },
          'preferred',
          mend(context).add(TOLERATIONS, {
            key: KEY,
            operator: operator === undefined || operator === 'Equal' ? 'Exists' : operator,
            ...(effect === undefined || effect === 'PreferNoSchedule' ? {} : { effect: 'NoSchedule' }),
          }),
        ),
        ...fix({ en: 'Replace the old name', ja: '古い名前を置き換える' }, 'alternative', mend(context).put(path, KEY)),
      ],
    };
  },
});

/** Does the toleration bear the taint node-role.kubernetes.io/control-plane:NoSchedule, which has no value? (ToleratesTaint) */
function toleratesControlPlane(toleration: NonNullable<ReturnType<typeof object>>): boolean {
  const { key = '', operator = 'Equal', value = '', effect = '' } = toleration;
  if (effect !== '' && effect !== 'NoSchedule') return false;
  if (key !== '' && key !== KEY) return false;
  if (operator === 'Exists') return true;
  return (operator === 'Equal' || operator === '') && key === KEY && value === '';
}
