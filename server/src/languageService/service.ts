/** What a language service is, for the LSP adapter, the command line and tests alike. */
import type { RolloutAnswer, RolloutParams, WorkloadSummary } from '../../../protocol/src/index';
import type { Category, Language, Severity } from '../diagnostics/index';

/** What the surroundings provide. Everything is optional but the language. */
export interface LanguageServiceHost {
  readonly language: Language;
  /** descriptions by release, loaded at the first need (`dist/prose/*.json`); null where there is none */
  loadProse?(name: string): Promise<string | null>;
  log?(message: string): void;
}

/** A text with its identity; the service caches by content. */
export interface TextFile {
  readonly uri: string;
  readonly version: number | null;
  readonly text: string;
}

export interface RuleSetting {
  readonly enabled?: boolean;
  readonly severity?: Severity;
}

export interface ServiceSettings {
  /** `1.36` or `1.36.3` */
  readonly kubernetesVersion: string;
  readonly style: boolean;
  readonly rules: Readonly<Record<string, RuleSetting>>;
}

export interface Position {
  readonly line: number;
  readonly character: number;
}
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Diagnostic {
  readonly range: Range;
  readonly rule: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly message: string;
  /** path as the API server writes it, `items[2].` first inside a List */
  readonly field: string;
  /** counts, from 0, the documents that hold more than comments */
  readonly document: number;
  readonly fixable: boolean;
  readonly related?: readonly { readonly range: Range; readonly message: string }[];
}

export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}
export interface CodeAction {
  readonly title: string;
  readonly rule: string;
  readonly preferred: boolean;
  readonly edits: readonly TextEdit[];
}
export interface Hover {
  readonly range: Range;
  /** Markdown */
  readonly contents: string;
}
export interface CodeLens {
  readonly range: Range;
  /** `StatefulSet/web` */
  readonly select: string;
}
export interface CompletionItem {
  readonly label: string;
  readonly kind: 'field' | 'value' | 'snippet';
  readonly detail?: string;
  readonly documentation?: string;
  readonly edit: TextEdit;
  readonly snippet: boolean;
  readonly sortText: string;
}
export interface DocumentSymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'document' | 'object' | 'array' | 'field';
  readonly range: Range;
  readonly selectionRange: Range;
  readonly children: readonly DocumentSymbol[];
}

export interface LanguageService {
  diagnose(file: TextFile, settings: ServiceSettings): readonly Diagnostic[];
  codeActions(file: TextFile, range: Range, settings: ServiceSettings): readonly CodeAction[];
  hover(file: TextFile, position: Position, settings: ServiceSettings): Promise<Hover | null>;
  complete(file: TextFile, position: Position, settings: ServiceSettings): Promise<readonly CompletionItem[]>;
  codeLenses(file: TextFile): readonly CodeLens[];
  /** the one-line verdict of a lens */
  resolveLens(file: TextFile, select: string, baseText: string | null, settings: ServiceSettings): string;
  symbols(file: TextFile): readonly DocumentSymbol[];
  workloads(file: TextFile): readonly WorkloadSummary[];
  rollout(file: TextFile, params: RolloutParams, settings: ServiceSettings): RolloutAnswer;
}
