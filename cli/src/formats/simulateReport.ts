/** What `simulate` tells a person, in the reader's language, before text or Markdown lays it out. */
import {
  accountOf,
  type CommandSubject,
  commandsFor,
  defaultPodRule,
  describeStep,
  drainCommands,
  explainReason,
  explainStuck,
  heldBackCommands,
  joinSentences,
  type Language,
  rollbackCommands,
  type Step,
  type Telling,
  type Trace,
  tell,
  verdictParts,
  type Workload,
} from '../../../simulator/src/index';
import { wordsOf } from './simulateWords';

/** What was simulated, for the heading and the commands, and the scenario as it was given, for the trace. */
export interface Subject {
  readonly scenario: unknown;
  readonly language: Language;
  /** why the API server would not take the change at all; null where it would */
  readonly refused: string | null;
  /** what commands name; null where nothing was applied */
  readonly workload: CommandSubject | null;
  /** what the scenario's steps did, to be told where no event says it; none for a mere change */
  readonly steps?: readonly Step[];
  /** what a mere change goes from and to: the times of their pods are assumed; none for a scenario, which says its own */
  readonly assumed?: { readonly from: Workload | null; readonly to: Workload };
}

/** A heading, what there is to say, and commands to copy. */
export interface Section {
  readonly heading: string;
  readonly lines: readonly string[];
  readonly commands: readonly string[];
}

export interface Report {
  readonly title: string;
  /** why the API server would not take it */
  readonly refused: string | null;
  /** the verdict in a few sentences */
  readonly verdict: string;
  /** the account, each stretch with its heading */
  readonly account: readonly { readonly heading: string; readonly steps: readonly Telling[] }[];
  /** what follows from it, and what to do; only where there is something */
  readonly sections: readonly Section[];
}

/** A list that a person still reads: at most ten names, or how many there are. */
export function some(names: readonly string[], separator: string): string {
  return names.length <= 10
    ? names.join(separator)
    : `${names.slice(0, 3).join(separator)}${separator}… (${names.length})`;
}

export function reportOf(trace: Trace, { language, refused, workload, steps = [], assumed }: Subject): Report {
  const words = wordsOf(language);
  const parts = verdictParts(trace.verdict, language);
  const account = accountOf(trace);
  const done = stepsTold(steps, trace, language);
  const { changeAt } = account;
  const before = merged(
    done.filter(({ t }) => t < changeAt),
    tell(trace, account.before, language),
  );
  const change = merged(
    done.filter(({ t }) => t >= changeAt),
    tell(trace, account.change, language),
  );
  const stretches = [
    { heading: words.before, steps: before },
    { heading: before.length === 0 ? words.happens : words.change(words.duration(changeAt)), steps: change },
  ];
  return {
    title: words.title(trace.kind, trace.set, trace.kubernetesVersion),
    refused: refused === null ? null : words.refused(refused),
    verdict: joinSentences(
      [parts.opening, parts.claims, parts.heldBack, parts.stuck, parts.unfinished, parts.drains],
      language,
    ),
    account: stretches.filter(({ steps }) => steps.length > 0),
    sections: [
      stuck(trace, language, workload),
      drains(trace, language, workload),
      heldBack(trace, language, workload),
      broken(trace, language, workload),
      rollback(trace, language, workload),
      leftOut(trace, language),
      problems(trace, language),
      cutShort(trace, language),
      ties(trace, language),
      assumed === undefined ? null : assumptions(trace, language, assumed),
    ].filter((section) => section !== null),
  };
}

/** The steps that no event tells; the first `apply` goes without saying. */
function stepsTold(steps: readonly Step[], trace: Trace, language: Language): Telling[] {
  const first = steps.findIndex((step) => 'apply' in step);
  const failed = new Set((trace.problems ?? []).map(({ t }) => t));
  return steps.flatMap((step, i) => {
    const texts = i === first || step.at > trace.until || failed.has(step.at) ? [] : describeStep(step, language);
    return texts.length === 0 ? [] : [{ t: step.at, sentences: texts.map((text) => ({ text })) }];
  });
}

/** Both in the order of time; what a person does comes before what follows from it. */
function merged(done: readonly Telling[], told: readonly Telling[]): Telling[] {
  return [...done, ...told].sort((a, b) => a.t - b.t);
}

type Named = CommandSubject | null;

function stuck(trace: Trace, language: Language, workload: Named): Section | null {
  const { verdict } = trace;
  if (verdict.stuck === null) return null;
  const words = wordsOf(language);
  const { reason, waitingFor, wayOut } = explainStuck(verdict.stuck, language);
  const undoable = verdict.change !== 'install';
  return {
    heading: words.todo,
    lines: [
      ...(reason === waitingFor ? [] : [sentence(`${words.reach}${words.colon}${waitingFor}`, language)]),
      sentence(raised(wayOut), language),
    ],
    commands: workload === null ? [] : commandsFor(verdict.stuck.codes.wayOut, workload, undoable),
  };
}

/** The verdict says that a drain is held up; here stands what lets it go on. */
function drains(trace: Trace, language: Language, workload: Named): Section | null {
  const budgets = trace.verdict.drains.some(
    ({ seconds, reason }) => seconds === null && reason.params['budget'] !== undefined,
  );
  if (!budgets) return null;
  const words = wordsOf(language);
  return {
    heading: words.todoDrain,
    lines: [words.room],
    commands: workload === null ? [] : drainCommands(trace, workload),
  };
}

