/** Guards of the messages: what comes over a border is looked at before it is believed, on both sides. */
import { boolean, type Guard, list, nullable, number, optional, record, shape, string, tagged, word } from './guard';
import type {
  AssetParams,
  Base,
  BaseTextParams,
  FileTextParams,
  FromPanel,
  PanelState,
  Range,
  Rendered,
  RolloutAnswer,
  RolloutFinding,
  RolloutState,
  StoredAnswer,
  StoredMark,
  ToPanel,
  WhatIf,
  WorkloadSummary,
} from './index';
import { isNodeSpec, isPodRule, isScenario, isWorkload } from './workloadGuards';

const position = shape<Range['start']>({ line: number, character: number });
const range = shape<Range>({ start: position, end: position });
const base = word<Base>({ head: true, saved: true, nothing: true });

/** The guard of a message's own word. */
function type<T extends string>(name: T): Guard<T> {
  return (value): value is T => value === name;
}

const isWorkloadSummary = shape<WorkloadSummary>({
  kind: word<WorkloadSummary['kind']>({ DaemonSet: true, StatefulSet: true }),
  name: string,
  namespace: string,
  document: number,
  range,
});

const rolloutState = tagged<'kind', RolloutState>('kind', {
  ready: shape<Extract<RolloutState, { kind: 'ready' }>>({ kind: type('ready') }),
  'no-workload': shape<Extract<RolloutState, { kind: 'no-workload' }>>({ kind: type('no-workload') }),
  broken: shape<Extract<RolloutState, { kind: 'broken' }>>({ kind: type('broken'), problem: string }),
  refused: shape<Extract<RolloutState, { kind: 'refused' }>>({
    kind: type('refused'),
    problem: string,
    refuses: optional(word<'manifest' | 'change'>({ manifest: true, change: true })),
  }),
});

/** What the server answers to `ROLLOUT_REQUEST`. */
export const isRolloutAnswer = shape<RolloutAnswer>({
  uri: string,
  version: nullable(number),
  kubernetesVersion: string,
  state: rolloutState,
  workloads: list(isWorkloadSummary),
  selected: nullable(string),
  from: nullable(isWorkload),
  to: nullable(isWorkload),
  findings: list(
    shape<RolloutFinding>({
      rule: string,
      category: word<RolloutFinding['category']>({ rejected: true, broken: true, risk: true, style: true }),
      message: string,
      field: string,
      range,
      fixable: (value): value is boolean => typeof value === 'boolean',
    }),
  ),
  fields: record(range),
});

/** A message to the page. */
export const isToPanel = tagged<'type', ToPanel>('type', {
  rollout: shape<Extract<ToPanel, { type: 'rollout' }>>({
    type: type('rollout'),
    answer: isRolloutAnswer,
    base,
    baseLabel: string,
  }),
  cursor: shape<Extract<ToPanel, { type: 'cursor' }>>({ type: type('cursor'), field: nullable(string) }),
  nodes: shape<Extract<ToPanel, { type: 'nodes' }>>({
    type: type('nodes'),
    nodes: nullable(list(isNodeSpec)),
    label: string,
  }),
});

/** A message from the page. */
export const isFromPanel = tagged<'type', FromPanel>('type', {
  ready: shape<Extract<FromPanel, { type: 'ready' }>>({ type: type('ready') }),
  reveal: shape<Extract<FromPanel, { type: 'reveal' }>>({ type: type('reveal'), field: string }),
  select: shape<Extract<FromPanel, { type: 'select' }>>({ type: type('select'), select: string }),
  base: shape<Extract<FromPanel, { type: 'base' }>>({ type: type('base'), base }),
  version: shape<Extract<FromPanel, { type: 'version' }>>({ type: type('version'), kubernetesVersion: string }),
  fix: shape<Extract<FromPanel, { type: 'fix' }>>({ type: type('fix'), rule: string, field: string }),
  copy: shape<Extract<FromPanel, { type: 'copy' }>>({ type: type('copy'), text: string }),
  save: shape<Extract<FromPanel, { type: 'save' }>>({ type: type('save'), name: string, text: string }),
  rendered: shape<Rendered>({
    type: type('rendered'),
    state: word<Rendered['state']>({
      loading: true,
      'no-workload': true,
      broken: true,
      refused: true,
      unchanged: true,
      ready: true,
    }),
    select: nullable(string),
    verdict: string,
    rows: list(string),
    events: number,
    seconds: number,
  }),
});

/** What a page had kept when its window closed. */
export const isPanelState = shape<PanelState>({
  uri: string,
  select: nullable(string),
  base,
  t: number,
  speed: number,
  pods: optional(list(isPodRule)),
  nodes: optional(list(isNodeSpec)),
  scenario: optional(isScenario),
  whatIf: optional(
    list(
      tagged<'kind', WhatIf>('kind', {
        'never-ready': shape<Extract<WhatIf, { kind: 'never-ready' }>>({ kind: type('never-ready') }),
        'pod-times': shape<Extract<WhatIf, { kind: 'pod-times' }>>({
          kind: type('pod-times'),
          start: number,
          ready: number,
          terminate: number,
        }),
      }),
    ),
  ),
  row: optional(nullable(string)),
  event: optional(nullable(string)),
});

/** What the server answers to `STORED_REQUEST`. */
export const isStoredAnswer = shape<StoredAnswer>({
  uri: string,
  version: nullable(number),
  title: nullable(string),
  text: string,
  marks: list(
    tagged<'kind', StoredMark>('kind', {
      default: shape<Extract<StoredMark, { kind: 'default' }>>({ kind: type('default'), line: number }),
      rewritten: shape<Extract<StoredMark, { kind: 'rewritten' }>>({
        kind: type('rewritten'),
        line: number,
        written: string,
      }),
      dropped: shape<Extract<StoredMark, { kind: 'dropped' }>>({ kind: type('dropped'), line: number }),
    }),
  ),
  refused: boolean,
});

/** The name of a file that ships with the extension: no way out of its folder. */
export const isAssetParams: Guard<AssetParams> = (value): value is AssetParams =>
  assetShape(value) && /^[\w.-]+(\/[\w.-]+)*$/.test(value.name) && !value.name.split('/').includes('..');
const assetShape = shape<AssetParams>({ name: string });

export const isBaseTextParams = shape<BaseTextParams>({ uri: string });
export const isFileTextParams = shape<FileTextParams>({ uri: string });
