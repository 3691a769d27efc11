/** Quick fixes of findings, and all preferred ones of a file at once. */
import type { Fix, Language, Localized } from '../diagnostics/index';
import { type DiagnoseOptions, diagnosticOf, reports } from './diagnose';
import { type FileModel, type PlacedDocument, rangeOf } from './fileModel';
import type { CodeAction, Diagnostic, Position, Range, ServiceSettings, TextEdit } from './service';
import { suppressActions } from './suppressActions';

/** Each is tried out by reading the text again; a range with more of them is a whole file, where nobody picks one. */
const MOST_SUPPRESSING = 40;

/** @returns fixes of the findings that touch the range, the one right repair of a finding first; then ways to suppress them */
export function codeActions(
  file: FileModel,
  range: Range,
  settings: ServiceSettings,
  options: DiagnoseOptions,
): readonly CodeAction[] {
  const actions: CodeAction[] = [];
  const suppressing: CodeAction[] = [];
  for (const { placed, report } of reports(file, settings, options)) {
    for (const finding of report.findings) {
      const diagnostic = diagnosticOf(placed, finding, file.uri);
      if (!touches(diagnostic.range, range)) continue;
      const action = (fix: Fix): CodeAction => ({
        title: fix.title[options.language],
        kind: 'quickfix',
        rule: finding.rule,
        diagnostic,
        preferred: fix.preferred,
        edits: editsOf(placed, fix),
      });
      for (const fix of finding.fixes) actions.push(action(fix));
      if (diagnostic.recipe) actions.push(recipeAction(diagnostic, diagnostic.recipe, options.language));
      // a comment that suppresses nothing is mended, not suppressed by another one
      if (finding.rule !== 'suppression-unused' && suppressing.length < MOST_SUPPRESSING)
        for (const fix of suppressActions(placed.model, finding)) suppressing.push(action(fix));
    }
  }
  return [...actions, ...suppressing];
}

const COPY_RECIPE: Localized = {
  en: 'Copy the recipe that gets there safely',
  ja: '安全に変更する手順をコピー',
};

function recipeAction(diagnostic: Diagnostic, recipe: readonly string[], language: Language): CodeAction {
  return {
    title: COPY_RECIPE[language],
    kind: 'quickfix',
    rule: diagnostic.rule,
    diagnostic,
    preferred: false,
    edits: [],
    copies: recipe.map((line) => `${line}\n`).join(''),
  };
}

const FIX_ALL: Localized = {
  en: 'Fix everything that has one right repair',
  ja: '直し方が一つに決まるものをすべて修正する',
};

/** A fix is taken whole or not at all; of two that touch each other the first one is. */
export function fixAll(file: FileModel, settings: ServiceSettings, options: DiagnoseOptions): CodeAction | null {
  const edits: TextEdit[] = [];
  let mends = 0;
  for (const { placed, report } of reports(file, settings, options)) {
    const taken: Fix['edits'][number][] = [];
    for (const finding of report.findings) {
      const fix = finding.fixes.find((each) => each.preferred);
      if (!fix || fix.edits.some((edit) => taken.some((other) => overlaps(edit.span, other.span)))) continue;
      taken.push(...fix.edits);
      mends++;
      edits.push(...editsOf(placed, fix));
    }
  }
  if (edits.length === 0) return null;
  return { title: FIX_ALL[options.language], kind: 'fixAll', rule: '', preferred: false, edits: inOrder(edits), mends };
}

function editsOf(placed: PlacedDocument, fix: Fix): TextEdit[] {
  return fix.edits.map(({ span, newText }) => ({ range: rangeOf(placed, span), newText }));
}

/** Two insertions at one place overlap too: their order would be chance. */
function overlaps(a: Fix['edits'][number]['span'], b: Fix['edits'][number]['span']): boolean {
  return a.start === b.start || (a.start < b.end && b.start < a.end);
}

function touches(a: Range, b: Range): boolean {
  return !before(a.end, b.start) && !before(b.end, a.start);
}

function before(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

function inOrder(edits: readonly TextEdit[]): TextEdit[] {
  return [...edits].sort((a, b) =>
    before(a.range.start, b.range.start) ? -1 : before(b.range.start, a.range.start) ? 1 : 0,
  );
}
