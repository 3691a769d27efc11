/**
 * A trace folded into passages: what happens to one slot (a StatefulSet's ordinal, a DaemonSet's node) from rest to rest.
 * Four events of a pod that starts become one beat, a pod that ends over and over becomes one part with a count.
 */
import type { FinalPod, Trace, TraceEvent } from '../trace';

/** How far a pod that was made came, before something else happened to it. */
export type Reached = 'nothing' | 'bound' | 'running' | 'ready' | 'available';

export type BeatKind =
  | 'claim-create'
  | 'create'
  | 'refused'
  | 'delete'
  | 'gone'
  | 'claim-delete'
  | 'unready'
  | 'ready'
  | 'ended'
  | 'other';

/** One deed, or one thing that befell a pod, with what follows from it by itself. */
export interface Beat {
  readonly kind: BeatKind;
  /** seconds */
  readonly t: number;
  /** the event that it begins with */
  readonly event: TraceEvent;
  /** claims, or pods that are refused again and again: the objects of all events in it */
  readonly objects: readonly string[];
  /** events of the same kind in it */
  readonly count: number;
  /** `create`, `ready`: how far the pod came, and when; else the beat's own time */
  readonly reached: Reached;
  readonly at: number;
  /** `create`: the node that the pod was bound to */
  readonly node?: string;
}

/** Beats that happen so often in a row. */
export interface Part {
  readonly beats: readonly Beat[];
  readonly times: number;
  /** when the last time began, in seconds */
  readonly lastAt: number;
  /** it was under way once more when the trace ended */
  readonly goesOn: boolean;
}

export interface Passage {
  /** a pod's name (StatefulSet), a node (DaemonSet); null: about the set itself */
  readonly slot: string | null;
  /** seconds; `to`: its last event */
  readonly from: number;
  readonly to: number;
  /** it came to rest */
  readonly finished: boolean;
  /** it did not come to rest, because the change came: another passage goes on from there */
  readonly cut: boolean;
  readonly parts: readonly Part[];
}

/** Reasons of a creation that only says that the pod before is gone. */
const SUCCESSIONS: ReadonlySet<string> = new Set([
  'sts-replace-new',
  'sts-replace-same',
  'sts-replace-old-partition',
  'sts-replace-old-current',
  'ds-replace',
]);

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type OpenBeat = Writable<Beat> & { objects: string[] };

interface OpenPassage {
  readonly slot: string | null;
  readonly from: number;
  to: number;
  beats: OpenBeat[];
}

interface Slot {
  readonly pods: Map<string, { available: boolean; deleting: boolean }>;
  passage: OpenPassage | null;
  /** without a pod: a successor goes on with the passage, anything else begins a new one */
  empty: boolean;
}

const CHAIN: Readonly<Partial<Record<TraceEvent['type'], Reached>>> = {
  'pod-scheduled': 'bound',
  'pod-running': 'running',
  'pod-ready': 'ready',
  'pod-available': 'available',
};

const KINDS: Readonly<Partial<Record<TraceEvent['type'], BeatKind>>> = {
  'claim-created': 'claim-create',
  'claim-deletion-requested': 'claim-delete',
  'claim-gone': 'claim-delete',
  'pod-created': 'create',
  'pod-deletion-requested': 'delete',
  'pod-gone': 'gone',
  'pod-unready': 'unready',
  'pod-failed': 'ended',
  'pod-succeeded': 'ended',
  'pod-ready': 'ready',
  'pod-available': 'ready',
  'eviction-refused': 'refused',
};

/** The latency of controllers, in seconds. */
const AT_ONCE = 0.5;

const DEEDS: ReadonlySet<string> = new Set(['pod-created', 'pod-deletion-requested', 'eviction-refused']);

/** Code of an event's reason; a warning's own word; '' when there is none. */
function reasonCode(event: TraceEvent): string {
  return typeof event.reason === 'object' ? event.reason.code : (event.reason ?? '');
}

/**
 * All passages of a trace, in the order in which they begin. The status counters are left out.
 * @param trace of `simulate` or `simulateChange`
 */
export function passagesOf(trace: Trace): Passage[] {
  const slots = new Map<string, Slot>();
  const done: OpenPassage[] = [];
  const resting = new Set<OpenPassage>();
  const cut = new Set<OpenPassage>();
  const slotOf = (name: string): Slot => {
    const known = slots.get(name);
    if (known !== undefined) return known;
    const made: Slot = { pods: new Map(), passage: null, empty: true };
    slots.set(name, made);
    return made;
  };
  for (const pod of trace.initial.pods) {
    const slot = slotOf(nameOfInitial(trace, pod));
    slot.pods.set(pod.object, { available: pod.ready && !pod.terminating, deleting: pod.terminating });
    slot.empty = false;
  }
  for (const event of trace.events) {
    if (event.type === 'status') continue;
    const name = slotName(trace, event);
    if (name === null) {
      const alone: OpenPassage = { slot: null, from: event.t, to: event.t, beats: [] };
      addBeat(alone, event);
      done.push(alone);
      resting.add(alone);
      continue;
    }
    const slot = slotOf(name);
    if (slot.passage !== null && slot.empty && begins(event, slot.passage)) slot.passage = null;
    if (slot.passage !== null && !slot.empty && parts(event, slot.passage, trace.changeAt)) {
      cut.add(slot.passage);
      slot.passage = null;
    }
    if (slot.passage === null) {
      slot.passage = { slot: name, from: event.t, to: event.t, beats: [] };
      done.push(slot.passage);
    }
    const passage = slot.passage;
    resting.delete(passage);
    addBeat(passage, event);
    passage.to = event.t;
    follow(slot, event);
    if (isAtRest(slot)) {
      resting.add(passage);
      if (!slot.empty) slot.passage = null;
    }
  }
  return done.map((passage) => ({ ...close(passage, resting.has(passage)), cut: cut.has(passage) }));
}

