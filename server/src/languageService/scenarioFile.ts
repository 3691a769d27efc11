/** Scenario files (YAML or JSON): what is applied to a cluster, and how its pods and nodes behave. */
import {
  compareReleases,
  DEFAULT_VERSION,
  newestKnown,
  OLDEST_COVERED_MINOR,
  type PodRule,
  parseRelease,
  type Release,
  type Scenario,
  type Step,
} from '../../../simulator/src/index';
import type { Language, Localized } from '../diagnostics/index';
import { createLineIndex, type Entry, type Node, parseDocument, withCoreBooleans } from '../manifest/index';
import { type Application, createApplier, type Unread } from './scenarioApply';
import { nodeChangeOf, nodesOf } from './scenarioNodes';
import { notesOf } from './scenarioNotes';
import {
  createReader,
  optional,
  type Reader,
  required,
  type ScenarioProblem,
  type ScenarioSlip,
  written,
} from './scenarioReader';

export interface ScenarioOptions {
  /** text of a file that the scenario names, relative to its own folder; null where there is none */
  readonly readFile: (name: string) => string | null;
  /** why a file that the scenario names has no text; default: there is none */
  readonly whyUnread?: (name: string) => Unread;
  /** replaces the scenario's own version */
  readonly kubernetesVersion?: string;
  readonly language: Language;
}

/** A scenario, or why there is none; `written` is what the file says, as plain JSON. */
export type ReadScenario =
  | {
      readonly scenario: Scenario;
      readonly problems: readonly [];
      /** what a person should know, though it does not stand in the way */
      readonly notes: readonly ScenarioProblem[];
      readonly written: unknown;
    }
  | { readonly scenario: null; readonly problems: readonly ScenarioProblem[]; readonly written: unknown };

const KEYS = [
  'kubernetesVersion',
  'featureGates',
  'minKubernetes',
  'nodes',
  'pods',
  'steps',
  'until',
  'tolerance',
  'ties',
  'seed',
];
const ACTIONS = ['apply', 'deletePod', 'deletePodOn', 'pod', 'deleteClaim', 'deleteBudget', 'node', 'delete'] as const;
/** A scenario that names no end runs this long after its last step, in seconds. */
const DEFAULT_REST = 300;
/** Longer runs are a slip of the pen: thirty days, in seconds. */
const MOST_SECONDS = 30 * 86_400;

/** Reads a scenario. Never throws: whatever is wrong is one message with its place. */
export function readScenario(text: string, options: ScenarioOptions): ReadScenario {
  const document = parseDocument(text);
  const index = createLineIndex(text);
  const problems: ScenarioProblem[] = [];
  const report = ({ start }: ScenarioSlip['span'], message: Localized): void => {
    problems.push({ ...index.positionAt(start), message: message[options.language] });
  };
  for (const problem of document.problems) report(problem.span, { en: problem.message, ja: problem.messageJa });
  const root = document.root && withCoreBooleans(document.root);
  const plain = written(root);
  if (problems.length === 0 && root) {
    const slips: ScenarioSlip[] = [];
    const applier = createApplier(options.language);
    const scenario = scenarioOf(root, createReader(slips), applier, options);
    for (const slip of slips) report(slip.span, slip.message);
    problems.push(...eachOnce(applier.problems));
    if (problems.length === 0 && scenario) {
      if (scenario.steps.some((step) => 'apply' in step)) {
        return { scenario, problems: [], notes: notesOf(root, scenario, options.language, index), written: plain };
      }
      report(
        { start: 0, end: 0 },
        { en: 'No step applies a workload.', ja: 'ワークロードを apply する step がありません。' },
      );
    }
  }
  if (problems.length === 0) report({ start: 0, end: 0 }, { en: 'The scenario is empty.', ja: 'シナリオが空です。' });
  return { scenario: null, problems, written: plain };
}

/** A file that several steps apply has its problems but once. */
function eachOnce(problems: readonly ScenarioProblem[]): readonly ScenarioProblem[] {
  const known = new Map(problems.map((problem) => [JSON.stringify(Object.entries(problem).sort()), problem]));
  return [...known.values()];
}

