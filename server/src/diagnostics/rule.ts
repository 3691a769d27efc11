/** The rule machinery's types: what a rule is, what it sees, what it reports. */
import type { Release, Workload, WorkloadKind } from '../../../simulator/src/index';
import type { ApiObject, CauseReason, Json, Judgement } from '../apiServer/index';
import type { ParsedDocument, Path, Span } from '../manifest/index';
import type { JsonObject } from './read';

/** `rejected`: the API server refuses it. `broken`: accepted, but cannot work. `risk`: will hurt. `style`: off unless asked for. */
export type Category = 'rejected' | 'broken' | 'risk' | 'style';
export type Severity = 'error' | 'warning' | 'information' | 'hint';
export type Language = 'en' | 'ja';
export type Localized = Readonly<Record<Language, string>>;
/** A parameter of a message; a `Localized` one is put in in the reader's language. */
export type Params = Readonly<Record<string, string | number | Localized>>;

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

/** Another place that belongs to a finding. */
export interface RelatedPlace {
  /** from the object's root */
  readonly path: Path;
  /** key of one of the rule's messages */
  readonly message: string;
  readonly params?: Params;
}

/** What a rule reports. Sentences are made at the edge from the rule's messages and these parameters. */
export interface Finding {
  /** path from the object's root; shown at the nearest existing field */
  readonly path: Path;
  /** the path as the API server writes it, where it differs from `path` */
  readonly field?: string;
  readonly at: 'key' | 'value';
  /** exact place in the document's text, where it is narrower than the field (or there is no field) */
  readonly span?: Span;
  /** which of the rule's messages (default `default`) */
  readonly message?: string;
  readonly params?: Params;
  /** makes the repairs when they are asked for */
  readonly fixes?: () => readonly Fix[];
  /** other places that belong to it */
  readonly related?: readonly RelatedPlace[];
  /** how to get there all the same: lines of a shell script, made when they are asked for */
  readonly recipe?: () => readonly Localized[];
}

/** An object of the file or of the workspace, as somebody who looks for it finds it. */
export interface Resource {
  readonly object: ApiObject;
  /** as it is written: nothing filled in, nothing checked */
  readonly json: JsonObject;
  readonly uri: string;
  /** null: none is written (it may be applied to any), or the kind has none */
  readonly namespace: string | null;
  /** where it stands as seen from the object that is looked at: a file, then a folder, is what people apply as a whole */
  readonly near: 'file' | 'folder' | 'workspace';
}

/**
 * Other objects that a rule may look at: those of the file, and of the workspace where there is one. Nothing found means
 * that the workspace knows none, not that none exists. Only kinds that a rule declares may be asked for. Answers stand
 * in the order of their distance; templates are not among them. Objects that write different namespaces never meet, one
 * that writes none may meet any.
 */
export interface Neighbours {
  /** all objects of a kind (where `of` is given: that may share its namespace); for kinds of which there are few */
  ofKind(kind: string, of?: ApiObject): readonly Resource[];
  /**
   * What a fact makes of the objects of a kind; objects of which it makes nothing are left out. Unlike with `ofKind`, what
   * a rule found is kept until a fact changes, however often the objects do: for kinds of which there are many.
   * @param fact a function of a module (a new one at every call would be a new fact)
   */
  facts<T extends Json>(kind: string, fact: Fact<T>, of?: ApiObject): readonly Known<T>[];
  /** the objects of that name that may share the namespace */
  named(kind: string, name: string, of: ApiObject): readonly Resource[];
  namedAnywhere(kind: string, name: string): readonly Resource[];
  /** names of the objects of a kind that may share the namespace */
  names(kind: string, of: ApiObject): readonly string[];
  /**
   * workloads whose pods a selector selects
   * @param selector a `LabelSelector`; one without requirements selects everything
   * @param kinds default: StatefulSet, DaemonSet, Deployment
   */
  selectedBy(selector: JsonObject, of: ApiObject, kinds?: readonly string[]): readonly Resource[];
  /** objects of a kind that has a selector (Service, PodDisruptionBudget, NetworkPolicy, workloads) which selects the labels */
  selecting(kind: string, labels: Readonly<Record<string, string>>, of: ApiObject): readonly Resource[];
}

/** What there is to know of an object for a purpose; null: nothing. It looks at the object alone. */
export type Fact<T extends Json> = (json: JsonObject, kind: string) => T | null;

export interface Known<T extends Json> extends Pick<Resource, 'object' | 'uri' | 'namespace' | 'near'> {
  readonly value: T;
}

/** A node as the scheduler sees it. */
export interface ClusterNode {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly { readonly key: string; readonly value: string; readonly effect: string }[];
  /** quantities as written, by resource (`cpu`, `memory`, `pods`, `nvidia.com/gpu`); what is missing is not known */
  readonly allocatable: Readonly<Record<string, string>>;
  readonly unschedulable: boolean;
}

