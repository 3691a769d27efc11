/** `simulate --format text`: the verdict, then what happens and why, then what to do. */
import type { Telling, Trace } from '../../../simulator/src/index';
import { reportOf, type Section, type Subject } from './simulateReport';
import { wordsOf } from './simulateWords';

export function toText(trace: Trace, subject: Subject): string {
  const words = wordsOf(subject.language);
  const report = reportOf(trace, subject);
  const times = report.account.flatMap(({ steps }) => steps.map(({ t }) => words.duration(t)));
  const width = times.reduce((most, time) => Math.max(most, columns(time)), 0);
  const account =
    report.account.length === 0
      ? [words.nothing]
      : report.account.map(({ heading, steps }) =>
          [heading, ...steps.flatMap((step) => told(step, words.duration(step.t), width))].join('\n'),
        );
  return `${[
    report.title,
    ...(report.refused === null ? [report.verdict] : [`${report.refused}\n${report.verdict}`]),
    ...account,
    ...report.sections.map(sectionText),
  ].join('\n\n')}\n`;
}

/** A step: its time in the margin, one sentence a line. */
function told({ sentences }: Telling, time: string, width: number): string[] {
  return sentences.map(({ text, field }, i) => {
    const margin = i === 0 ? `${' '.repeat(width - columns(time))}${time}` : ' '.repeat(width);
    return `  ${margin}  ${text}${field === undefined ? '' : ` [${field}]`}`;
  });
}

function sectionText({ heading, lines, commands }: Section): string {
  return [
    ...(heading === '' ? [] : [heading]),
    ...lines.map((line) => (heading === '' ? line : `  ${line}`)),
    ...commands.map((command) => `      ${command}`),
  ].join('\n');
}

/** Columns of a terminal that a text takes: Japanese letters take two. */
function columns(text: string): number {
  let n = 0;
  for (const letter of text) n += /[\u3000-\u9fff\uff00-\uff60]/.test(letter) ? 2 : 1;
  return n;
}
