/** The verdict as an English colleague would say it. */
import type { Reason, Verdict } from '../trace';

type Explain = (reason: Reason, language: 'en' | 'ja') => string;

export function englishSentence(verdict: Verdict, explain: Explain): string {
  const parts = [opening(verdict)];
  const { kept, deleted, created } = verdict.claims;
  const claims = [
    kept.length > 0 && verdict.change !== 'none' ? `keeps ${count(kept.length, 'claim')}` : '',
    deleted.length > 0 ? `deletes ${names(deleted, 'claim')}` : '',
    created.length > 0 ? `creates ${count(created.length, 'claim')}` : '',
  ].filter((text) => text !== '');
  if (claims.length > 0) parts.push(`${capital(claims.join(', '))}.`);
  if (verdict.heldBack.length > 0) {
    const by = verdict.heldBackBy === 'partition' ? 'partition' : 'OnDelete';
    parts.push(`${capital(by)} keeps ${names(verdict.heldBack, things(verdict))} on the old template.`);
  }
  if (verdict.stuck !== null) {
    const { reason, wayOut } = verdict.stuck.codes;
    parts.push(
      `It gets stuck after ${duration(verdict.seconds)}: ${explain(reason, 'en')}. Way out: ${explain(wayOut, 'en')}.`,
    );
  }
  if (verdict.unfinished !== null) {
    const { at, waitingFor } = verdict.unfinished;
    parts.push(`At ${duration(at)} it is not over: ${explain(waitingFor, 'en')}.`);
  }
  for (const { reason } of verdict.drains) parts.push(`${capital(explain(reason, 'en'))}.`);
  return parts.join(' ');
}

function opening(verdict: Verdict): string {
  const { restarts, added, removed, fewestAvailable } = verdict;
  const unit = things(verdict);
  const time = verdict.stuck === null && verdict.unfinished === null ? ` in about ${duration(verdict.seconds)}` : '';
  const lowest = `never fewer than ${fewestAvailable.count} of ${fewestAvailable.of} available`;
  switch (verdict.change) {
    case 'none':
      return 'Nothing restarts.';
    case 'deleted':
      return `Deletes the set${time}, and ${names(removed, unit)} with it.`;
    case 'install':
      return added.length === 0 ? 'Creates no pod.' : `Creates ${ordered(added, unit)}${time}.`;
    case 'scale': {
      const deeds = [
        added.length > 0 ? `adds ${ordered(added, unit)}` : '',
        removed.length > 0 ? `removes ${ordered(removed, unit)}` : '',
      ].filter((text) => text !== '');
      return `${capital(deeds.join(' and '))}${time}; nothing restarts.`;
    }
    case 'update': {
      const pace = restarts.length > 1 ? `, ${atOnce(verdict)}` : '';
      const head =
        restarts.length === 0
          ? 'Restarts nothing'
          : `Restarts ${ordered(restarts, unit)}${pace}${pace === '' || time === '' ? time : `,${time}`}`;
      const more = [
        added.length > 0 ? `adds ${names(added, unit)}` : '',
        removed.length > 0 ? `removes ${names(removed, unit)}` : '',
      ].filter((text) => text !== '');
      const extra = verdict.mostExtra > 0 ? `, up to ${count(verdict.mostExtra, 'extra pod')}` : '';
      return `${[head, ...more].join(', ')}; ${lowest}${extra}.`;
    }
  }
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

/** `12 s`, `1 min 30 s`, `2 h 5 min` */
function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return whole % 60 === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(whole / 60);
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