function nameOfInitial(trace: Trace, pod: FinalPod): string {
  return trace.kind === 'StatefulSet' ? pod.object : (pod.node ?? nodeOf(pod.object));
}

function nodeOf(object: string): string {
  return /@(.*)#\d+$/.exec(object)?.[1] ?? object;
}

/** The slot that an event is about; null: the set itself, or nothing in particular. */
function slotName(trace: Trace, event: TraceEvent): string | null {
  if (event.type.startsWith('pod-') || event.object.includes('@')) {
    return trace.kind === 'StatefulSet' ? event.object : (event.node ?? nodeOf(event.object));
  }
  if (event.type.startsWith('claim-')) {
    const ordinal = /-(\d+)$/.exec(event.object)?.[1];
    return ordinal === undefined ? null : `${trace.set}-${ordinal}`;
  }
  // a refused eviction, and whatever else is about a pod of the set
  return event.object.startsWith(`${trace.set}-`) ? event.object : null;
}

/** Where a slot stands empty: does this event begin something new there? */
function begins(event: TraceEvent, passage: OpenPassage): boolean {
  if (event.type === 'claim-deletion-requested' || event.type === 'claim-gone') return false;
  const makes = event.type === 'pod-created' || event.type === 'claim-created';
  if (makes && passage.beats.every((beat) => beat.kind === 'claim-create')) return false;
  return event.type !== 'pod-created' || !SUCCESSIONS.has(reasonCode(event));
}

/** What a controller does after the change belongs to the change, also where the pod was not at rest before. */
function parts(event: TraceEvent, passage: OpenPassage, changeAt: number): boolean {
  return passage.from < changeAt && event.t >= changeAt && DEEDS.has(event.type);
}

function follow(slot: Slot, event: TraceEvent): void {
  const pod = slot.pods.get(event.object);
  switch (event.type) {
    case 'pod-created':
      slot.pods.set(event.object, { available: false, deleting: false });
      slot.empty = false;
      break;
    case 'pod-available':
      if (pod !== undefined) pod.available = true;
      break;
    case 'pod-unready':
    case 'pod-failed':
    case 'pod-succeeded':
      if (pod !== undefined) pod.available = false;
      break;
    case 'pod-deletion-requested':
      if (pod !== undefined) pod.deleting = true;
      break;
    case 'pod-gone':
      slot.pods.delete(event.object);
      slot.empty = slot.pods.size === 0;
      break;
    default:
      break;
  }
}

function isAtRest(slot: Slot): boolean {
  if (slot.pods.size === 0) return true;
  return slot.pods.size === 1 && [...slot.pods.values()].every((pod) => pod.available && !pod.deleting);
}

function addBeat(passage: OpenPassage, event: TraceEvent): void {
  const last = passage.beats.at(-1);
  const reached = CHAIN[event.type];
  if (reached !== undefined) {
    // the beat of the same pod's creation takes what follows from it
    const own = passage.beats.findLast((beat) => beat.event.object === event.object);
    if (own !== undefined && (own.kind === 'create' || own.kind === 'ready')) {
      own.reached = reached;
      own.at = event.t;
      if (event.node !== undefined) own.node = event.node;
      return;
    }
  }
  if (event.type === 'claim-gone') {
    const own = passage.beats.find((beat) => beat.kind === 'claim-delete' && beat.objects.includes(event.object));
    if (own !== undefined) {
      own.at = event.t;
      return;
    }
  }
  const kind: BeatKind = KINDS[event.type] ?? 'other';
  const beat: OpenBeat = {
    kind,
    t: event.t,
    event,
    objects: [event.object],
    count: 1,
    reached: reached ?? 'nothing',
    at: event.t,
  };
  const joins =
    last !== undefined &&
    last.kind === kind &&
    (kind === 'claim-create' || kind === 'claim-delete' || (kind === 'refused' && last.event.object === event.object));
  if (joins) {
    if (!last.objects.includes(event.object)) last.objects.push(event.object);
    last.count++;
    last.at = event.t;
    return;
  }
  passage.beats.splice(placeOf(passage.beats, beat), 0, beat);
}

