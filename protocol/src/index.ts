/**
 * Messages between client, server and panel, with the guards that check them. LSP's own messages come from
 * `vscode-languageserver-protocol`; here stand only those that we add.
 */
import type { NodeSpec, PodRule, Scenario, Workload, WorkloadKind } from '../../simulator/src/index';

export * from './guards';

/** A range as LSP has it: lines and UTF-16 characters from 0. */
export interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** Request client → server: the workloads of an open file, for pickers, lenses and the panel. */
export const WORKLOADS_REQUEST = 'rolloutLens/workloads';
export interface WorkloadsParams {
  readonly uri: string;
}
export interface WorkloadSummary {
  readonly kind: WorkloadKind;
  readonly name: string;
  readonly namespace: string;
  readonly document: number;
  /** the whole object */
  readonly range: Range;
}

/** Request client → server: everything that the panel needs to simulate a change. */
export const ROLLOUT_REQUEST = 'rolloutLens/rollout';
export interface RolloutParams {
  readonly uri: string;
  /** `StatefulSet/web`; absent: the workload at `position`, else the first one of the file */
  readonly select?: string;
  readonly position?: { readonly line: number; readonly character: number };
  /** text that the file is compared with; null: nothing is running yet (a first install) */
  readonly baseText: string | null;
}

export interface RolloutFinding {
  readonly rule: string;
  readonly category: 'rejected' | 'broken' | 'risk' | 'style';
  readonly message: string;
  readonly field: string;
  readonly range: Range;
  readonly fixable: boolean;
}

/** What stands in the way of a picture, if anything. */
export type RolloutState =
  /** there is a change (or a first install) to show */
  | { readonly kind: 'ready' }
  /** no workload in the file at this place */
  | { readonly kind: 'no-workload' }
  /** the text does not parse, or the workload cannot be made sense of: keep the last picture, dimmed */
  | { readonly kind: 'broken'; readonly problem: string }
  /** the server refuses it: the manifest whatever is stored (the default), or the change alone */
  | { readonly kind: 'refused'; readonly problem: string; readonly refuses?: 'manifest' | 'change' };

export interface RolloutAnswer {
  readonly uri: string;
  readonly version: number | null;
  readonly kubernetesVersion: string;
  readonly state: RolloutState;
  readonly workloads: readonly WorkloadSummary[];
  /** the one that is shown; null without one */
  readonly selected: string | null;
  /** what runs today; null: a first install */
  readonly from: Workload | null;
  readonly to: Workload | null;
  readonly findings: readonly RolloutFinding[];
  /** ranges of fields as the simulator names them, for links from the panel into the text */
  readonly fields: Readonly<Record<string, Range>>;
}

/** How the base is chosen. */
export type Base = 'head' | 'saved' | 'nothing';

/** Client → page. */
export type ToPanel =
  | { readonly type: 'rollout'; readonly answer: RolloutAnswer; readonly base: Base; readonly baseLabel: string }
  | { readonly type: 'cursor'; readonly field: string | null }
  | { readonly type: 'nodes'; readonly nodes: readonly NodeSpec[] | null; readonly label: string };

/** Page → client. */
export type FromPanel =
  | { readonly type: 'ready' }
  | { readonly type: 'reveal'; readonly field: string }
  | { readonly type: 'select'; readonly select: string }
  | { readonly type: 'base'; readonly base: Base }
  | { readonly type: 'version'; readonly kubernetesVersion: string }
  | { readonly type: 'fix'; readonly rule: string; readonly field: string }
  | { readonly type: 'copy'; readonly text: string }
  | { readonly type: 'save'; readonly name: string; readonly text: string }
  | Rendered;

/** Page → client, after each new picture: what a person sees now (for tests and for the title of the tab). */
export interface Rendered {
  readonly type: 'rendered';
  readonly state: 'loading' | 'no-workload' | 'broken' | 'refused' | 'unchanged' | 'ready';
  /** `StatefulSet/web`; null without a picture */
  readonly select: string | null;
  /** the verdict as it stands on the page, in the page's language; the problem where there is no picture */
  readonly verdict: string;
  /** names of the timeline's rows from top to bottom: pods (StatefulSet) or nodes (DaemonSet) */
  readonly rows: readonly string[];
  /** how many events the log holds */
  readonly events: number;
  /** length of the rollout in seconds */
  readonly seconds: number;
}