export interface RuleContext {
  readonly release: Release;
  readonly object: ApiObject;
  /** the document that holds the object, for fixes */
  readonly document: ParsedDocument;
  /** of an object of another kind than the two: accepted, and `effective` is what is written */
  readonly judgement: Judgement;
  /** the object as the simulator sees it, made when a rule first asks; null where it cannot be lowered */
  readonly workload: Workload | null;
  readonly neighbours: Neighbours;
  /** the nodes that the workspace or its settings tell of; none: the cluster is not known. A rule that asks declares the kind Node */
  readonly nodes: readonly ClusterNode[];
  /** the stored object when the linter compares with one */
  readonly old?: { readonly object: ApiObject; readonly judgement: Judgement; readonly workload: Workload | null };
  /** everything that is stored, when the linter compares */
  readonly stored?: Neighbours;
}

interface RuleBase {
  /** kebab-case; file name, diagnostic code, settings key and docs anchor */
  readonly id: string;
  /** message templates with `{param}` placeholders, by message key */
  readonly messages: Readonly<Record<string, Localized>>;
  /** the severity without a setting, where it is not that of the category */
  readonly severity?: Severity;
}

/** Kinds beside the two on which a finding may stand. */
export type SubjectKind =
  | 'Service'
  | 'PodDisruptionBudget'
  | 'HorizontalPodAutoscaler'
  | 'VerticalPodAutoscaler'
  | 'ScaledObject'
  | 'NetworkPolicy'
  | 'Ingress'
  | 'ConfigMap'
  | 'Secret'
  | 'ServiceAccount'
  | 'PersistentVolumeClaim'
  | 'PersistentVolume'
  | 'StorageClass'
  | 'VolumeAttributesClass'
  | 'CSIDriver'
  | 'PriorityClass'
  | 'RuntimeClass'
  | 'PodSecurityPolicy'
  | 'Namespace'
  | 'Node'
  | 'ResourceQuota'
  | 'LimitRange'
  | 'Deployment'
  | 'ReplicaSet'
  | 'Job'
  | 'CronJob'
  | 'Pod'
  | 'Role'
  | 'ClusterRole'
  | 'RoleBinding'
  | 'ClusterRoleBinding'
  | 'Endpoints'
  | 'EndpointSlice'
  | 'ServiceMonitor'
  | 'PodMonitor'
  | 'ValidatingWebhookConfiguration'
  | 'MutatingWebhookConfiguration';

/** What the API server says of an object, or the reader of a text: a `ServerError`, a `ServerWarning` or a parse problem. */
export interface Verdict {
  readonly check: string;
  /** absent: a warning */
  readonly reason?: CauseReason;
  readonly field: string;
  readonly path: Path;
  readonly at: 'key' | 'value';
  readonly params: Readonly<Record<string, string | number>>;
  readonly detail: Localized;
  readonly span?: Span;
}

/** What a rule adds to a verdict: its words and repairs, and a better place where it knows one. */
export type Wording = Partial<Pick<Finding, 'path' | 'at' | 'message' | 'params' | 'fixes' | 'related' | 'recipe'>>;

/**
 * Words what the API server refuses (or warns of). It never finds anything by itself. Its messages may use `{detail}`
 * (the server's own reason as one sentence), `{field}` and the verdict's parameters.
 */
export interface VerdictRule extends RuleBase {
  readonly source: 'apiServer';
  readonly category: 'rejected' | 'risk';
  /** the checks of `apiServer` that it words; no other rule may claim one of them */
  readonly checks: readonly string[];
  /** `rejected`: also words every check of these causes that no rule claims */
  readonly reasons?: readonly CauseReason[];
  /** takes over a verdict of another check that is really its matter, seeing what stands around it */
  readonly claims?: (verdict: Verdict, context: RuleContext) => boolean;
  /** `risk`: also words every warning that no rule claims */
  readonly otherWarnings?: true;
  readonly word?: (verdict: Verdict, context: RuleContext) => Wording;
}

/** Looks at an object and finds what the API server does not. */
export interface InspectionRule extends RuleBase {
  readonly source: 'inspection';
  readonly category: 'broken' | 'risk' | 'style';
  /** kinds of the objects that it looks at: the two, and others whose findings are about one of the two */
  readonly kinds: readonly (WorkloadKind | SubjectKind)[];
  /** kinds of other objects that it asks `neighbours` for: what it found is kept until one of those changes */
  readonly neighbours?: readonly string[];
  /** what it says holds for a single value, whatever stands around it: it speaks in templates and patches too */
  readonly singleValues?: true;
  /** looks at one object and reports; never throws for odd input, and one that does blanks nothing but itself */
  readonly check: (context: RuleContext) => Iterable<Finding>;
}

export type Rule = VerdictRule | InspectionRule;

/** Defines a rule that words verdicts of the API server. */
export function verdictRule(rule: Omit<VerdictRule, 'source'>): VerdictRule {
  return { source: 'apiServer', ...rule };
}

/** Defines a rule that finds things by itself. */
export function inspectionRule(rule: Omit<InspectionRule, 'source'>): InspectionRule {
  return { source: 'inspection', ...rule };
}

/** The severity that a category has when no setting says otherwise. */
export const DEFAULT_SEVERITY: Readonly<Record<Category, Severity>> = {
  rejected: 'error',
  broken: 'error',
  risk: 'warning',
  style: 'information',
};
