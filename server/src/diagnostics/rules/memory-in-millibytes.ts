import { fix, mend } from '../fixing';
import { get, text } from '../read';
import { verdictRule } from '../rule';

/** `m` means thousandths; whoever writes it behind an amount of memory means `Mi` (warned of by `GetWarningsForPodTemplate`). */
export const memoryInMillibytes = verdictRule({
  id: 'memory-in-millibytes',
  category: 'risk',
  checks: ['fractional-bytes'],
  messages: {
    default: { en: '{detail}', ja: '{detail}' },
    milli: {
      en: '{value} is {bytes} bytes: the suffix m means thousandths. Mebibytes are written {meant}.',
      ja: '{value} は {bytes} バイトです。接尾辞 m は 1000 分の 1 を表します。メビバイトは {meant} と書きます。',
    },
  },
  word: (verdict, context) => {
    const value = text(get(context.judgement.effective, ...verdict.path)) ?? '';
    const match = /^(\d+)m$/.exec(value);
    const number = match?.[1];
    if (number === undefined) return {};
    const meant = `${number}Mi`;
    return {
      message: 'milli',
      params: { value, bytes: Number(number) / 1000, meant },
      fixes: () =>
        fix({ en: `Write ${meant}`, ja: `${meant} と書く` }, 'preferred', mend(context).put(verdict.path, meant)),
    };
  },
});
