/** Quick fixes that write the comment by which a finding is suppressed. */
import type { Fix, Localized } from '../diagnostics/index';
import { parseDocument, type Span, writingStyleOf } from '../manifest/index';
import type { DocumentModel } from './fileModel';
import type { ReportedFinding } from './report';
import { type Suppression, scalarsOf, suppressionsIn, suppressionsOf } from './suppressions';

/**
 * Ways to suppress a finding: for its line, for its document. None in JSON, which has no comments, and none where a
 * comment would become a part of a value.
 */
export function suppressActions(model: DocumentModel, finding: ReportedFinding): readonly Fix[] {
  if (writingStyleOf(model.parsed()).json) return [];
  const { rule } = finding;
  const line = lineEdit(model, finding);
  const whole = documentEdit(model, rule);
  return [...(line ? [action(lineTitle(rule), line)] : []), ...(whole ? [action(documentTitle(rule), whole)] : [])];
}

const lineTitle = (rule: string): Localized => ({
  en: `Suppress ${rule} for this line`,
  ja: `この行の ${rule} を抑制する`,
});
const documentTitle = (rule: string): Localized => ({
  en: `Suppress ${rule} for this document`,
  ja: `この文書の ${rule} を抑制する`,
});

function action(title: Localized, edit: Fix['edits'][number]): Fix {
  return { title, preferred: false, edits: [edit] };
}

type Edit = Fix['edits'][number];

/** A line above the finding's, or one more id in the comment that stands there. */
function lineEdit(model: DocumentModel, { rule, range }: ReportedFinding): Edit | null {
  const { line } = range.start;
  const extended = extension(suppressionsOf(model), rule, (each) => each.reach === 'next-line' && each.line === line);
  if (extended) return extended;
  const { text } = model;
  const start = model.offsetAt({ line, character: 0 });
  const own = text.slice(start, model.offsetAt({ line, character: Number.MAX_SAFE_INTEGER }));
  // the marker of the document is its first line: a comment above would belong to the document before
  if (/^\ufeff?---(?:\s|$)/.test(own) || scalarsOf(model.parsed())(start)) return null;
  const at = own.startsWith('\ufeff') ? start + 1 : start;
  const indent = /^[ ]*/.exec(text.slice(at))?.[0] ?? '';
  const edit = insertion(model, at, `${indent}# rollout-lens-disable-next-line ${rule}`);
  return holds(model, edit, rule, (each) => each.reach === 'next-line' && each.line === line + 1) ? edit : null;
}

/** A line at the head of the document, behind its marker, or one more id in the comment that stands there. */
function documentEdit(model: DocumentModel, rule: string): Edit | null {
  const extended = extension(suppressionsOf(model), rule, (each) => each.reach === 'document');
  if (extended) return extended;
  const marker = /^\ufeff?---[^\r\n]*(?:\r\n|\n|\r)/.exec(model.text);
  const at = marker ? marker[0].length : model.text.startsWith('\ufeff') ? 1 : 0;
  const edit = insertion(model, at, `# rollout-lens-disable ${rule}`);
  return holds(model, edit, rule, (each) => each.reach === 'document') ? edit : null;
}

function insertion(model: DocumentModel, at: number, comment: string): Edit {
  return { span: { start: at, end: at }, newText: `${comment}${writingStyleOf(model.parsed()).lineBreak}` };
}

/** One more id behind the last one of a comment that names some; a reason stays behind them. */
function extension(
  all: readonly Suppression[],
  rule: string,
  fits: (suppression: Suppression) => boolean,
): Edit | null {
  const last = all.find((each) => fits(each) && each.rules.length > 0)?.rules.at(-1);
  if (!last) return null;
  const span: Span = { start: last.span.end, end: last.span.end };
  return { span, newText: `, ${rule}` };
}

/** Would the comment be read as one, and leave the rest of the text as it is? */
function holds(
  model: DocumentModel,
  { span, newText }: Edit,
  rule: string,
  fits: (each: Suppression) => boolean,
): boolean {
  const text = model.text.slice(0, span.start) + newText + model.text.slice(span.end);
  const document = parseDocument(text);
  if (document.problems.length > model.parsed().problems.length) return false;
  return suppressionsIn(document).some((each) => fits(each) && each.rules.some(({ id }) => id === rule));
}
