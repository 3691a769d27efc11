/** What a language service is, for the LSP adapter, the command line and tests alike. */
import type { RolloutAnswer, RolloutParams, WorkloadSummary } from '../../../protocol/src/index';
import type { EffectiveChanges } from '../apiServer/index';
import type { Category, ClusterNode, Language, Severity } from '../diagnostics/index';
import type { StoredLine } from './stored/lines';

/** What the surroundings provide. Everything is optional but the language. */
export interface LanguageServiceHost {
  readonly language: Language;
  /** descriptions by release, loaded at the first need (`dist/prose/*.json`); null where there is none */
  loadProse?(name: string): Promise<string | null>;
  log?(message: string): void;
  /** another file of the workspace, for `.rollout-lens.yaml`; null where there is none, undefined where that is not known (yet) */
  readText?(uri: string): string | null | undefined;
  /** the other files at hand, for rules that look beyond one file and for kustomization.yaml */
  readonly workspace?: Workspace;
  /** address of a rule's page, for links in hovers */
  rulePage?(rule: string): string | undefined;
}

/** Files that belong together. The file at hand may be among them; its text then comes from the request. */
export interface Workspace {
  /** another value after any change of any file */
  version(): number;
  files(): Iterable<TextFile>;
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
  /** `1.36` or `1.36.3`; anything else is read as the default */
  readonly kubernetesVersion: string;
  readonly style: boolean;
  readonly rules: Readonly<Record<string, RuleSetting>>;
  /**
   * Of which documents it is a finding that they cannot be read: also of texts that say nothing of what they are
   * (default: a command line was given them), or of manifests of the two kinds alone (an editor has other YAML open).
   */
  readonly unreadable?: 'workloads' | 'all';
  /** the nodes of the cluster, as `.rollout-lens.yaml` lists them; absent: nothing is said about them */
  readonly nodes?: readonly ClusterNode[];
  /** nothing is said about the file */
  readonly excluded?: true;
  /** `never`: what a Kubernetes schema says too is left to the extension that checks against one */
  readonly schemaFindings?: 'never';
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
  /** how to get there all the same, by hand: lines of a shell script */
  readonly recipe?: readonly string[];
  readonly related?: readonly { readonly range: Range; readonly message: string }[];
}

/** Says of a document why it gets fewer findings than a whole manifest: a hint, no finding. */
export interface DocumentStatus {
  readonly range: Range;
  readonly form: 'template' | 'partial';
  readonly message: string;
  readonly document: number;
}

/** A change as editors tell it; without a range the text is new as a whole. */
export interface TextChange {
  readonly range?: Range;
  readonly text: string;
}

export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}
export interface CodeAction {
  readonly title: string;
  /** `quickfix` mends one finding; `fixAll` everything in the file that has one right repair */
  readonly kind: 'quickfix' | 'fixAll';
  /** the rule that is mended; empty for `fixAll` */
  readonly rule: string;
  /** the diagnostic that is mended, as `diagnose` gives it */
  readonly diagnostic?: Diagnostic;
  readonly preferred: boolean;
  readonly edits: readonly TextEdit[];
  /** a text to be pasted elsewhere: the action edits nothing */
  readonly copies?: string;
  /** of `fixAll`: how many findings it mends */
  readonly mends?: number;
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
  readonly filterText?: string;
  /** plain JSON: hand it to `completionDocumentation` */
  readonly data?: unknown;
}
export interface DocumentSymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'document' | 'object' | 'array' | 'field';
  readonly range: Range;
  readonly selectionRange: Range;
  readonly children: readonly DocumentSymbol[];
}

export type { StoredLine, StoredMark } from './stored/lines';

/** An object of the two kinds as the API server stores it. */
export interface StoredObject {
  readonly kind: 'object';
  readonly document: number;
  /** of the object; of the whole document where it stands alone in it */
  readonly range: Range;
  readonly object: { readonly kind: string; readonly name: string; readonly namespace: string };
  /** the patch release whose server is asked, `1.36.3` */
  readonly kubernetesVersion: string;
  readonly changes: EffectiveChanges;
  /** why the server does not store it at all; the lines then show what could be made out */
  readonly refusals: readonly { readonly field: string; readonly message: string }[];
  readonly lines: readonly StoredLine[];
}

/** An object, or a document, of which it is not said what is stored. */
export interface PassedOver {
  readonly kind: 'passed-over';
  readonly document: number;
  readonly range: Range;
  /** what it is, in a few words without a full stop */
  readonly note: string;
  /** it cannot be read, so that no server would take it */
  readonly refused: boolean;
}

export type StoredPart = StoredObject | PassedOver;

/**
 * Every function is safe for any text: half a line, templates, other YAML, 50 MB. A file is known by its `uri`; texts are
 * compared by content, so that a change costs one document.
 */
export interface LanguageService {
  /**
   * The file after changes, one after the other. What it answers knows its documents, so that what is asked about it
   * costs those that changed alone; its text is put together only when it is asked for.
   * @param file a file that `track` or `edit` answered
   */
  edit(file: TextFile, version: number | null, changes: readonly TextChange[]): TextFile;
  /** A file to be edited, for `edit`. */
  track(file: TextFile): TextFile;
  /** @param base what is stored today, for what is refused only as an update: objects are matched by kind, namespace, name */
  diagnose(file: TextFile, settings: ServiceSettings, base?: readonly TextFile[]): readonly Diagnostic[];
  /** templates and partial documents of the file */
  statuses(file: TextFile, settings: ServiceSettings): readonly DocumentStatus[];
  /** quick fixes of the findings that touch the range */
  codeActions(file: TextFile, range: Range, settings: ServiceSettings): readonly CodeAction[];
  /** every preferred fix of the file at once, those that overlap left for a second run; null without one */
  fixAll(file: TextFile, settings: ServiceSettings): CodeAction | null;
  hover(file: TextFile, position: Position, settings: ServiceSettings): Promise<Hover | null>;
  complete(file: TextFile, position: Position, settings: ServiceSettings): Promise<readonly CompletionItem[]>;
  /** Markdown for an item that was chosen, from its `data` */
  completionDocumentation(data: unknown, settings: ServiceSettings): Promise<string | undefined>;
  codeLenses(file: TextFile): readonly CodeLens[];
  /** the one-line verdict of a lens */
  resolveLens(file: TextFile, select: string, baseText: string | null, settings: ServiceSettings): string;
  symbols(file: TextFile): readonly DocumentSymbol[];
  workloads(file: TextFile): readonly WorkloadSummary[];
  rollout(file: TextFile, params: RolloutParams, settings: ServiceSettings): RolloutAnswer;
  /** what the API server would store of every object of the file, in its order */
  stored(file: TextFile, settings: ServiceSettings): readonly StoredPart[];
  /** the same for the document at a position alone; the first workload's where there is none, or no position */
  storedAt(file: TextFile, position: Position | undefined, settings: ServiceSettings): readonly StoredPart[];
  /** lets go of what is kept of a file */
  close(uri: string): void;
}
