/** The words of `simulate` around what the simulator says. */
import { durationEn, durationJa, type Language } from '../../../simulator/src/index';

const en = {
  duration: durationEn,
  title: (kind: string, set: string, version: string) => `${kind} ${set} on Kubernetes ${version}`,
  refused: (problem: string) => `The API server refuses this: ${problem} If it were taken:`,
  before: 'Before the change',
  change: (at: string) => `The change, at ${at}`,
  happens: 'What happens',
  nothing: 'Nothing happens.',
  reach: 'Behind that',
  todo: 'What to do',
  heldBack: 'Still on the old template',
  lowerPartition: (names: string) => `${names}. When the new pods have proved themselves, lower the partition.`,
  deleteHeld: (names: string) =>
    `${names}. Each gets the new template when it is deleted; delete them when it suits you.`,
  broken: 'If the new template never becomes ready',
  lost: (pods: number, stops: string) =>
    `${pods === 0 ? 'No available pod is lost' : `${pods} available ${pods === 1 ? 'pod is' : 'pods are'} lost`}; ${stops}.`,
  rollback: 'If the old template is put back',
  todoDrain: 'What lets the drain go on',
  room: 'More healthy pods, or a budget that asks for fewer.',
  leftOut: 'Nodes left out',
  problems: 'Steps that could not be carried out',
  problem: (at: string, why: string) => `At ${at}: ${why}.`,
  cutShort: 'Not played to the end',
  truncated: (events: number, at: string) =>
    `The simulation was cut short after ${events} events, at ${at}. What comes later is not known.`,
  podTimes: (starts: string, ready: string, stops: string) =>
    `starts in ${starts}, is ready ${ready} later and stops in ${stops}`,
  assumes: (times: string) => `Assumes that a pod ${times}.`,
  assumesEach: (before: string, after: string) =>
    `Assumes that a pod of the old template ${before}, and that one of the new template ${after}.`,
  tie: 'Where several nodes are alike, the controller’s choice is free; --seed N shows another one.',
  steps: (events: number) => `Step by step (${events} ${events === 1 ? 'event' : 'events'})`,
  everyEvent: 'Every event',
  more: (events: number) => `… and ${events} more; --format json has them all.`,
  restarts: 'Restarts',
  adds: 'Adds',
  removes: 'Removes',
  takes: 'Takes',
  about: (duration: string) => `about ${duration}`,
  fewest: 'Fewest available',
  of: (count: number, all: number) => `${count} of ${all}`,
  mostExtra: 'Most extra pods',
  claims: 'Claims',
  kept: (n: number) => `${n} kept`,
  created: (n: number) => `${n} created`,
  deleted: (names: string) => `deleted: ${names}`,
  none: 'nothing',
  time: 'Time',
  what: 'What',
  why: 'Why',
  field: 'Field',
  separator: ', ',
  colon: ': ',
};

type Words = typeof en;

const ja: Words = {
  duration: durationJa,
  title: (kind, set, version) => `Kubernetes ${version} 上の ${kind} ${set}`,
  refused: (problem) => `API サーバーが拒否します: ${problem} もし受け付けられたなら:`,
  before: '変更の前',
  change: (at) => `変更 (${at})`,
  happens: '何が起きるか',
  nothing: '何も起きません。',
  reach: '原因',
  todo: '対処',
  heldBack: '古いテンプレートのまま',
  lowerPartition: (names) => `${names}。新しい Pod に問題がないと確かめたら、partition を下げてください。`,
  deleteHeld: (names) => `${names}。削除すると新しいテンプレートで作り直されます。都合のよいときに削除してください。`,
  broken: '新しいテンプレートがいつまでも Ready にならない場合',
  lost: (pods, stops) =>
    `${pods === 0 ? '利用可能な Pod は失われません' : `利用可能な Pod を ${pods} 個失います`}。${stops}。`,
  rollback: '元のテンプレートに戻す場合',
  todoDrain: 'ドレインを進めるには',
  room: '健全な Pod を増やすか、予算が求める数を減らしてください。',
  leftOut: '対象外のノード',
  problems: '実行できなかった手順',
  problem: (at, why) => `${at}: ${why}。`,
  cutShort: '途中までの結果',
  truncated: (events, at) =>
    `${events} 件のイベント (${at}) でシミュレーションを打ち切りました。その後のことは分かりません。`,
  podTimes: (starts, ready, stops) => `${starts}で起動し、その ${ready}後に Ready になり、${stops}で停止する`,
  assumes: (times) => `Pod は ${times}と仮定しています。`,
  assumesEach: (before, after) =>
    `古いテンプレートの Pod は ${before}、新しいテンプレートの Pod は ${after}と仮定しています。`,
  tie: '条件の同じノードが複数あるとき、どれを選ぶかはコントローラー次第です。--seed N で別の選び方を見られます。',
  steps: (events) => `時系列 (イベント ${events} 件)`,
  everyEvent: 'すべてのイベント',
  more: (events) => `…ほか ${events} 件。すべては --format json にあります。`,
  restarts: '再起動',
  adds: '追加',
  removes: '削除',
  takes: '所要時間',
  about: (duration) => `約 ${duration}`,
  fewest: '最少の利用可能数',
  of: (count, all) => `${all} のうち ${count}`,
  mostExtra: '余分な Pod の最大数',
  claims: 'PVC',
  kept: (n) => `${n} 個を残す`,
  created: (n) => `${n} 個を作成`,
  deleted: (names) => `削除: ${names}`,
  none: 'なし',
  time: '時刻',
  what: '出来事',
  why: '理由',
  field: 'フィールド',
  separator: '、',
  colon: ': ',
};

/** @param language of the reader */
export function wordsOf(language: Language): Words {
  return language === 'ja' ? ja : en;
}
