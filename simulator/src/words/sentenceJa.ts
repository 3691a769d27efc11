/** The verdict in Japanese. */
import type { Reason, Verdict } from '../trace';
import { durationJa } from './durations';
import { claimsOf, type VerdictParts } from './sentenceEn';

type Explain = (reason: Reason, language: 'en' | 'ja') => string;

export function japaneseParts(verdict: Verdict, explain: Explain): VerdictParts {
  const { kept, deleted, created } = claimsOf(verdict);
  const claims = [
    kept.length > 0 && verdict.change !== 'none' ? `PVC ${kept.length} 個を残します` : '',
    deleted.length > 0 ? `PVC ${names(deleted, '個')} を削除します` : '',
    created.length > 0 ? `PVC ${created.length} 個を作成します` : '',
  ].filter((text) => text !== '');
  const by = verdict.heldBackBy === 'partition' ? 'partition' : 'OnDelete';
  const { stuck, unfinished } = verdict;
  return {
    opening: opening(verdict),
    claims: claims.length === 0 ? '' : `${claims.join('。')}。`,
    heldBack:
      verdict.heldBack.length === 0
        ? ''
        : `${by} により ${names(verdict.heldBack, unit(verdict))} は古いテンプレートのままです。`,
    stuck:
      stuck === null
        ? ''
        : `${verdict.seconds < 0.5 ? 'すぐに' : `${durationJa(verdict.seconds)}後に`}止まります: ${explain(stuck.codes.reason, 'ja')}。`,
    wayOut: stuck === null ? '' : `解決策: ${explain(stuck.codes.wayOut, 'ja')}。`,
    unfinished:
      unfinished === null
        ? ''
        : `${durationJa(unfinished.at)}の時点では終わっていません: ${explain(unfinished.waitingFor, 'ja')}。`,
    drains: verdict.drains.map(({ reason }) => `${explain(reason, 'ja')}。`).join(''),
  };
}

function opening(verdict: Verdict): string {
  const { restarts, added, removed, fewestAvailable } = verdict;
  const its = unit(verdict);
  const time = verdict.stuck === null && verdict.unfinished === null ? `約 ${durationJa(verdict.seconds)}で ` : '';
  const lowest = `利用可能なのは ${fewestAvailable.of} のうち最少 ${fewestAvailable.count} です。`;
  switch (verdict.change) {
    case 'none':
      return '再起動する Pod はありません。';
    case 'deleted':
      return `${time}セットを${removed.length === 0 ? '' : ` ${names(removed, its)} とともに`}削除します。`;
    case 'install':
      return `${added.length === 0 ? 'Pod は作成されません。' : `${time}${ordered(added, its)} を作成します。`}${restarts.length === 0 ? '' : `その後 ${ordered(restarts, its)} を再起動します。${lowest}`}`;
    case 'scale': {
      const deeds = [
        added.length > 0 ? `${ordered(added, its)} を追加` : '',
        removed.length > 0 ? `${ordered(removed, its)} を削除` : '',
      ].filter((text) => text !== '');
      return `${time}${deeds.join('、')}します。再起動はありません。`;
    }
    case 'update': {
      const pace = restarts.length > 1 ? `${atOnce(verdict)}` : '';
      const head =
        restarts.length === 0
          ? added.length + removed.length > 0
            ? ''
            : '何も再起動しません'
          : `${time}${ordered(restarts, its)} を${pace}再起動します`;
      const more = [
        added.length > 0 ? `${names(added, its)} を追加します` : '',
        removed.length > 0 ? `${names(removed, its)} を削除します` : '',
      ].filter((text) => text !== '');
      if (restarts.length + more.length === 0 && fewestAvailable.count >= fewestAvailable.of) return `${head}。`;
      const extra = verdict.mostExtra > 0 ? `追加の Pod は最大 ${verdict.mostExtra} 個です。` : '';
      const deeds = [head, ...more].filter((text) => text !== '').join('。');
      return fewestAvailable.of === 0 ? `${deeds}。` : `${deeds}。${lowest}${extra}`;
    }
  }
}

function atOnce(verdict: Verdict): string {
  if (verdict.mostAtOnce <= 1) return ' 1 つずつ';
  return verdict.mostAtOnce >= verdict.restarts.length ? '一斉に' : `最大 ${verdict.mostAtOnce} 個ずつ`;
}

function unit(verdict: Verdict): string {
  return verdict.kind === 'DaemonSet' ? 'ノード' : 'Pod';
}

function ordered(list: readonly string[], its: string): string {
  const range = `${list[0] ?? ''} → ${list.at(-1) ?? ''}`;
  if (its === 'ノード') return list.length === 1 ? `${list[0] ?? ''} の Pod` : `${list.length} ノードの Pod (${range})`;
  return list.length === 1 ? (list[0] ?? '') : `Pod ${list.length} 個 (${range})`;
}

function names(list: readonly string[], its: string): string {
  if (its === 'ノード') return list.length > 3 ? `${list.length} ノードの Pod` : `${list.join('、')} の Pod`;
  return list.length > 3 ? `${its === '個' ? '' : `${its} `}${list.length} 個` : list.join('、');
}
