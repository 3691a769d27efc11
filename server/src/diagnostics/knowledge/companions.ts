/**
 * Which objects of a workspace belong together. Files of unrelated projects, or alternatives of one, may stand side by
 * side: what is in one file is applied together, and so is what a folder holds, as long as it is no collection.
 */
import type { ApiObject } from '../../apiServer/index';
import { mayShareNamespace, writtenNamespace } from '../namespaces';
import { get, type JsonObject, list, podTemplateOf, stringMap, text } from '../read';
import { closest } from '../resources';
import type { Known, Neighbours, Resource } from '../rule';
import { unmet } from '../selectors';

/** Kinds of workloads whose pods may stand behind a selector. */
export const POD_OWNERS = ['StatefulSet', 'DaemonSet', 'Deployment', 'ReplicaSet', 'Job', 'CronJob', 'Pod'] as const;

/** The two kinds that the findings are about. */
export const SETS = ['StatefulSet', 'DaemonSet'] as const;

/** A folder with more workloads than this is a collection of manifests, not one application. */
const MOST_OF_ONE_FOLDER = 16;

/**
 * Workloads that are applied together with an object: those of its file where it has any, else those of its folder.
 * @param anyNamespace also those of other namespaces
 */
export function companionsOf(
  neighbours: Neighbours,
  of: ApiObject,
  kinds: readonly string[],
  anyNamespace = false,
): readonly Companion[] {
  const all = POD_OWNERS.flatMap((kind) => neighbours.facts(kind, companionFact).filter(isBeside));
  const own = all.filter(({ near, object }) => near === 'file' && object.root !== of.root);
  const together = own.length > 0 ? own : all.length <= MOST_OF_ONE_FOLDER ? all : [];
  const wanted = together.filter(({ object }) => kinds.includes(object.kind));
  if (anyNamespace) return wanted;
  const here = writtenNamespace(of);
  return wanted.filter(({ namespace }) => mayShareNamespace(namespace, here));
}

/** A workload with what tells whom it belongs to. */
export type Companion = Known<{
  /** of its pods */
  readonly labels: Readonly<Record<string, string>>;
  readonly serviceName: string;
}>;

function companionFact(json: JsonObject, kind: string): Companion['value'] {
  return {
    labels: podTemplateOf(json, kind)?.labels ?? {},
    serviceName: text(get(json, 'spec', 'serviceName')) ?? '',
  };
}

function isBeside({ near }: Companion): boolean {
  return near !== 'workspace';
}

/** Is the folder one application, so that what its files say of each other counts? */
export function isOneApplication(
  neighbours: Neighbours,
  kinds: readonly string[] = ['StatefulSet', 'DaemonSet', 'Deployment'],
): boolean {
  let count = 0;
  for (const kind of kinds)
    for (const { near } of neighbours.facts(kind, companionFact))
      if (near !== 'workspace' && ++count > MOST_OF_ONE_FOLDER) return false;
  return true;
}

/** Does a selector select the pods of anything here? The usual kinds are asked first. */
export function selectsAny(neighbours: Neighbours, selector: JsonObject, of: ApiObject): boolean {
  return neighbours.selectedBy(selector, of).length > 0 || neighbours.selectedBy(selector, of, POD_OWNERS).length > 0;
}

/**
 * Is there a StatefulSet or a DaemonSet that is applied together with what the file holds? Asks for the two kinds alone:
 * where there is none, nothing else needs to be read.
 */
export function standsBesideSets(neighbours: Neighbours): boolean {
  const sets = SETS.flatMap((kind) => neighbours.facts(kind, companionFact).filter(isBeside));
  return sets.some(({ near }) => near === 'file') || (sets.length > 0 && sets.length <= MOST_OF_ONE_FOLDER);
}

export interface Meant {
  readonly resource: Companion;
  readonly labels: Readonly<Record<string, string>>;
  /** the terms that its labels do not fulfil; none: it is in another namespace */
  readonly unmet: ReturnType<typeof unmet>;
}

const SUFFIX =
  /-(headless|hs|cs|svc|service|client|clients|peers?|internal|discovery|nodes?|pdb|budget|hpa|metrics|public|lb|np|netpol|policy)$/;

