/** `simulate --format markdown`: what one pastes into a pull request. Verdict and facts are seen, the account is folded. */
import { describeEvent, explainReason, type Language, type Trace, type TraceEvent } from '../../../simulator/src/index';
import { type Report, reportOf, type Section, type Subject, some } from './simulateReport';
import { wordsOf } from './simulateWords';

/** A comment on a pull request has its limits: rows of the table of events. */
const MOST_ROWS = 200;

export function toMarkdown(trace: Trace, subject: Subject): string {
  const words = wordsOf(subject.language);
  const report = reportOf(trace, subject);
  const events = trace.events.filter((event) => event.type !== 'status');
  const blocks = [
    `### ${escaped(report.title)}`,
    ...(report.refused === null ? [] : [escaped(report.refused)]),
    `**${escaped(report.verdict)}**`,
    ...factTable(trace, subject.language),
    ...report.sections.map(sectionText),
    events.length === 0
      ? words.nothing
      : [
          `<details>\n<summary>${words.steps(events.length)}</summary>`,
          ...accountBlocks(report, subject.language),
          `**${words.everyEvent}**`,
          eventTable(events, trace, subject.language),
          '</details>',
        ].join('\n\n'),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** Text that Markdown leaves alone, in a table's cell too. */
function escaped(text: string): string {
  return text.replace(/[\\|*_`<>[\]]/g, '\\$&').replace(/\r?\n/g, ' ');
}

function sectionText({ heading, lines, commands }: Section): string {
  const said =
    lines.length > 1 && commands.length === 0 && heading !== ''
      ? lines.map((line) => `- ${escaped(line)}`)
      : [lines.map(escaped).join(' ')];
  return [
    ...(heading === '' ? [] : [`**${escaped(heading)}**\n`]),
    ...said,
    ...(commands.length === 0 ? [] : ['', '```sh', ...commands, '```']),
  ].join('\n');
}

function factTable({ verdict }: Trace, language: Language): string[] {
  const words = wordsOf(language);
  const names = (list: readonly string[]): string => some(list, words.separator);
  const { claims } = verdict;
  const ofClaims = [
    ...(claims.kept.length > 0 ? [words.kept(claims.kept.length)] : []),
    ...(claims.created.length > 0 ? [words.created(claims.created.length)] : []),
    ...(claims.deleted.length > 0 ? [words.deleted(names(claims.deleted))] : []),
  ];
  const rows: [string, string][] = [];
  if (verdict.change === 'update') rows.push([words.restarts, names(verdict.restarts) || words.none]);
  if (verdict.added.length > 0) rows.push([words.adds, names(verdict.added)]);
  if (verdict.removed.length > 0) rows.push([words.removes, names(verdict.removed)]);
  if (verdict.stuck === null && verdict.unfinished === null && verdict.change !== 'none') {
    rows.push([words.takes, words.about(words.duration(verdict.seconds))]);
  }
  if (verdict.change === 'update') {
    const { count, of } = verdict.fewestAvailable;
    rows.push([words.fewest, words.of(count, of)]);
  }
  if (verdict.mostExtra > 0) rows.push([words.mostExtra, String(verdict.mostExtra)]);
  if (ofClaims.length > 0) rows.push([words.claims, ofClaims.join(words.separator)]);
  if (rows.length === 0) return [];
  return [['| | |', '| --- | --- |', ...rows.map(([name, value]) => `| ${name} | ${escaped(value)} |`)].join('\n')];
}

function accountBlocks({ account }: Report, language: Language): string[] {
  const words = wordsOf(language);
  return account.flatMap(({ heading, steps }) => [
    `**${escaped(heading)}**`,
    steps
      .map(({ t, sentences }) => {
        const said = sentences.map(
          ({ text, field }) => `${escaped(text)}${field === undefined ? '' : ` (\`${field}\`)`}`,
        );
        return `- ${words.duration(t)}${words.colon}${said.join(' ')}`;
      })
      .join('\n'),
  ]);
}

function eventTable(events: readonly TraceEvent[], trace: Trace, language: Language): string {
  const words = wordsOf(language);
  const rows = events.slice(0, MOST_ROWS).map((event) => {
    const field = event.field === undefined ? '' : `\`${event.field}\``;
    const what = escaped(describeEvent(event, trace.kind, language));
    return `| ${seconds(event.t)} | ${what} | ${escaped(why(event, language))} | ${field} |`;
  });
  const table = [
    `| ${words.time} | ${words.what} | ${words.why} | ${words.field} |`,
    '| ---: | --- | --- | --- |',
    ...rows,
  ];
  if (events.length > MOST_ROWS) table.push('', words.more(events.length - MOST_ROWS));
  return table.join('\n');
}

/** Why it was decided so; what only says again what happened (a pod runs, is bound, is ready) is left out. */
function why(event: TraceEvent, language: Language): string {
  if (typeof event.reason !== 'object' || event.by === 'scheduler' || event.by === 'kubelet') return '';
  return explainReason(event.reason, language);
}

/** The table is the place for exact times. */
function seconds(t: number): string {
  return `${Math.round(t * 100) / 100} s`;
}
