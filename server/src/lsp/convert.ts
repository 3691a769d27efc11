/** The language service's answers in the words of the protocol. */
import {
  CodeActionKind,
  CompletionItemKind,
  DiagnosticSeverity,
  InsertTextFormat,
  InsertTextMode,
  type CodeAction as LspCodeAction,
  type CompletionItem as LspCompletionItem,
  type Diagnostic as LspDiagnostic,
  type DocumentSymbol as LspDocumentSymbol,
  SymbolKind,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { COPY_COMMAND } from '../../../protocol/src/index';
import type {
  CodeAction,
  CompletionItem,
  Diagnostic,
  DocumentStatus,
  DocumentSymbol,
  TextFile,
} from '../languageService/index';

const SOURCE = 'rollout-lens';
export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.rolloutLens`;

const SEVERITY: Readonly<Record<Diagnostic['severity'], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Address of a rule's page, or undefined where none is known. */
export type RulePage = (rule: string) => string | undefined;

export function toDiagnostic(diagnostic: Diagnostic, uri: string, rulePage: RulePage): LspDiagnostic {
  const { range, rule, category, severity, message, field, document, related } = diagnostic;
  const href = rulePage(rule);
  return {
    range,
    severity: SEVERITY[severity],
    code: rule,
    source: SOURCE,
    message,
    data: { category, field, document },
    ...(href === undefined ? {} : { codeDescription: { href } }),
    ...(related
      ? { relatedInformation: related.map((each) => ({ location: { uri, range: each.range }, message: each.message })) }
      : {}),
  };
}

export function toStatusDiagnostic({ range, form, message, document }: DocumentStatus): LspDiagnostic {
  return {
    range,
    severity: DiagnosticSeverity.Hint,
    code: `document-${form}`,
    source: SOURCE,
    message,
    data: { category: 'status', field: '', document },
  };
}

/**
 * @param reported the diagnostics that the client shows at the place: the action mends the one with its code and range
 */
export function toCodeAction(
  action: CodeAction,
  file: TextFile,
  reported: readonly LspDiagnostic[],
  versioned: boolean,
): LspCodeAction {
  const { copies } = action;
  const edits = action.edits.map(({ range, newText }) => ({ range, newText }));
  const mended = reported.filter(
    (each) => each.code === action.rule && sameRange(each.range, action.diagnostic?.range),
  );
  const editOf = (): WorkspaceEdit =>
    versioned
      ? { documentChanges: [{ textDocument: { uri: file.uri, version: file.version }, edits }] }
      : { changes: { [file.uri]: edits } };
  return {
    title: action.title,
    kind: action.kind === 'fixAll' ? FIX_ALL_KIND : CodeActionKind.QuickFix,
    ...(action.kind === 'quickfix' ? { isPreferred: action.preferred } : {}),
    ...(mended.length > 0 ? { diagnostics: mended } : {}),
    ...(copies === undefined
      ? { edit: editOf() }
      : { command: { title: action.title, command: COPY_COMMAND, arguments: [copies] } }),
  };
}

function sameRange(a: Diagnostic['range'], b: Diagnostic['range'] | undefined): boolean {
  return (
    b !== undefined &&
    a.start.line === b.start.line &&
    a.start.character === b.start.character &&
    a.end.line === b.end.line &&
    a.end.character === b.end.character
  );
}

const COMPLETION_KIND: Readonly<Record<CompletionItem['kind'], CompletionItemKind>> = {
  field: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  snippet: CompletionItemKind.Snippet,
};

export function toCompletionItem(item: CompletionItem): LspCompletionItem {
  const { label, kind, detail, documentation, edit, snippet, sortText, filterText, data } = item;
  return {
    label,
    kind: COMPLETION_KIND[kind],
    sortText,
    insertTextFormat: snippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    // further lines carry their whole indentation
    insertTextMode: InsertTextMode.asIs,
    textEdit: { range: edit.range, newText: edit.newText },
    ...(detail === undefined ? {} : { detail }),
    ...(filterText === undefined ? {} : { filterText }),
    ...(documentation === undefined ? {} : { documentation: { kind: 'markdown', value: documentation } }),
    ...(data === undefined ? {} : { data }),
  };
}

const SYMBOL_KIND: Readonly<Record<DocumentSymbol['kind'], SymbolKind>> = {
  document: SymbolKind.Module,
  object: SymbolKind.Object,
  array: SymbolKind.Array,
  field: SymbolKind.Field,
};

export function toDocumentSymbol(symbol: DocumentSymbol): LspDocumentSymbol {
  return {
    name: symbol.name === '' ? '?' : symbol.name,
    detail: symbol.detail,
    kind: SYMBOL_KIND[symbol.kind],
    range: symbol.range,
    selectionRange: symbol.selectionRange,
    ...(symbol.children.length > 0 ? { children: symbol.children.map(toDocumentSymbol) } : {}),
  };
}