function heldBack(trace: Trace, language: Language, workload: Named): Section | null {
  const { heldBack: pods, heldBackBy, kind } = trace.verdict;
  if (pods.length === 0) return null;
  const words = wordsOf(language);
  const names = kind === 'StatefulSet' || language === 'ja' ? pods : pods.map((node) => `the pod on ${node}`);
  const list = raisedNode(some(names, words.separator));
  return {
    heading: words.heldBack,
    lines: [heldBackBy === 'partition' ? words.lowerPartition(list) : words.deleteHeld(list)],
    commands: workload === null ? [] : heldBackCommands(trace, workload),
  };
}

/** The second run, whose new template never becomes ready, and what a rollback from there takes. */
function broken(trace: Trace, language: Language, workload: Named): Section | null {
  const { verdict } = trace;
  const { ifBroken } = verdict;
  if (ifBroken.objects.length === 0) return null;
  const words = wordsOf(language);
  const stops = explainReason(ifBroken.stopsAtReason, language);
  const fromThere = verdict.rollback !== null && verdict.stuck === null ? verdict.rollback : null;
  return {
    heading: words.broken,
    lines: [
      verdict.change === 'install' ? sentence(raised(stops), language) : words.lost(ifBroken.lost, stops),
      ...(fromThere === null ? [] : [sentence(raised(explainReason(fromThere.reason, language)), language)]),
    ],
    commands: fromThere === null || workload === null ? [] : rollbackCommands(trace, workload),
  };
}

/** Where it is stuck, going back is told on its own, unless the way out says the same. */
function rollback(trace: Trace, language: Language, workload: Named): Section | null {
  const { rollback: back, stuck: stands } = trace.verdict;
  if (back === null || stands === null) return null;
  const { wayOut } = stands.codes;
  const covered = back.stuck
    ? wayOut.params['pod'] === back.reason.params['pod']
    : wayOut.code === 'way-fix-template' || wayOut.code === 'way-fix-template-parallel';
  if (covered) return null;
  return {
    heading: wordsOf(language).rollback,
    lines: [sentence(raised(explainReason(back.reason, language)), language)],
    commands: workload === null ? [] : rollbackCommands(trace, workload),
  };
}

function leftOut(trace: Trace, language: Language): Section | null {
  const words = wordsOf(language);
  const byReason = new Map<string, string[]>();
  for (const { node, reason } of trace.verdict.excludedNodes) {
    const text = explainReason(reason, language);
    byReason.set(text, [...(byReason.get(text) ?? []), node]);
  }
  if (byReason.size === 0) return null;
  return {
    heading: words.leftOut,
    lines: [...byReason].map(([text, nodes]) =>
      sentence(`${some(nodes, words.separator)}${words.colon}${text}`, language),
    ),
    commands: [],
  };
}

function problems(trace: Trace, language: Language): Section | null {
  const words = wordsOf(language);
  const lines = (trace.problems ?? []).map(({ t, reason }) =>
    words.problem(words.duration(t), explainReason(reason, language)),
  );
  return lines.length === 0 ? null : { heading: words.problems, lines, commands: [] };
}

function cutShort({ truncated }: Trace, language: Language): Section | null {
  if (truncated === undefined) return null;
  const words = wordsOf(language);
  const line = words.truncated(truncated.events, words.duration(truncated.at));
  return { heading: words.cutShort, lines: [line], commands: [] };
}

/** The times that a preview assumes for pods, which all its times come from. */
function assumptions(trace: Trace, language: Language, { from, to }: NonNullable<Subject['assumed']>): Section | null {
  if (!trace.events.some(({ type }) => type.startsWith('pod-'))) return null;
  const words = wordsOf(language);
  const after = timesOf(to, language);
  const before = from === null ? after : timesOf(from, language);
  const line = before === after ? words.assumes(after) : words.assumesEach(before, after);
  return { heading: '', lines: [line], commands: [] };
}

function timesOf({ template }: Workload, language: Language): string {
  const words = wordsOf(language);
  const { startSeconds, readySeconds, terminateSeconds } = defaultPodRule(template);
  const stops = Math.min(terminateSeconds ?? 0, template.terminationGracePeriodSeconds);
  return words.podTimes(words.duration(startSeconds ?? 0), words.duration(readySeconds ?? 0), words.duration(stops));
}

/** That another run may choose otherwise is worth a line where the choice decides who goes first. */
function ties(trace: Trace, language: Language): Section | null {
  const free = trace.events.some(
    (event) => event.t >= trace.changeAt && event.type === 'pod-deletion-requested' && event.tie !== undefined,
  );
  return free ? { heading: '', lines: [wordsOf(language).tie], commands: [] } : null;
}

function sentence(text: string, language: Language): string {
  return `${text}${language === 'ja' ? '。' : '.'}`;
}

/** Raises our own words; names of pods and nodes have digits or dashes in their first word and stay as they are. */
function raised(text: string): string {
  return /^[a-z]+(?=[ ,:]|$)/.test(text) ? `${text.charAt(0).toUpperCase()}${text.slice(1)}` : text;
}

function raisedNode(text: string): string {
  return text.startsWith('the pod on ') ? `T${text.slice(1)}` : text;
}
