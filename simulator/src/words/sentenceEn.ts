/** The verdict as an English colleague would say it. */
import type { Reason, Verdict } from '../trace';
import { durationEn } from './durations';

type Explain = (reason: Reason, language: 'en' | 'ja') => string;

/** The verdict piece by piece; together, in this order, they are the verdict's sentence. */
export interface VerdictParts {
  /** what the change does, how long it takes, how many stay available */
  readonly opening: string;
  /** '' where there is nothing to say, as in all that follow */
  readonly claims: string;
  readonly heldBack: string;
  /** where it gets stuck, and why */
  readonly stuck: string;
  readonly wayOut: string;
  /** what it waits for where the run was cut short */
  readonly unfinished: string;
  readonly drains: string;
}

export function englishParts(verdict: Verdict, explain: Explain): VerdictParts {
  const { kept, deleted, created } = claimsOf(verdict);
  const claims = [
    kept.length > 0 && verdict.change !== 'none' ? `keeps ${count(kept.length, 'claim')}` : '',
    deleted.length > 0 ? `deletes ${names(deleted, 'claim')}` : '',
    created.length > 0 ? `creates ${count(created.length, 'claim')}` : '',
  ].filter((text) => text !== '');
  const by = verdict.heldBackBy === 'partition' ? 'Partition' : 'OnDelete';
  const { stuck, unfinished } = verdict;
  return {
    opening: opening(verdict),
    claims: claims.length === 0 ? '' : `${capital(claims.join(', '))}.`,
    heldBack:
      verdict.heldBack.length === 0
        ? ''
        : `${by} keeps ${names(verdict.heldBack, things(verdict))} on the old template.`,
    stuck:
      stuck === null
        ? ''
        : `It gets stuck ${verdict.seconds < 0.5 ? 'at once' : `after ${durationEn(verdict.seconds)}`}: ${explain(stuck.codes.reason, 'en')}.`,
    wayOut: stuck === null ? '' : `Way out: ${explain(stuck.codes.wayOut, 'en')}.`,
    unfinished:
      unfinished === null
        ? ''
        : `At ${durationEn(unfinished.at)} it is not over: ${explain(unfinished.waitingFor, 'en')}.`,
    drains: verdict.drains.map(({ reason }) => sentence(explain(reason, 'en'), verdict.set)).join(' '),
  };
}

/** Of a set that is gone, what matters is which claims are left, also of those that it made itself. */
export function claimsOf({ change, claims }: Verdict): Verdict['claims'] {
  if (change !== 'deleted') return claims;
  const { kept, deleted, created } = claims;
  const left = new Set([...kept, ...created].filter((claim) => !deleted.includes(claim)));
  return { kept: [...left], deleted, created: [] };
}

/** The first letter is raised, but not that of a pod's name. */
function sentence(clause: string, set: string): string {
  return `${clause.startsWith(`${set}-`) ? clause : capital(clause)}.`;
}

function opening(verdict: Verdict): string {
  const { restarts, added, removed, fewestAvailable } = verdict;
  const unit = things(verdict);
  const time = verdict.stuck === null && verdict.unfinished === null ? ` in about ${durationEn(verdict.seconds)}` : '';
  const lowest = `never fewer than ${fewestAvailable.count} of ${fewestAvailable.of} available`;
  switch (verdict.change) {
    case 'none':
      return 'Nothing restarts.';
    case 'deleted':
      // cascade orphan: what it owned stays
      if (removed.length === 0) return 'Deletes the set, and leaves its pods running.';
      return `Deletes the set${time}, and ${names(removed, unit)} with it.`;
    case 'install':
      return `${added.length === 0 ? 'Creates no pod' : `Creates ${ordered(added, unit)}${time}`}.${afterInstall(verdict, lowest)}`;
    case 'scale': {
      const deeds = [
        added.length > 0 ? `adds ${ordered(added, unit)}` : '',
        removed.length > 0 ? `removes ${ordered(removed, unit)}` : '',
      ].filter((text) => text !== '');
      return `${capital(deeds.join(' and '))}${time}; nothing restarts.`;
    }
    case 'update': {
      const pace = restarts.length > 1 ? `, ${atOnce(verdict)}` : '';
      const moved = added.length + removed.length > 0;
      const head =
        restarts.length === 0
          ? moved
            ? ''
            : 'Restarts nothing'
          : `Restarts ${ordered(restarts, unit)}${pace}${pace === '' || time === '' ? time : `,${time}`}`;
      const more = [
        added.length > 0 ? `adds ${names(added, unit)}` : '',
        removed.length > 0 ? `removes ${names(removed, unit)}` : '',
      ].filter((text) => text !== '');
      if (restarts.length + more.length === 0 && fewestAvailable.count >= fewestAvailable.of) return `${head}.`;
      const extra = verdict.mostExtra > 0 ? `, up to ${count(verdict.mostExtra, 'extra pod')}` : '';
      const deeds = capital([head, ...more].filter((text) => text !== '').join(', '));
      return fewestAvailable.of === 0 ? `${deeds}.` : `${deeds}; ${lowest}${extra}.`;
    }
  }
}

/** What befell a first install once it stood. */
function afterInstall(verdict: Verdict, lowest: string): string {
  const { restarts } = verdict;
  return restarts.length === 0 ? '' : ` Then restarts ${ordered(restarts, things(verdict))}; ${lowest}.`;
}

function atOnce(verdict: Verdict): string {
  if (verdict.mostAtOnce <= 1) return 'one at a time';
  return verdict.mostAtOnce >= verdict.restarts.length ? 'all at once' : `up to ${verdict.mostAtOnce} at a time`;
}

function things(verdict: Verdict): 'pod' | 'node' {
  return verdict.kind === 'DaemonSet' ? 'node' : 'pod';
}

function ordered(list: readonly string[], unit: string): string {
  const range = `${list[0] ?? ''} → ${list.at(-1) ?? ''}`;
  if (unit === 'node')
    return list.length === 1 ? `the pod on ${list[0] ?? ''}` : `the pods on ${list.length} nodes (${range})`;
  return list.length === 1 ? (list[0] ?? '') : `${count(list.length, unit)} (${range})`;
}

function names(list: readonly string[], unit: string): string {
  const daemon = unit === 'node' ? `the pod${list.length === 1 ? '' : 's'} on ` : '';
  if (list.length > 3) return `${daemon}${count(list.length, unit)}`;
  if (list.length <= 1) return `${daemon}${list[0] ?? ''}`;
  return `${daemon}${list.slice(0, -1).join(', ')} and ${list.at(-1) ?? ''}`;
}

function count(n: number, unit: string): string {
  return `${n} ${unit}${n === 1 ? '' : 's'}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