function scenarioOf(
  root: Node,
  read: Reader,
  applier: ReturnType<typeof createApplier>,
  options: ScenarioOptions,
): Scenario | null {
  const entries = read.mapping(root, 'a scenario', KEYS);
  const version = versionOf(entries, read, options);
  const gates = optional(entries, 'featureGates', (node) => gatesOf(node, read));
  const nodes = optional(entries, 'nodes', (node) => nodesOf(node, read));
  const pods = optional(entries, 'pods', (node) => read.items(node, 'pods', (item) => podRuleOf(item, read)));
  const tolerance = optional(entries, 'tolerance', (node) => toleranceOf(node, read));
  const ties = optional(entries, 'ties', (node) => read.choice(node, 'ties', ['clock', 'sequence']));
  const seed = optional(entries, 'seed', (node) => read.number(node, 'seed', { whole: true }));
  const stepList = entries.get('steps');
  if (!stepList) {
    read.slip(root.kind === 'mapping' ? { start: root.span.start, end: root.span.start } : root, {
      en: 'A scenario needs steps.',
      ja: 'シナリオには steps が必要です。',
    });
    return null;
  }
  if (!version) return null;
  const apply = (node: Node): readonly Application[] =>
    applier.apply(node, {
      release: version.release,
      featureGates: gates ?? {},
      readFile: options.readFile,
      whyUnread: options.whyUnread ?? (() => 'missing'),
      read,
    });
  const written = read.items(stepList.value, 'steps', (item) => stepOf(item, read));
  // in the order of time, those of one moment as written: an apply is judged against the one before
  const steps = [...written]
    .sort((a, b) => a.at - b.at)
    .flatMap((step): Step[] => {
      if (step.step) return [step.step];
      return apply(step.apply).map((application) => ({ at: step.at, ...application }));
    });
  const last = steps.at(-1)?.at ?? 0;
  const until =
    optional(entries, 'until', (node) => secondsOf(node, 'until', read)) ?? Math.min(last + DEFAULT_REST, MOST_SECONDS);
  return {
    kubernetesVersion: version.text,
    steps,
    until,
    ...(gates ? { featureGates: gates } : {}),
    ...(nodes ? { nodes } : {}),
    ...(pods ? { pods } : {}),
    ...(tolerance ? { tolerance } : {}),
    ...(ties ? { ties } : {}),
    ...(seed === undefined ? {} : { seed }),
  };
}

function versionOf(
  entries: ReadonlyMap<string, Entry>,
  read: Reader,
  { kubernetesVersion }: ScenarioOptions,
): { readonly text: string; readonly release: Release } | null {
  const own = entries.get('kubernetesVersion');
  const text = kubernetesVersion ?? (own ? read.text(own.value, 'kubernetesVersion') : DEFAULT_VERSION);
  const place = own?.value ?? { start: 0, end: 0 };
  if (text === undefined) return null;
  const release = parseRelease(text);
  if (!release || release.minor < OLDEST_COVERED_MINOR) {
    read.slip(place, {
      en: `kubernetesVersion ${text}: simulation covers 1.${OLDEST_COVERED_MINOR} to 1.37.`,
      ja: `kubernetesVersion ${text}: シミュレーションの対象は 1.${OLDEST_COVERED_MINOR} から 1.37 です。`,
    });
    return null;
  }
  const newest = newestKnown(release);
  if (newest !== null) {
    read.slip(place, {
      en: `kubernetesVersion ${text}: the newest patch release of this minor that is known is ${newest}.`,
      ja: `kubernetesVersion ${text}: このマイナーバージョンで対応している最新のパッチリリースは ${newest} です。`,
    });
    return null;
  }
  const least = optional(entries, 'minKubernetes', (node) => read.text(node, 'minKubernetes'));
  const leastEntry = entries.get('minKubernetes');
  if (least !== undefined && leastEntry) {
    const needed = parseRelease(least.split('.').length < 3 ? `${least}.0` : least);
    if (!needed || compareReleases(release, needed) < 0) {
      read.slip(leastEntry.value, {
        en: needed
          ? `This scenario needs Kubernetes ${least} or later, not ${text}.`
          : `minKubernetes ${least} is no release that is known.`,
        ja: needed
          ? `このシナリオには Kubernetes ${least} 以降が必要です（指定: ${text}）。`
          : `minKubernetes ${least} は既知のリリースではありません。`,
      });
      return null;
    }
  }
  return { text, release };
}

