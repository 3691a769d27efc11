/** What a person can do, as commands to copy: the way out of where a rollout is stuck, and what a rollback takes. */
import type { Reason, Trace } from '../trace';
import type { LabelSelector, WorkloadKind } from '../workload';

/** What a command has to name. */
export interface CommandSubject {
  readonly kind: WorkloadKind;
  readonly name: string;
  readonly namespace: string;
  readonly selector: LabelSelector;
}

/**
 * The kubectl commands that carry out a `way-…` code, in order; none where words alone help.
 * @param wayOut of `verdict.stuck.codes`
 * @param undoable an earlier revision exists, so that `rollout undo` has something to go back to
 */
export function commandsFor(wayOut: Reason, subject: CommandSubject, undoable: boolean): readonly string[] {
  const pod = String(wayOut.params['pod'] ?? '');
  const undo = undoable ? [undoCommand(subject)] : [];
  switch (wayOut.code) {
    case 'way-delete-pod':
    case 'way-delete-old-pod':
      return [deletePodCommand(pod, subject)];
    case 'way-delete-strays':
      return [`kubectl delete pod ${pod}${inNamespace(subject)}`];
    case 'way-delete-pod-after-fix':
      return undoable ? [...undo, deletePodCommand(pod, subject)] : [deletePodCommand(pod, subject)];
    case 'way-fix-template':
    case 'way-fix-template-parallel':
      return undo;
    case 'way-free-node':
      return [`kubectl describe ${podsOf(pod, subject)}${inNamespace(subject)}`];
    case 'way-force-delete':
      return [`${deletePodCommand(pod, subject)} --grace-period=0 --force`];
    case 'way-touch-set':
      return [`kubectl annotate ${target(subject)}${inNamespace(subject)} --overwrite "looked-at=$(date +%s)"`];
    case 'way-write-rolling-update':
      return [patchCommand(subject, { updateStrategy: { rollingUpdate: { partition: 0 } } })];
    case 'way-change-strategy':
      return [patchCommand(subject, { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } } })];
    default:
      return [];
  }
}

/**
 * What brings pods that are held back to the new template: a lower partition, or their deletion one at a time, which begins
 * with the highest ordinal.
 */
export function heldBackCommands({ verdict }: Trace, subject: CommandSubject): readonly string[] {
  const pod = verdict.kind === 'StatefulSet' ? verdict.heldBack.at(-1) : verdict.heldBack[0];
  if (pod === undefined) return [];
  if (verdict.heldBackBy === 'partition') {
    return [patchCommand(subject, { updateStrategy: { rollingUpdate: { partition: 0 } } })];
  }
  return [deletePodCommand(pod, subject)];
}

/** The old template put back, and the pod deleted that stays broken all the same; none where that does not mend it. */
export function rollbackCommands({ verdict }: Trace, subject: CommandSubject): readonly string[] {
  const { rollback } = verdict;
  if (rollback === null || rollback.reason.code === 'rollback-nothing') return [];
  // a daemon pod that stays broken is one of the old template: deleting it does not mend it
  if (rollback.stuck && subject.kind === 'DaemonSet') return [];
  const pod = rollback.stuck ? String(rollback.reason.params['pod'] ?? '') : '';
  return [undoCommand(subject), ...(pod === '' ? [] : [deletePodCommand(pod, subject)])];
}

/** What shows why a drain is held up. */
export function drainCommands({ verdict }: Trace, subject: CommandSubject): readonly string[] {
  const budgets = verdict.drains.flatMap(({ seconds, reason }) => {
    const budget = reason.params['budget'];
    return seconds === null && typeof budget === 'string' ? [budget] : [];
  });
  return [...new Set(budgets)].map((budget) => `kubectl describe pdb ${budget}${inNamespace(subject)}`);
}

function undoCommand(subject: CommandSubject): string {
  return `kubectl rollout undo ${target(subject)}${inNamespace(subject)}`;
}

function patchCommand(subject: CommandSubject, spec: object): string {
  return `kubectl patch ${target(subject)}${inNamespace(subject)} -p '${JSON.stringify({ spec })}'`;
}

/** @param pod a StatefulSet's pod by name; a DaemonSet's by `<set>@<node>#<n>` or its node */
function deletePodCommand(pod: string, subject: CommandSubject): string {
  return `kubectl delete ${podsOf(pod, subject)}${inNamespace(subject)}`;
}

/** Daemon pods have random names: their set's labels and their node find them. */
function podsOf(pod: string, subject: CommandSubject): string {
  if (subject.kind === 'StatefulSet') return `pod ${pod}`;
  const node = /@(.*?)(?:#\d+)?$/.exec(pod)?.[1] ?? pod;
  return `pod -l ${quoted(selectorText(subject.selector))} --field-selector spec.nodeName=${node}`;
}

function target({ kind, name }: CommandSubject): string {
  return `${kind.toLowerCase()}/${name}`;
}

function inNamespace({ namespace }: CommandSubject): string {
  return namespace === 'default' || namespace === '' ? '' : ` -n ${namespace}`;
}

/** A label selector as kubectl reads it. */
function selectorText({ matchLabels, matchExpressions }: LabelSelector): string {
  const labels = Object.entries(matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  const expressions = (matchExpressions ?? []).map(({ key, operator, values }) => {
    const among = `(${(values ?? []).join(',')})`;
    return { Exists: key, DoesNotExist: `!${key}`, In: `${key} in ${among}`, NotIn: `${key} notin ${among}` }[operator];
  });
  return [...labels, ...expressions].join(',');
}

function quoted(text: string): string {
  return /^[\w.,=/-]+$/.test(text) ? text : `'${text}'`;
}
