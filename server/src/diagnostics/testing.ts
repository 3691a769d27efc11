/** For the tests of rules: the findings of a text and what its fixes make of it. */
import { parseRelease } from '../../../simulator/src/index';
import { type ApiObject, isJudged, judge, lower, objectsOf } from '../apiServer/index';
import { applyEdits, type ParsedDocument, parseDocument, splitDocuments } from '../manifest/index';
import { messageOf } from './message';
import { nodesIn } from './nodes';
import { placeOf } from './place';
import { jsonOf } from './read';
import { isKnownResource } from './resourceKinds';
import { createResourceIndex, type ResourceIndex } from './resources';
import type { Fix, RuleContext } from './rule';
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
  /** the file as it is stored */
  readonly old?: string;
  /** the other files as they are stored */
  readonly storedOthers?: string;
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

function indexOf(files: Readonly<Record<string, string | readonly Read[]>>): ResourceIndex {
  const index = createResourceIndex();
  for (const [uri, content] of Object.entries(files)) {
    const documents = typeof content === 'string' ? read(content) : content;
    index.set(
      uri,
      documents.map(({ document, objects }) => ({
        kind: objects.length === 1 && objects[0]?.at.length === 0 ? objects[0].kind : 'List',
        objects: () => objects,
        parsed: () => document,
      })),
    );
  }
  return index;
}

const FILE = 'file:///app/own.yaml';

/**
 * Every finding of every object of a text. A fault of a rule is thrown, not logged.
 */
export function lint(text: string, options: LintOptions = {}): Shown[] {
  const release = parseRelease(options.version ?? '1.37');
  if (!release) throw new Error(`no release: ${options.version}`);
  const registry = ruleRegistry();
  const own = read(text);
  const index = indexOf({ [FILE]: own, 'file:///app/others.yaml': options.others ?? '' });
  const compares = options.old !== undefined || options.storedOthers !== undefined;
  const before = indexOf({ [FILE]: options.old ?? '', 'file:///app/others.yaml': options.storedOthers ?? '' });
  const log = (message: string): void => {
    throw new Error(message);
  };
  const judged = (object: ApiObject, document: ParsedDocument, old?: ApiObject): RuleContext => {
    const judgement = isJudged(object)
      ? judge(object, { release, ...(old ? { old } : {}) })
      : { errors: [], stage: 'accepted' as const, warnings: [], effective: jsonOf(object.root) };
    const neighbours = index.view(FILE);
    const stored = old && judged(old, document);
    return {
      release,
      object,
      document,
      judgement,
      workload: isJudged(object) ? lower(object, judgement) : null,
      neighbours,
      nodes: nodesIn(neighbours),
      ...(stored ? { old: stored } : {}),
      ...(compares ? { stored: before.view(FILE) } : {}),
    };
  };
  return own.flatMap(({ document, objects }) => {
    const subjects = objects.filter((object) => isJudged(object) || isKnownResource(object));
    if (document.problems.some((problem) => problem.code !== 'duplicate-key'))
      return subjects.length > 0 && !subjects.some(isJudged)
        ? []
        : raiseProblems(document, registry).map((each) => shown(each, document));
    const raised = subjects.flatMap((object): Raised[] => {
      const old = before.view(FILE).named(object.kind, object.name, object)[0]?.object;
      const context = judged(object, document, old);
      return [
        ...(isJudged(object) ? raiseVerdicts(context, registry, log) : []),
        ...raiseInspections(context, registry, { look: 'own', whole: true }, log),
        ...raiseInspections(context, registry, { look: 'neighbours', whole: true }, log),
      ];
    });
    return [...(subjects.some(isJudged) ? raiseProblems(document, registry) : []), ...raised].map((each) =>
      shown(each, document),
    );
  });
}

/** The findings of one rule. */
export function findingsOf(rule: string, text: string, options: LintOptions = {}): Shown[] {
  return lint(text, options).filter((each) => each.rule === rule);
}

/** Rules and fields of all findings but those of style, `rule field`. */
export function summary(text: string, options: LintOptions = {}): string[] {
  return lint(text, options)
    .filter((each) => each.category !== 'style')
    .map((each) => `${each.rule} ${each.field}`);
}

/** Rules and fields of what the API server refuses, `rule field`. */
export function refusals(text: string, options: LintOptions = {}): string[] {
  return lint(text, options)
    .filter((each) => each.category === 'rejected')
    .map((each) => `${each.rule} ${each.field}`);
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