/** A successor may be made some milliseconds before the pod is gone: told is what a person would call the order. */
function placeOf(beats: readonly OpenBeat[], { kind, t, event }: Beat): number {
  if (kind !== 'gone') return beats.length;
  const deleted = beats.findLastIndex((beat) => beat.kind === 'delete' && beat.event.object === event.object);
  const made = beats[deleted + 1];
  return deleted >= 0 && made?.kind === 'create' && t - made.t < AT_ONCE ? deleted + 1 : beats.length;
}

/** Repetitions of a pod's whole life (made, ended, deleted, made again) become one part. */
function close(open: OpenPassage, finished: boolean): Omit<Passage, 'cut'> {
  const lives: OpenBeat[][] = [];
  for (const beat of open.beats) {
    const life = lives.at(-1);
    if (life === undefined || (beat.kind === 'create' && life.some((b) => b.kind === 'gone'))) lives.push([beat]);
    else life.push(beat);
  }
  const parts: Writable<Part>[] = [];
  for (const [index, life] of lives.entries()) {
    const before = parts.at(-1);
    if (before !== undefined) {
      const pattern = shapes(before.beats);
      const mine = shapes(life);
      if (mine.join() === pattern.join()) {
        before.times++;
        before.lastAt = life[0]?.t ?? before.lastAt;
        continue;
      }
      const partial = index === lives.length - 1 && !finished && before.times > 1 && mine.length < pattern.length;
      if (partial && mine[0]?.split('>')[0] === pattern[0]?.split('>')[0]) {
        before.goesOn = true;
        continue;
      }
    }
    parts.push({ beats: life, times: 1, lastAt: life[0]?.t ?? open.from, goesOn: false });
  }
  return { slot: open.slot, from: open.from, to: open.to, finished, parts: joined(parts) };
}

/** Lives that came but once are one stretch. */
function joined(parts: readonly Part[]): Part[] {
  const stretches: Part[] = [];
  for (const part of parts) {
    const last = stretches.at(-1);
    if (last?.times === 1 && part.times === 1)
      stretches.splice(-1, 1, { ...last, beats: [...last.beats, ...part.beats] });
    else stretches.push(part);
  }
  return stretches;
}

function shapes(beats: readonly Beat[]): string[] {
  return beats.map(({ kind, event, reached }) => {
    const head = `${kind} ${event.type} ${event.by ?? ''} ${reasonCode(event)} ${event.revision ?? ''}`;
    return kind === 'create' || kind === 'ready' ? `${head}>${reached}` : head;
  });
}

/** A warning's text without what counts up in it. */
function message(event: TraceEvent): string {
  return (event.message ?? '').replace(/#\d+/g, '#');
}

/** A wait before a deed is worth telling from here on, in seconds. */
export const WORTH_TELLING = 5;

/**
 * Passages of equal shape and equal gaps tell the same story of different slots; a deed that comes later is the same story
 * of one slot at another time. Times count by the second where a pod starts.
 */
export function shapeOf(passage: Passage): string {
  const parts = passage.parts.map((part) => {
    const times = part.beats.map((beat) => (beat.kind === 'create' ? Math.round(beat.at - beat.t) : ''));
    const counted = part.beats.map((beat) =>
      beat.kind === 'other' ? message(beat.event) : beat.count > 1 ? 'n' : '1',
    );
    return `${shapes(part.beats).join()}|${times.join()}|${counted.join()}|${part.times > 1}`;
  });
  const kind = passage.slot === null ? 'set' : 'slot';
  return `${kind}|${passage.finished}|${passage.cut}|${parts.join('|')}`;
}

/**
 * What is told of the time between two beats, by the second; not the wait until a pod is made again (`waitsOf`).
 * `consequences`: how long a pod takes to be gone, to end or to be ready; `deeds`: how long it is left alone before.
 */
export function gapsOf({ parts }: Passage): { readonly consequences: string; readonly deeds: string } {
  const consequences: number[] = [];
  const deeds: string[] = [];
  for (const { beats } of parts) {
    for (const [i, beat] of beats.entries()) {
      const before = beats[i - 1];
      if (before === undefined || isReturn(before, beat)) continue;
      const gap = (beat.kind === 'ready' ? beat.at : beat.t) - before.at;
      if (CONSEQUENCES.has(beat.kind)) consequences.push(Math.round(gap));
      else if (gap >= WORTH_TELLING) deeds.push(`${i}:${Math.round(gap)}`);
    }
  }
  return { consequences: consequences.join(), deeds: deeds.join() };
}

const CONSEQUENCES: ReadonlySet<BeatKind> = new Set(['gone', 'ended', 'ready']);

/** How long pods of a passage are away before they are made again, in whole seconds; less than two is no wait. */
export function waitsOf({ parts }: Passage): readonly number[] {
  return parts.flatMap(({ beats }) =>
    beats.flatMap((beat, i) => {
      const before = beats[i - 1];
      if (before === undefined || !isReturn(before, beat)) return [];
      const wait = Math.round(beat.t - before.at);
      return [wait < 2 ? 0 : wait];
    }),
  );
}

function isReturn(before: Beat, beat: Beat): boolean {
  return before.kind === 'gone' && beat.kind === 'create';
}
