import { fix, mend } from '../fixing';
import { get, nodeOf } from '../read';
import { verdictRule } from '../rule';

const ROLLING_UPDATE = ['spec', 'updateStrategy', 'rollingUpdate'] as const;
const MAX_UNAVAILABLE = [...ROLLING_UPDATE, 'maxUnavailable'] as const;
const MAX_SURGE = [...ROLLING_UPDATE, 'maxSurge'] as const;

/**
 * A DaemonSet updates either by surge or by taking pods away: of maxSurge and maxUnavailable exactly one is not zero
 * (ValidateRollingUpdateDaemonSet). maxUnavailable defaults to 1, so a surge needs it written as 0.
 */
export const dsSurgeAndUnavailable = verdictRule({
  id: 'ds-surge-and-unavailable',
  category: 'rejected',
  checks: ['ds-surge-and-unavailable'],
  messages: {
    default: {
      en: 'maxSurge {surge} and maxUnavailable {unavailable} exclude each other: a DaemonSet either starts the new pod beside the old one or takes the old one away first.',
      ja: 'maxSurge {surge} と maxUnavailable {unavailable} は同時に使えません。DaemonSet は、新しい Pod を古い Pod と並べて起動するか、先に古い Pod を消すかのどちらかです。',
    },
    defaulted: {
      en: 'maxSurge {surge} needs maxUnavailable written as 0: left out, it is {unavailable}, and a DaemonSet cannot have both.',
      ja: 'maxSurge {surge} を使うには maxUnavailable: 0 を明記する必要があります。省略すると {unavailable} になり、両方を使うことはできません。',
    },
    bothZero: {
      en: 'maxUnavailable and maxSurge are both 0: no pod could ever be updated.',
      ja: 'maxUnavailable と maxSurge がどちらも 0 です。これではどの Pod も更新できません。',
    },
  },
  word: (verdict, context) => {
    const { effective } = context.judgement;
    const show = (path: readonly string[]) => String(get(effective, ...path) ?? 0);
    const params = { surge: show(MAX_SURGE), unavailable: show(MAX_UNAVAILABLE) };
    const written = nodeOf(context.object.root, MAX_UNAVAILABLE) !== undefined;
    const zero = { en: 'Set maxUnavailable to 0: surge', ja: 'maxUnavailable を 0 にする（サージ更新）' };
    const one = { en: 'Set maxUnavailable to 1', ja: 'maxUnavailable を 1 にする' };
    const noSurge = { en: 'Remove maxSurge', ja: 'maxSurge を削除する' };
    if (verdict.reason === 'FieldValueRequired') {
      return {
        message: 'bothZero',
        params,
        fixes: () => fix(one, 'preferred', mend(context).put(MAX_UNAVAILABLE, 1)),
      };
    }
    return {
      message: written ? 'default' : 'defaulted',
      params,
      fixes: () => [
        ...fix(zero, 'preferred', mend(context).put(MAX_UNAVAILABLE, 0)),
        ...fix(noSurge, 'alternative', mend(context).remove(MAX_SURGE)),
      ],
    };
  },
});
