/** The rule machinery's types: what a rule is, what it sees, what it reports. */
import type { Release, Workload } from '../../../simulator/src/index';
import type { ApiObject, Judgement } from '../apiServer/index';
import type { Path, Span } from '../manifest/index';

/** `rejected`: the API server refuses it. `broken`: accepted, but cannot work. `risk`: will hurt. `style`: off unless asked for. */
export type Category = 'rejected' | 'broken' | 'risk' | 'style';
export type Severity = 'error' | 'warning' | 'information' | 'hint';
export type Language = 'en' | 'ja';
export type Localized = Readonly<Record<Language, string>>;
export type Params = Readonly<Record<string, string | number>>;

/** A change of text within one document; offsets from the document's start. */
export interface DocumentEdit {
  readonly span: Span;
  readonly newText: string;
}

export interface Fix {
  readonly title: Localized;
  /** the one right repair: part of *Fix all* and `lint --fix` */
  readonly preferred: boolean;
  readonly edits: readonly DocumentEdit[];
}

/** What a rule reports. Sentences are made at the edge from the rule's messages and these parameters. */
export interface Finding {
  /** path from the object's root; shown at the nearest existing field */
  readonly path: Path;
  /** the path as the API server writes it, where it differs from `path` */
  readonly field?: string;
  readonly at: 'key' | 'value';
  /** which of the rule's messages (default `default`) */
  readonly message?: string;
  readonly params?: Params;
  /** makes the repairs when they are asked for */
  readonly fixes?: () => readonly Fix[];
  /** other places that belong to it */
  readonly related?: readonly { readonly path: Path; readonly message: string }[];
}

/** Other objects that a cross-document rule may look at: those of the file, and of the workspace where there is one. */
export interface Neighbours {
  /** objects of a kind in a namespace; nothing means that the workspace knows none, not that none exists */
  ofKind(kind: string, namespace?: string): readonly ApiObject[];
}

export interface RuleContext {
  readonly release: Release;
  readonly object: ApiObject;
  /** text of the document that holds the object, for fixes */
  readonly text: string;
  readonly judgement: Judgement;
  /** the object as the simulator sees it; null where it cannot be lowered */
  readonly workload: Workload | null;
  readonly neighbours: Neighbours;
  /** the stored object when the linter compares with one */
  readonly old?: { readonly object: ApiObject; readonly judgement: Judgement; readonly workload: Workload | null };
}

export interface Rule {
  /** kebab-case; file name, diagnostic code, settings key and docs anchor */
  readonly id: string;
  readonly category: Category;
  readonly kinds: readonly string[];
  /** message templates with `{param}` placeholders, by message key */
  readonly messages: Readonly<Record<string, Localized>>;
  /** for a `rejected` rule: the checks of `apiServer` that it words and mends; its findings come from there */
  readonly checks?: readonly string[];
  /** looks at one object and reports; never throws for odd input, and one that does blanks nothing but itself */
  readonly check: (context: RuleContext) => Iterable<Finding>;
}
