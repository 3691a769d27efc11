/** For the tests of rules: the findings of a text and what its fixes make of it. */
import { parseRelease } from '../../../simulator/src/index';
import { type ApiObject, isJudged, judge, lower, objectsOf } from '../apiServer/index';
import { applyEdits, type ParsedDocument, parseDocument, splitDocuments } from '../manifest/index';
import { messageOf } from './message';
import { placeOf } from './place';
import type { Fix, Neighbours, RuleContext } from './rule';
import { ruleRegistry } from './ruleRegistry';
import { fieldOf, type Raised, raiseInspections, raiseProblems, raiseVerdicts } from './run';

export interface Shown {
  readonly rule: string;
  readonly category: string;
  readonly field: string;
  readonly message: string;
  readonly messageJa: string;
  /** the text that is underlined */
  readonly marked: string;
  readonly fixes: readonly { readonly title: string; readonly preferred: boolean; readonly result: string }[];
}

export interface LintOptions {
  /** default 1.37 */
  readonly version?: string;
  /** manifests of other files */
  readonly others?: string;
  /** the manifest that is stored */
  readonly old?: string;
}

interface Read {
  readonly document: ParsedDocument;
  readonly objects: readonly ApiObject[];
}

function read(text: string): Read[] {
  return splitDocuments(text).map((slice) => {
    const document = parseDocument(slice.text);
    return { document, objects: objectsOf(document) };
  });
}

/**
 * Every finding of every object of a text. A fault of a rule is thrown, not logged.
 */
export function lint(text: string, options: LintOptions = {}): Shown[] {
  const release = parseRelease(options.version ?? '1.37');
  if (!release) throw new Error(`no release: ${options.version}`);
  const registry = ruleRegistry();
  const own = read(text);
  const stored = options.old === undefined ? undefined : read(options.old)[0]?.objects[0];
  const everything = [...own, ...read(options.others ?? '')].flatMap((each) => each.objects);
  const neighbours: Neighbours = {
    ofKind: (kind, namespace) =>
      everything.filter((each) => each.kind === kind && (namespace === undefined || each.namespace === namespace)),
  };
  const log = (message: string): void => {
    throw new Error(message);
  };
  return own.flatMap(({ document, objects }) => {
    if (document.problems.some((problem) => problem.code !== 'duplicate-key'))
      return raiseProblems(document, registry).map((each) => shown(each, document));
    const raised = objects.filter(isJudged).flatMap((object): Raised[] => {
      const judgement = judge(object, { release, ...(stored ? { old: stored } : {}) });
      const context: RuleContext = {
        release,
        object,
        document,
        judgement,
        workload: lower(object, judgement),
        neighbours,
      };
      return [
        ...raiseVerdicts(context, registry, log),
        ...raiseInspections(context, registry, { look: 'own', whole: true }, log),
        ...raiseInspections(context, registry, { look: 'neighbours', whole: true }, log),
      ];
    });
    return [...raiseProblems(document, registry), ...raised].map((each) => shown(each, document));
  });
}

/** The findings of one rule. */
export function findingsOf(rule: string, text: string, options: LintOptions = {}): Shown[] {
  return lint(text, options).filter((each) => each.rule === rule);
}

/** Rules and fields of all findings, `rule field`. */
export function summary(text: string, options: LintOptions = {}): string[] {
  return lint(text, options).map((each) => `${each.rule} ${each.field}`);
}

function shown(raised: Raised, document: ParsedDocument): Shown {
  const { rule, finding, object } = raised;
  const { root, text } = document;
  const span =
    finding.span ?? (root ? placeOf(text, root, [...(object?.at ?? []), ...finding.path], finding.at) : null);
  const result = (fix: Fix) => applyEdits(text, fix.edits);
  return {
    rule: rule.id,
    category: rule.category,
    field: fieldOf(raised),
    message: messageOf(rule, finding, 'en'),
    messageJa: messageOf(rule, finding, 'ja'),
    marked: span ? text.slice(span.start, span.end) : '',
    fixes: (finding.fixes?.() ?? []).map((fix) => ({
      title: fix.title.en,
      preferred: fix.preferred,
      result: result(fix),
    })),
  };
}

/** A StatefulSet without a fault; `spec` lines (indented by two) come first in its spec, `pod` lines (by six) in its pods'. */
export function statefulSet(spec = '', pod = ''): string {
  return `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
${spec}  serviceName: nginx
  replicas: 3
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
${pod}      containers:
        - name: nginx
          image: registry.k8s.io/nginx-slim:0.27
`;
}

/** A DaemonSet without a fault, as {@link statefulSet}. */
export function daemonSet(spec = '', pod = ''): string {
  return statefulSet(spec, pod)
    .replace('kind: StatefulSet', 'kind: DaemonSet')
    .replace('  serviceName: nginx\n  replicas: 3\n', '')
    .replaceAll('web', 'agent');
}
