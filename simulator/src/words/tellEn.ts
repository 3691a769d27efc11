/** The account in English. */
import type { Beat } from '../account/index';
import { durationEn } from './durations';
import { type Ending, namesOf, type Phrases, recurring, type Tale } from './telling';

/** What is that short counts as no time at all, in seconds. */
const AT_ONCE = 0.5;

const later = (seconds: number): string => (seconds < AT_ONCE ? 'at once' : `${durationEn(seconds)} later`);

export const phrasesEn: Phrases = {
  language: 'en',
  sentence: (clause, set) => `${raised(clause, set)}.`,
  laterSentence: (seconds, clause) => `${durationEn(seconds)} later, ${clause}.`,
  claims: (deed, names) => `The claims ${list(names)} are ${deed}.`,
  claim: (name) => `the claim ${name}`,
  stays: (until) => `It is still there ${WHEN[until]}.`,
  gone: (after) => `It is gone ${later(after)}.`,
  comesBack(tale, { after, wait, made }, ending) {
    const template = made.event.revision === undefined ? '' : ` from template ${made.event.revision}`;
    const turn = tale.inTurn ? ' when its turn comes' : wait < 2 ? '' : ` ${durationEn(wait)} after that`;
    const again =
      tale.kind === 'DaemonSet'
        ? `its successor${template} is made${turn} and`
        : `is made again${turn}${turn === '' || template === '' ? template : `,${template},`} and`;
    return `It is gone ${later(after)}, ${again} ${fate(tale, made, ending)}.`;
  },
  outcome: (tale, made, ending) => `It ${fate(tale, made, ending)}.`,
  readyAgain: (reached, after) => `It is ${reached} again ${later(after)}.`,
  ended: (failed, after) => `It ${failed ? 'fails' : 'ends by itself'} ${later(after)}.`,
  unready: 'It is no longer ready.',
  refusedAgain: (times, until) => `It is asked again and again, and refused ${times} times up to ${durationEn(until)}.`,
  repeats: ({ times, lastAt, goesOn }) =>
    goesOn
      ? `So it goes on, ${times} times up to ${durationEn(lastAt)}, and does not end.`
      : `So it goes ${times} times, the last one from ${durationEn(lastAt)} on.`,
  again: (starts) => `The same again at ${moments(starts)}.`,
  others(group, kind) {
    const { others, pace, mostAtOnce, until } = group;
    const names = namesOf(group);
    const starts = others.map((passage) => passage.from);
    if (names.length === 0) return phrasesEn.again(starts);
    const who = some(names, kind === 'DaemonSet');
    const end = until === null ? '' : `, until ${durationEn(until)}`;
    if (others.length > names.length) {
      const all = some(recurring(group), kind === 'DaemonSet');
      return `Again and again the same ${all}, ${others.length + 1} times in all${end}.`;
    }
    if (pace === 'together') return `At the same time, the same ${who}.`;
    if (others.length === 1) return `Then the same ${who}, from ${durationEn(starts[0] ?? 0)} on.`;
    if (pace === 'overlapping') return `The same ${who}, up to ${mostAtOnce} at a time${end}.`;
    return `Then the same ${who}, one after the other${end}.`;
  },
};

const WHEN = { end: 'when this ends', change: 'when the change comes' } as const;

/** Raises the first letter of a sentence, but not that of a pod's or the set's name. */
function raised(text: string, set: string): string {
  return text.startsWith(`${set}-`) || text.startsWith(`${set} `) ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

/** How far a pod comes after it was made: the end of a sentence that begins with it. */
function fate(tale: Tale, made: Beat, ending: Ending): string {
  const took = later(made.at - made.t);
  const node = tale.alone && tale.kind === 'StatefulSet' && made.node !== undefined ? `, on ${made.node}` : '';
  const but = (what: string): string => (ending === null ? '' : `, but ${what} yet ${WHEN[ending]}`);
  switch (made.reached) {
    case 'available':
      return `is available ${took}${node}`;
    case 'ready':
      return `is ready ${took}${node}${but('does not count as available')}`;
    case 'running':
      return `runs ${took}${node}${but('is not ready')}`;
    case 'bound':
      return `is bound to ${made.node ?? 'its node'}${but('does not run')}`;
    case 'nothing':
      return ending === null ? 'never gets to a node' : `has no node yet ${WHEN[ending]}`;
  }
}

function moments(list: readonly number[]): string {
  const shown = list.slice(0, 3).map(durationEn);
  return list.length > 3
    ? `${shown.join(', ')} and ${list.length - 3} more ${list.length === 4 ? 'time' : 'times'}`
    : conjunction(shown);
}

function some(names: readonly string[], daemon: boolean): string {
  const on = daemon ? 'on' : 'with';
  if (names.length <= 3) return `${on} ${conjunction(names)}`;
  return `${on} ${names.length} more ${daemon ? 'nodes' : 'pods'} (${names[0] ?? ''} → ${names.at(-1) ?? ''})`;
}

function list(names: readonly string[]): string {
  return names.length <= 4 ? conjunction(names) : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
}

function conjunction(names: readonly string[]): string {
  return names.length <= 1 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
