/** The account in Japanese. */
import type { Beat } from '../account/index';
import { durationJa } from './durations';
import { type Ending, namesOf, type Phrases, recurring, type Tale } from './telling';

/** What is that short counts as no time at all, in seconds. */
const AT_ONCE = 0.5;

const later = (seconds: number): string => (seconds < AT_ONCE ? 'すぐに' : `${durationJa(seconds)}後に`);

export const phrasesJa: Phrases = {
  language: 'ja',
  sentence: (clause) => `${clause}。`,
  laterSentence: (seconds, clause) => `${durationJa(seconds)}後、${clause}。`,
  claims: (deed, names) => `PVC ${list(names)} を${deed === 'created' ? '作成' : '削除'}します。`,
  claim: (name) => `PVC ${name}`,
  stays: (until) => `${WHEN[until]}まだ残っています。`,
  gone: (after) => `${later(after)}消えます。`,
  comesBack(tale, { after, wait, made }, ending) {
    const template = made.event.revision === undefined ? '' : `テンプレート ${made.event.revision} `;
    const turn = tale.inTurn ? '順番が来ると' : wait < 2 ? '' : `さらに ${durationJa(wait)}後に`;
    const again =
      tale.kind === 'DaemonSet'
        ? `${template === '' ? '' : `${template}の`}後継の Pod が作成されて`
        : `${template === '' ? '' : `${template}で`}作り直されて`;
    return `${later(after)}消え、${turn}${again}${fate(tale, made, ending)}。`;
  },
  outcome: (tale, made, ending) => `${fate(tale, made, ending).slice(1)}。`,
  readyAgain: (reached, after) => `${later(after)}再び${reached === 'available' ? '利用可能' : ' Ready '}になります。`,
  ended: (failed, after) => `${later(after)}${failed ? '失敗します' : '自ら終了します'}。`,
  unready: 'Ready でなくなります。',
  refusedAgain: (times, until) => `繰り返し試みられ、${durationJa(until)}までに ${times} 回拒否されます。`,
  repeats: ({ times, lastAt, goesOn }) =>
    goesOn
      ? `これが ${durationJa(lastAt)}までに ${times} 回繰り返され、終わりません。`
      : `これが ${times} 回繰り返されます (最後は ${durationJa(lastAt)}から)。`,
  again: (starts) => `${moments(starts)}にも同じことが起きます。`,
  others(group, kind) {
    const { others, pace, mostAtOnce, until } = group;
    const names = namesOf(group);
    const starts = others.map((passage) => passage.from);
    if (names.length === 0) return phrasesJa.again(starts);
    const who = some(names, kind === 'DaemonSet');
    const end = until === null ? '' : `、${durationJa(until)}まで`;
    if (others.length > names.length) {
      const all = some(recurring(group), kind === 'DaemonSet');
      return `${all}に同じことが繰り返し起きます (合計 ${others.length + 1} 回${end})。`;
    }
    if (pace === 'together') return `${who}も同時に同じ経過をたどります。`;
    if (others.length === 1)
      return `続いて ${durationJa(starts[0] ?? 0)}から${who.startsWith('ノード') ? '' : ' '}${who}も同じ経過をたどります。`;
    if (pace === 'overlapping') return `${who}も同じ経過をたどります (最大 ${mostAtOnce} 個ずつ${end})。`;
    return `続いて${who.startsWith('ノード') ? '' : ' '}${who}も同じ経過をたどります (1 つずつ${end})。`;
  },
};

const WHEN = { end: '終了の時点では', change: '変更の時点では' } as const;

/** How far a pod comes after it was made: the end of a sentence about it. */
function fate(tale: Tale, made: Beat, ending: Ending): string {
  const took = later(made.at - made.t);
  const node = tale.alone && tale.kind === 'StatefulSet' && made.node !== undefined ? ` ${made.node} で` : '';
  const when = `、${took}`;
  const but = (what: string): string => (ending === null ? '' : `が、${WHEN[ending]}まだ${what}`);
  switch (made.reached) {
    case 'available':
      return `${when}${node}利用可能になります`;
    case 'ready':
      return `${when}${node} Ready になります${but('利用可能とはみなされていません')}`;
    case 'running':
      return `${when}${node}起動します${but(' Ready になっていません')}`;
    case 'bound':
      return `、${made.node ?? 'ノード'} に割り当てられます${but('起動していません')}`;
    case 'nothing':
      return ending === null
        ? '、ノードに割り当てられないままです'
        : `、${WHEN[ending]}まだノードに割り当てられていません`;
  }
}

function moments(list: readonly number[]): string {
  const shown = list.slice(0, 3).map(durationJa).join('、');
  return list.length > 3 ? `${shown}、ほか ${list.length - 3} 回` : shown;
}

function some(names: readonly string[], daemon: boolean): string {
  if (names.length <= 3) return daemon ? `ノード ${names.join('、')} ` : `${names.join('、')} `;
  const range = `(${names[0] ?? ''} → ${names.at(-1) ?? ''})`;
  return daemon ? `ほか ${names.length} ノード ${range} ` : `ほか ${names.length} 個の Pod ${range} `;
}

function list(names: readonly string[]): string {
  return names.length <= 4 ? names.join('、') : `${names.slice(0, 3).join('、')} ほか ${names.length - 3} 個`;
}
