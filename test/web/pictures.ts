/** Pictures made by hand, for tests that need no simulation. */
import type { Picture, PictureEvent } from '../../client/webview/picture';
import type { EventType, Reason, Trace, Verdict } from '../../simulator/src/index';

const nowhere: Reason = { code: 'sts-update-next', params: {} };

const quietVerdict: Verdict = {
  sentence: '',
  kind: 'StatefulSet',
  set: 'web',
  change: 'update',
  restarts: [],
  added: [],
  removed: [],
  seconds: 0,
  fewestAvailable: { count: 0, of: 0, at: 0 },
  mostExtra: 0,
  mostAtOnce: 0,
  claims: { kept: [], deleted: [], created: [] },
  heldBack: [],
  heldBackBy: null,
  excludedNodes: [],
  stuck: null,
  unfinished: null,
  drains: [],
  ifBroken: { lost: 0, stopsAt: '', stopsAtReason: nowhere, objects: [] },
  rollback: null,
};

export interface HandEvent {
  readonly t: number;
  readonly type: EventType;
  readonly object: string;
  readonly row: string;
}

/** A picture with these events, and a row for each name that they use. */
export function pictureWith(events: readonly HandEvent[], verdict: Partial<Verdict> = {}): Picture {
  const names = [...new Set(events.map((event) => event.row))];
  const seen = new Map<string, number>();
  const listed: PictureEvent[] = events.map(({ t, type, object, row }) => {
    const name = `${type}|${object}`;
    seen.set(name, (seen.get(name) ?? 0) + 1);
    const decision = type === 'pod-created' || type === 'pod-deletion-requested';
    return { key: `${name}|${seen.get(name)}`, t, event: { t, type, object }, row, decision };
  });
  const last = events.at(-1)?.t ?? 0;
  const trace: Trace = {
    source: 'simulator',
    kind: 'StatefulSet',
    set: 'web',
    kubernetesVersion: '1.36.3',
    events: listed.map(({ event }) => event),
    final: { pods: [], claims: [], status: null },
    nodes: [],
    initial: { pods: [], claims: [] },
    changeAt: 0,
    until: last,
    verdict: { ...quietVerdict, ...verdict },
  };
  return {
    kind: 'StatefulSet',
    set: 'web',
    trace,
    timeline: {
      from: 0,
      to: last,
      rows: [],
      availability: { t: [], available: [], total: [] },
      claims: [],
      rowOfEvent: [],
      nodes: [],
    },
    rows: names.map((name) => ({ name, segments: [], events: [] })),
    curve: [],
    wanted: 3,
    events: listed,
    moments: [...new Set(events.map((event) => event.t))],
    start: 0,
    end: last + 1,
    last,
    newest: 2,
    isRevisionChange: true,
    isStill: events.length === 0,
  };
}