function gatesOf(node: Node, read: Reader): Readonly<Record<string, boolean>> {
  const gates: Record<string, boolean> = {};
  if (node.kind !== 'mapping') {
    read.mapping(node, 'featureGates', []);
    return gates;
  }
  for (const { key, value } of node.entries) {
    const on = read.bool(value, `featureGates.${key}`);
    if (on !== undefined) gates[key] = on;
  }
  return gates;
}

function toleranceOf(node: Node, read: Reader): { readonly seconds: number } | undefined {
  const seconds = optional(read.mapping(node, 'tolerance', ['seconds']), 'seconds', (value) =>
    secondsOf(value, 'tolerance.seconds', read),
  );
  return seconds === undefined ? undefined : { seconds };
}

function secondsOf(node: Node, what: string, read: Reader): number | undefined {
  const value = read.number(node, what);
  if (value === undefined || value <= MOST_SECONDS) return value;
  read.slip(node, {
    en: `${what}: ${value} seconds are more than the ${MOST_SECONDS} that are simulated.`,
    ja: `${what}: ${value} 秒は、シミュレーションできる ${MOST_SECONDS} 秒を超えています。`,
  });
  return undefined;
}

function podRuleOf(node: Node, read: Reader): PodRule | undefined {
  const entries = read.mapping(node, 'a rule for pods', [
    'match',
    'scheduleSeconds',
    'startSeconds',
    'readySeconds',
    'terminateSeconds',
    'fail',
  ]);
  const seconds = (key: string) => {
    const value = optional(entries, key, (each) => secondsOf(each, key, read));
    return value === undefined ? {} : { [key]: value };
  };
  const ready = entries.get('readySeconds')?.value;
  const never = ready?.kind === 'scalar' && ready.value === null;
  const match = optional(entries, 'match', (value) => matchOf(value, read));
  const fail = optional(entries, 'fail', (value) => {
    const parts = read.mapping(value, 'fail', ['afterSeconds', 'phase']);
    const afterSeconds = required(parts, 'afterSeconds', value, read, (each) => secondsOf(each, 'afterSeconds', read));
    const phase = optional(parts, 'phase', (each) => read.choice(each, 'phase', ['Failed', 'Succeeded'])) ?? 'Failed';
    return afterSeconds === undefined ? undefined : { afterSeconds, phase };
  });
  return {
    ...(match ? { match } : {}),
    ...seconds('scheduleSeconds'),
    ...seconds('startSeconds'),
    ...(never ? { readySeconds: null } : seconds('readySeconds')),
    ...seconds('terminateSeconds'),
    ...(fail ? { fail } : {}),
  };
}

function matchOf(node: Node, read: Reader): NonNullable<PodRule['match']> {
  const entries = read.mapping(node, 'match', ['ordinals', 'nodes', 'revision', 'instances']);
  const numbers = (key: string, least: number) =>
    optional(entries, key, (value) => read.itemsOrOne(value, (item) => read.number(item, key, { least, whole: true })));
  const nodes = optional(entries, 'nodes', (value) => read.itemsOrOne(value, (item) => read.text(item, 'nodes')));
  const ordinals = numbers('ordinals', 0);
  const revision = numbers('revision', 1);
  const instances = numbers('instances', 1);
  return {
    ...(ordinals ? { ordinals } : {}),
    ...(nodes ? { nodes } : {}),
    ...(revision ? { revision } : {}),
    ...(instances ? { instances } : {}),
  };
}

/** A step whose manifest is still to be read, or one that is complete. */
type WrittenStep =
  | { readonly at: number; readonly apply: Node; readonly step?: undefined }
  | { readonly at: number; readonly apply?: undefined; readonly step: Step };

