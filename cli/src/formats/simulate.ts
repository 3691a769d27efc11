import {
  describeEvent,
  explainReason,
  explainStuck,
  type Trace,
  type TraceEvent,
  type Verdict,
  verdictSentence,
} from '../../../simulator/src/index';

export type SimulateFormat = 'text' | 'json' | 'markdown';
export const SIMULATE_FORMATS: readonly SimulateFormat[] = ['text', 'json', 'markdown'];

/** What was simulated, for the heading, and the scenario as it was given, for the trace. */
export interface Subject {
  readonly scenario: unknown;
  readonly language: 'en' | 'ja';
  /** why the API server would not take the change at all; null where it would */
  readonly refused: string | null;
}

/** Words a trace for one of the formats. */
export function formatTrace(trace: Trace, format: SimulateFormat, subject: Subject): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ scenario: subject.scenario, ...trace, ...(subject.refused === null ? {} : { refused: subject.refused }) })}\n`;
    case 'text':
      return toText(trace, subject);
    case 'markdown':
      return toMarkdown(trace, subject);
  }
}

const WORDS = {
  en: {
    on: (kind: string, set: string, version: string) => `${kind} ${set} on Kubernetes ${version}`,
    stuck: 'Stuck',
    heldBack: 'Stays on the old template',
    excluded: 'Left out',
    rollback: 'From there',
    broken: (lost: number, stops: string) =>
      `If the new template never becomes ready: ${lost} ${lost === 1 ? 'pod is' : 'pods are'} lost; ${stops}.`,
    truncated: (events: number, at: string) => `Cut short after ${events} events, at ${at}: it does not settle.`,
    problem: (at: string) => `Step at ${at} could not be carried out`,
    nothing: 'Nothing happens.',
    refused: (problem: string) => `The API server refuses this: ${problem} If it were taken:`,
    time: 'Time',
    what: 'What',
    why: 'Why',
    field: 'Field',
    separator: ', ',
  },
  ja: {
    on: (kind: string, set: string, version: string) => `Kubernetes ${version} 上の ${kind} ${set}`,
    stuck: '停止',
    heldBack: '古いテンプレートのまま',
    excluded: '対象外',
    rollback: 'そこから',
    broken: (lost: number, stops: string) =>
      `新しいテンプレートが Ready にならない場合: ${lost} Pod を失います。${stops}。`,
    truncated: (events: number, at: string) => `${events} イベント後、${at} で打ち切り: 落ち着かない。`,
    problem: (at: string) => `${at} の手順を実行できなかった`,
    nothing: '何も起こらない。',
    refused: (problem: string) => `API サーバーが拒否します: ${problem} もし受け付けられたなら:`,
    time: '時刻',
    what: '出来事',
    why: '理由',
    field: 'フィールド',
    separator: '、',
  },
} as const;

/** Seconds as a person writes them: `3.2 s`, `1 min 30 s`. */
function formatSeconds(t: number): string {
  const rounded = Math.round(t * 10) / 10;
  if (rounded < 60) return `${rounded} s`;
  const minutes = Math.floor(rounded / 60);
  const seconds = Math.round(rounded - minutes * 60);
  return seconds === 60 ? `${minutes + 1} min` : seconds === 0 ? `${minutes} min` : `${minutes} min ${seconds} s`;
}

/** What a reader follows: everything but the counters of the status. */
function told(trace: Trace): TraceEvent[] {
  return trace.events.filter((event) => event.type !== 'status');
}

/** Why a controller decided so; what only says again what happened (a pod runs, is bound, is ready) is left out. */
function why(event: TraceEvent, language: 'en' | 'ja'): string {
  if (typeof event.reason !== 'object' || event.by === 'scheduler' || event.by === 'kubelet') return '';
  return explainReason(event.reason, language);
}

function facts(trace: Trace, language: 'en' | 'ja'): string[] {
  const { verdict } = trace;
  const words = WORDS[language];
  const lines: string[] = [];
  if (verdict.stuck) lines.push(...stuckFacts(verdict, language));
  if (verdict.heldBack.length > 0) lines.push(`${words.heldBack}: ${verdict.heldBack.join(words.separator)}`);
  const byReason = new Map<string, string[]>();
  for (const { node, reason } of verdict.excludedNodes) {
    const text = explainReason(reason, language);
    byReason.set(text, [...(byReason.get(text) ?? []), node]);
  }
  for (const [text, nodes] of byReason) lines.push(`${words.excluded}: ${some(nodes, words.separator)}: ${text}`);
  const { ifBroken } = verdict;
  if (verdict.restarts.length + verdict.added.length > 0) {
    lines.push(words.broken(ifBroken.lost, explainReason(ifBroken.stopsAtReason, language)));
  }
  if (verdict.rollback) lines.push(`${words.rollback}: ${explainReason(verdict.rollback.reason, language)}.`);
  for (const { t, reason } of trace.problems ?? []) {
    lines.push(`${words.problem(formatSeconds(t))}: ${explainReason(reason, language)}`);
  }
  if (trace.truncated) lines.push(words.truncated(trace.truncated.events, formatSeconds(trace.truncated.at)));
  return lines;
}

/** A list that a person still reads: at most ten names. */
function some(names: readonly string[], separator: string): string {
  return names.length <= 10
    ? names.join(separator)
    : `${names.slice(0, 9).join(separator)}${separator}… (${names.length})`;
}

/** The sentence has said where it stands and what helps; what it waits for is added where that is something else. */
function stuckFacts(verdict: Verdict, language: 'en' | 'ja'): string[] {
  if (!verdict.stuck) return [];
  const { reason, waitingFor } = explainStuck(verdict.stuck, language);
  return reason === waitingFor ? [] : [`${WORDS[language].stuck}: ${waitingFor}.`];
}

function toText(trace: Trace, { language, refused }: Subject): string {
  const words = WORDS[language];
  const head = [
    words.on(trace.kind, trace.set, trace.kubernetesVersion),
    ...(refused === null ? [] : [words.refused(refused)]),
    verdictSentence(trace.verdict, language),
    ...facts(trace, language),
  ];
  const events = told(trace);
  const times = events.map((event) => formatSeconds(event.t));
  // long traces have more times than a call takes arguments
  const width = times.reduce((most, time) => Math.max(most, time.length), 0);
  const lines = events.flatMap((event, i) => {
    const reason = why(event, language);
    const field = event.field === undefined || reason === '' ? '' : ` [${event.field}]`;
    const main = `${(times[i] ?? '').padStart(width)}  ${describeEvent(event, trace.kind, language)}`;
    return reason === '' ? [`${main}${field}`] : [main, `${' '.repeat(width)}    ${reason}${field}`];
  });
  return `${head.join('\n')}\n\n${lines.length > 0 ? lines.join('\n') : words.nothing}\n`;
}

/** Text that Markdown leaves alone inside a table cell. */
function cell(text: string): string {
  return text.replace(/[\\|*_`<>[\]]/g, '\\$&').replace(/\r?\n/g, ' ');
}

function toMarkdown(trace: Trace, { language, refused }: Subject): string {
  const words = WORDS[language];
  const lines = [
    `### ${cell(words.on(trace.kind, trace.set, trace.kubernetesVersion))}`,
    '',
    ...(refused === null ? [] : [cell(words.refused(refused)), '']),
    `**${cell(verdictSentence(trace.verdict, language))}**`,
    '',
    ...facts(trace, language).map((fact) => `- ${cell(fact)}`),
    '',
  ];
  const events = told(trace);
  if (events.length === 0) return `${[...lines, words.nothing].join('\n')}\n`;
  const rows = events.map((event) => {
    const field = event.field === undefined ? '' : `\`${event.field}\``;
    const what = cell(describeEvent(event, trace.kind, language));
    return `| ${formatSeconds(event.t)} | ${what} | ${cell(why(event, language))} | ${field} |`;
  });
  const table = [
    `| ${words.time} | ${words.what} | ${words.why} | ${words.field} |`,
    '| ---: | --- | --- | --- |',
    ...rows,
  ];
  return `${[...lines, ...table].join('\n')}\n`;
}