/** A name without the suffix that tells what kind of thing it is. */
export function stem(name: string): string {
  return name.replace(SUFFIX, '');
}

/**
 * The StatefulSet or DaemonSet that an object's selector was meant for, where it selects no pod: one in another
 * namespace, one that bears its name, or one that misses it by a single label.
 * @param selector a LabelSelector
 */
export function meantBy(selector: JsonObject, of: ApiObject, neighbours: Neighbours): Meant | null {
  const candidates = companionsOf(neighbours, of, SETS, true).flatMap((resource): (Meant & { terms: number })[] => {
    const { labels } = resource.value;
    const terms = unmet(selector, labels);
    if (terms.length > 0 && terms.every(isSetAtRunTime)) return [];
    return [{ resource, labels, unmet: terms, terms: termsOf(selector) }];
  });
  const elsewhere = candidates.filter((each) => each.unmet.length === 0);
  if (elsewhere.length > 0) return elsewhere[0] ?? null;
  const own = writtenNamespace(of);
  const here = candidates.filter(
    ({ resource }) => own === null || resource.namespace === null || resource.namespace === own,
  );
  const named = here.filter(
    ({ resource: { object, value } }) =>
      stem(object.name) === stem(of.name) || (of.kind === 'Service' && value.serviceName === of.name),
  );
  if (named.length > 0) return named[0] ?? null;
  return (
    here.find(
      ({ unmet: [term, ...more], terms, resource: { near } }) =>
        term !== undefined &&
        more.length === 0 &&
        ((term.actual === undefined && terms > 1) || isNear(term, near === 'file')),
    ) ?? null
  );
}

/** Labels by which programs tell their own pods apart while they run: who leads, who is active. */
const AT_RUN_TIME =
  /(^|[/._-])(role|instance-?role|master|primary|leader|active|standby|initialized|sealed|state|status|health|elected|replica|writable|writer)$/i;

/** Labels that controllers and the API server put on pods. */
const GENERATED =
  /^(statefulset\.kubernetes\.io\/pod-name|apps\.kubernetes\.io\/pod-index|controller-revision-hash|pod-template-generation|pod-template-hash|topology\.kubernetes\.io\/(zone|region))$/;

/** May the program itself, or its controller, set the label that is missing? (Patroni `role`, Vault `vault-active`, CloudNativePG `instanceRole`) */
export function isSetAtRunTime({ key, actual }: Pick<Meant['unmet'][number], 'key' | 'actual'>): boolean {
  return actual === undefined && (AT_RUN_TIME.test(key) || GENERATED.test(key) || key.startsWith('vault-'));
}

function termsOf(selector: JsonObject): number {
  return Object.keys(stringMap(selector['matchLabels'])).length + list(selector['matchExpressions']).length;
}

/** One value is the other with something at its end or its front, or a slip of the pen. */
function isNear(term: Meant['unmet'][number], parts: boolean): boolean {
  const [value] = term.values;
  if (term.operator !== 'In' || value === undefined || term.values.length !== 1) return false;
  return term.actual !== undefined && (areAlike(value, term.actual) || (parts && isPart(value, term.actual)));
}

/** Is one name the other with a part more? Pods that an operator makes may be called so too. */
export function isPart(a: string, b: string): boolean {
  return a.startsWith(`${b}-`) || b.startsWith(`${a}-`) || a.endsWith(`-${b}`) || b.endsWith(`-${a}`);
}

/** Is one name the other with a letter or two changed? */
export function areAlike(a: string, b: string): boolean {
  const bare = (name: string): string => name.replace(/[-_.]/g, '').toLowerCase();
  return bare(a) === bare(b) || slips(a, b) <= (a.length > 5 ? 2 : 1);
}

/**
 * The nearest of the resources that a selector finds. Of other folders only those that write the same namespace: labels
 * such as `app: nginx` are common, and a workspace may hold many projects.
 */
export function akin(resources: readonly Resource[], of: ApiObject): readonly Resource[] {
  const nearest = closest(resources);
  if (nearest[0]?.near !== 'workspace') return nearest;
  const own = writtenNamespace(of);
  return own === null ? [] : nearest.filter(({ namespace }) => namespace === own);
}

function slips(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++)
      row.push(
        Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)),
      );
    above = row;
  }
  return above[b.length] ?? 3;
}
