/** Findings of a file: the reports of its documents, moved to where the documents stand. */
import { type Language, MANIFEST, quoted, type RuleRegistry } from '../diagnostics/index';
import { analyse } from './analysis';
import { type FileModel, type PlacedDocument, shifted } from './fileModel';
import type { FileStates } from './fileStates';
import { type Report, type ReportedFinding, type ReportOptions, reportKey, reportOf } from './report';
import type { Diagnostic, DocumentStatus, ServiceSettings } from './service';
import { suppressed } from './suppress';

export interface DiagnoseOptions {
  readonly language: Language;
  readonly registry: RuleRegistry;
  readonly states: FileStates;
}

/**
 * The documents of a file about which there may be something to say, each with its report; `spoken` holds the ids of all
 * rules that found something, those that a comment suppresses too.
 */
export function* reports(
  file: FileModel,
  settings: ServiceSettings,
  { language, registry, states }: DiagnoseOptions,
): Generator<{ readonly placed: PlacedDocument; readonly report: Report; readonly spoken: () => readonly string[] }> {
  if (settings.excluded) return;
  const surroundings = states.surroundings(file, settings);
  const options: ReportOptions = {
    language,
    settings,
    registry,
    surroundings,
    key: reportKey(language, settings, surroundings),
    neighbours: states.neighbours(file),
    ...(surroundings.base ? { stored: surroundings.base } : {}),
  };
  let header: PlacedDocument | null = null;
  for (const placed of file.documents) {
    const { model } = placed;
    if (concerns(file, placed, settings, registry)) {
      const report = reportOf(model, options);
      yield {
        placed,
        spoken: () => report.findings.map(({ rule }) => rule),
        report: suppressed(model, report, {
          language,
          settings,
          registry,
          readable: () => !analyse(model, surroundings).unreadable,
          compared: surroundings.stored !== undefined,
          header: header && { model: header.model, above: placed.line - header.line },
        }),
      };
    }
    header = model.empty ? placed : null;
  }
}

function concerns(
  file: FileModel,
  { model }: PlacedDocument,
  settings: ServiceSettings,
  registry: RuleRegistry,
): boolean {
  if (model.empty) return false;
  switch (model.subject) {
    case 'workload':
      return true;
    case 'other-kind':
      return registry.subjectKinds.has(model.kind);
    case 'unknown':
      return settings.unreadable !== 'workloads' || file.holdsWorkloads;
  }
}

export function diagnose(file: FileModel, settings: ServiceSettings, options: DiagnoseOptions): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const { placed, report } of reports(file, settings, options)) {
    for (const finding of report.findings) diagnostics.push(diagnosticOf(placed, finding, file.uri));
  }
  return diagnostics;
}

export function diagnosticOf(placed: PlacedDocument, finding: ReportedFinding, uri: string): Diagnostic {
  const { rule, category, severity, message, field, range, related, fixes, recipe = [] } = finding;
  return {
    range: shifted(placed, range),
    rule,
    category,
    severity,
    message,
    field,
    document: placed.index,
    fixable: fixes.length > 0,
    ...(recipe.length > 0 ? { recipe: recipe.map((line) => line.replace(MANIFEST, () => manifestName(uri))) } : {}),
    ...(related.length > 0
      ? { related: related.map((each) => ({ range: shifted(placed, each.range), message: each.message })) }
      : {}),
  };
}

/** The file's own name as a word of a command line. */
function manifestName(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return quoted(decodeURIComponent(name));
  } catch {
    return quoted(name);
  }
}

export function statuses(
  file: FileModel,
  settings: ServiceSettings,
  options: DiagnoseOptions,
): readonly DocumentStatus[] {
  const found: DocumentStatus[] = [];
  for (const { placed, report } of reports(file, settings, options)) {
    for (const { range, form, message } of report.statuses)
      found.push({ range: shifted(placed, range), form, message, document: placed.index });
  }
  return found;
}