/** What the page keeps over a reload (`vscode.setState`), and the client hands to a restored panel. */
export interface PanelState {
  readonly uri: string;
  readonly select: string | null;
  readonly base: Base;
  readonly t: number;
  readonly speed: number;
  readonly pods?: readonly PodRule[];
  readonly nodes?: readonly NodeSpec[];
  readonly scenario?: Scenario;
  /** what a person has changed in the world, as chips in the header */
  readonly whatIf?: readonly WhatIf[];
  /** key of the selected row (pod or node name) and of the selected event */
  readonly row?: string | null;
  readonly event?: string | null;
}

/** A change of the world, not of the manifest: one chip in the panel's header. Times in seconds. */
export type WhatIf =
  /** pods of the new template run, but never become ready */
  | { readonly kind: 'never-ready' }
  | { readonly kind: 'pod-times'; readonly start: number; readonly ready: number; readonly terminate: number };

/** Request server → client: a file that ships with the extension (`prose/1.36.json`), where the server cannot read it itself. */
export const ASSET_REQUEST = 'rolloutLens/asset';
export interface AssetParams {
  readonly name: string;
}

/** Request server → client: a file of the workspace (`.rollout-lens.yaml`, say), where the server cannot read it itself; null: none. */
export const FILE_TEXT_REQUEST = 'rolloutLens/fileText';
export interface FileTextParams {
  readonly uri: string;
}

/** Request server → client, without parameters: addresses of the YAML and JSON files of the workspace. */
export const WORKSPACE_FILES_REQUEST = 'rolloutLens/workspaceFiles';

/** Request server → client: what the file is compared with (git HEAD, else the saved text); text null: a first install. */
export const BASE_TEXT_REQUEST = 'rolloutLens/baseText';
export interface BaseTextParams {
  readonly uri: string;
}
export interface BaseTextAnswer {
  readonly base: Base;
  readonly text: string | null;
}

/** Notification client → server: HEAD has moved, or a file was saved; answers to `BASE_TEXT_REQUEST` may be other ones. */
export const BASE_TEXTS_CHANGED_NOTIFICATION = 'rolloutLens/baseTextsChanged';

/** Request client → server: the object at a place of an open file as the API server stores it. */
export const STORED_REQUEST = 'rolloutLens/stored';
export interface StoredParams {
  readonly uri: string;
  /** absent: the first workload of the file */
  readonly position?: { readonly line: number; readonly character: number };
}

/** A line of the stored object that is not as it was written. */
export type StoredMark =
  | { readonly kind: 'default'; readonly line: number }
  /** `written`: the value as one line of YAML */
  | { readonly kind: 'rewritten'; readonly line: number; readonly written: string }
  /** a comment that says what was written and is not kept */
  | { readonly kind: 'dropped'; readonly line: number };

export interface StoredAnswer {
  readonly uri: string;
  readonly version: number | null;
  /** `StatefulSet web`; null: there is no workload at the place, or nothing can be said about it */
  readonly title: string | null;
  /** YAML, its first lines comments that say what it is, and why the server would refuse it if it would */
  readonly text: string;
  readonly marks: readonly StoredMark[];
  /** the server would not store it at all */
  readonly refused: boolean;
}

/** `initializationOptions`: which of our requests this client answers. Other editors send nothing. */
export interface InitializationOptions {
  readonly language?: 'en' | 'ja';
  readonly answersAsset?: boolean;
  readonly answersBaseText?: boolean;
  readonly answersFileText?: boolean;
  readonly answersWorkspaceFiles?: boolean;
  /** it has the command `COPY_COMMAND`: recipes are offered as code actions */
  readonly copiesText?: boolean;
  /**
   * Address of a rule's page, `{id}` and `{language}` (empty or `.ja`) to be put in:
   * `vscode-userdata:/…/dist/rules/{id}{language}.md` or a `command:` URI
   */
  readonly rulePages?: string;
}

/** Command of code actions that hand over a text to be pasted elsewhere: arguments `(text: string)`. */
export const COPY_COMMAND = 'rolloutLens.copyText';
/** Command of the lens and the palette: arguments `(uri: string, select: string)`. */
export const PREVIEW_COMMAND = 'rolloutLens.previewRollout';