function stepOf(node: Node, read: Reader): WrittenStep | undefined {
  const entries = read.mapping(node, 'a step', ['at', 'graceSeconds', ...ACTIONS]);
  if (node.kind !== 'mapping') return undefined;
  const at = required(entries, 'at', node, read, (value) => secondsOf(value, 'at', read));
  const actions = ACTIONS.filter((action) => entries.has(action));
  const [action, second] = actions;
  const entry = action && entries.get(action);
  if (!action || !entry || second) {
    const which = ACTIONS.join(', ');
    read.slip(second ? (entries.get(second)?.keySpan ?? node) : node, {
      en: second ? `A step does one thing, not both ${action} and ${second}.` : `A step does one of ${which}.`,
      ja: second
        ? `1 つの step に ${action} と ${second} の両方は書けません。`
        : `step には ${which} のどれか 1 つを書きます。`,
    });
    return undefined;
  }
  if (at === undefined) return undefined;
  if (action === 'apply') return { at, apply: entry.value };
  const grace = entries.get('graceSeconds');
  if (grace && action !== 'deletePod' && action !== 'deletePodOn') {
    read.slip(grace.keySpan, {
      en: 'graceSeconds stands beside deletePod or deletePodOn.',
      ja: 'graceSeconds は deletePod か deletePodOn と一緒に書きます。',
    });
  }
  const graceSeconds = grace ? read.number(grace.value, 'graceSeconds') : undefined;
  const step = actionOf(action, at, entry.value, graceSeconds === undefined ? {} : { graceSeconds }, read);
  return step && { at, step };
}

function actionOf(
  action: Exclude<(typeof ACTIONS)[number], 'apply'>,
  at: number,
  value: Node,
  grace: { readonly graceSeconds?: number },
  read: Reader,
): Step | undefined {
  switch (action) {
    case 'deletePod': {
      const deletePod = read.text(value, 'deletePod');
      return deletePod === undefined ? undefined : { at, deletePod, ...grace };
    }
    case 'deletePodOn': {
      if (value.kind !== 'mapping') {
        const deletePodOn = read.text(value, 'deletePodOn');
        return deletePodOn === undefined ? undefined : { at, deletePodOn, ...grace };
      }
      const entries = read.mapping(value, 'deletePodOn', ['revision']);
      const revision = required(entries, 'revision', value, read, (each) =>
        read.number(each, 'revision', { least: 1, whole: true }),
      );
      return revision === undefined ? undefined : { at, deletePodOn: { revision }, ...grace };
    }
    case 'pod': {
      const entries = read.mapping(value, 'pod', ['name', 'on', 'ready']);
      const name = optional(entries, 'name', (each) => read.text(each, 'name'));
      const on = optional(entries, 'on', (each) => read.text(each, 'on'));
      const ready = required(entries, 'ready', value, read, (each) => read.bool(each, 'ready'));
      if ((name === undefined) === (on === undefined)) {
        read.slip(value, {
          en: 'pod needs a name, or the node that it is on.',
          ja: 'pod には name か on のどちらかが必要です。',
        });
        return undefined;
      }
      if (ready === undefined) return undefined;
      return { at, pod: { ready, ...(name === undefined ? {} : { name }), ...(on === undefined ? {} : { on }) } };
    }
    case 'deleteClaim': {
      const deleteClaim = read.text(value, 'deleteClaim');
      return deleteClaim === undefined ? undefined : { at, deleteClaim };
    }
    case 'deleteBudget': {
      const deleteBudget = read.text(value, 'deleteBudget');
      return deleteBudget === undefined ? undefined : { at, deleteBudget };
    }
    case 'node': {
      const node = nodeChangeOf(value, read);
      return node && { at, node };
    }
    case 'delete': {
      const cascade = optional(read.mapping(value, 'delete', ['cascade']), 'cascade', (each) =>
        read.choice(each, 'cascade', ['background', 'foreground', 'orphan']),
      );
      return { at, delete: cascade ? { cascade } : {} };
    }
  }
}
