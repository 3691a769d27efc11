/** The account in English. */
import type { Beat } from '../account/index';
import { durationEn } from './durations';
import { namesOf, type Phrases, type Tale } from './telling';

/** What is that short counts as no time at all, in seconds. */
const AT_ONCE = 0.5;

const later = (seconds: number): string => (seconds < AT_ONCE ? 'at once' : `${durationEn(seconds)} later`);

export const phrasesEn: Phrases = {
  language: 'en',
  sentence: (clause, set) => `${raised(clause, set)}.`,
  laterSentence: (seconds, clause) => `${durationEn(seconds)} later, ${clause}.`,
  claims: (deed, names) => `The claims ${list(names)} are ${deed}.`,
  stays: 'It is still there when this ends.',
  gone: (after) => `It is gone ${later(after)}.`,
  comesBack(tale, { after, wait, made }, ends) {
    const template = made.event.revision === undefined ? '' : ` from template ${made.event.revision}`;
    const turn = wait < 2 ? '' : tale.alone ? ` ${durationEn(wait)} after that` : ' when its turn comes';
    const again =
      tale.kind === 'DaemonSet' ? `its successor${template} is made${turn} and` : `is made again${template}${turn} and`;
    return `It is gone ${later(after)}, ${again} ${fate(tale, made, ends)}.`;
  },
  outcome: (tale, made, ends) => `It ${fate(tale, made, ends)}.`,
  readyAgain: (reached, after) => `It is ${reached} again ${later(after)}.`,
  ended: (failed, after) => `It ${failed ? 'fails' : 'ends by itself'} ${later(after)}.`,
  unready: 'It is no longer ready.',
  refusedAgain: (times, until) => `It is asked again and again, and refused ${times} times up to ${durationEn(until)}.`,
  repeats: ({ times, lastAt, goesOn }) =>
    goesOn
      ? `So it goes on, ${times} times up to ${durationEn(lastAt)}, and does not end.`
      : `So it goes ${times} times, the last one from ${durationEn(lastAt)} on.`,
  others(group, kind) {
    const { others, pace, mostAtOnce, until } = group;
    const names = namesOf(group);
    const starts = others.map((passage) => passage.from);
    if (names.length === 0) return `The same again at ${moments(starts)}.`;
    const who = some(names, kind === 'DaemonSet');
    const end = until === null ? '' : `, until ${durationEn(until)}`;
    if (pace === 'together') return `At the same time, the same ${who}.`;
    if (others.length === 1) return `Then the same ${who}, from ${durationEn(starts[0] ?? 0)} on.`;
    if (pace === 'overlapping') return `The same ${who}, up to ${mostAtOnce} at a time${end}.`;
    return `Then the same ${who}, one after the other${end}.`;
  },
};

/** Raises the first letter of a sentence, but not that of a pod's or the set's name. */
function raised(text: string, set: string): string {
  return text.startsWith(`${set}-`) || text.startsWith(`${set} `) ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

/** How far a pod comes after it was made: the end of a sentence that begins with it. */
function fate(tale: Tale, made: Beat, ends: boolean): string {
  const took = later(made.at - made.t);
  const node = tale.alone && tale.kind === 'StatefulSet' && made.node !== undefined ? `, on ${made.node}` : '';
  switch (made.reached) {
    case 'available':
      return `is available ${took}${node}`;
    case 'ready':
      return `is ready ${took}${node}${ends ? ', but does not count as available yet when this ends' : ''}`;
    case 'running':
      return `runs ${took}${node}${ends ? ', but does not become ready' : ''}`;
    case 'bound':
      return `is bound to ${made.node ?? 'its node'}${ends ? ', but does not run' : ''}`;
    case 'nothing':
      return ends ? 'finds no node' : 'never gets to a node';
  }
}

function moments(list: readonly number[]): string {
  const shown = list.slice(0, 3).map(durationEn);
  return list.length > 3 ? `${shown.join(', ')} and ${list.length - 3} more times` : conjunction(shown);
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
