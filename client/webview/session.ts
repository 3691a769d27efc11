/** What the page knows and how it changes: one state, one reducer. Pure. */
import type { Base, PanelState, RolloutAnswer, ToPanel, WhatIf } from '../../protocol/src/index';
import type { NodeSpec } from '../../simulator/src/index';
import { lastNotAfter, type Picture, type PictureEvent } from './picture';

export interface Session {
  readonly answer: RolloutAnswer | null;
  readonly base: Base;
  readonly baseLabel: string;
  /** null: the simulator's default nodes */
  readonly nodes: readonly NodeSpec[] | null;
  readonly nodesLabel: string;
  readonly whatIf: readonly WhatIf[];
  /** playhead, in seconds */
  readonly t: number;
  /** simulated seconds per second; null: chosen by the length of the rollout */
  readonly speed: number | null;
  readonly playing: boolean;
  /** name of the selected row */
  readonly row: string | null;
  /** key of the selected event */
  readonly event: string | null;
  /** field under the cursor in the editor */
  readonly cursorField: string | null;
  readonly decisionsOnly: boolean;
  /** only what happens to the selected row */
  readonly rowOnly: boolean;
  /** which of the two is in front where only one fits */
  readonly tab: 'cluster' | 'events';
}

export type Action =
  | { readonly type: 'message'; readonly message: ToPanel }
  /** a new picture stands: the playhead and the selection are kept as far as they still mean something */
  | { readonly type: 'picture'; readonly picture: Picture }
  | { readonly type: 'scrub'; readonly t: number }
  /** one frame of play: `seconds` of simulated time have passed */
  | { readonly type: 'tick'; readonly seconds: number; readonly picture: Picture }
  | { readonly type: 'play'; readonly picture: Picture }
  | { readonly type: 'pause' }
  | { readonly type: 'step'; readonly by: 1 | -1; readonly picture: Picture }
  | { readonly type: 'speed'; readonly speed: number }
  | { readonly type: 'select-row'; readonly row: string | null; readonly t?: number }
  | { readonly type: 'select-event'; readonly key: string; readonly picture: Picture }
  | { readonly type: 'what-if'; readonly whatIf: readonly WhatIf[] }
  | { readonly type: 'base'; readonly base: Base }
  | { readonly type: 'filter'; readonly decisionsOnly?: boolean; readonly rowOnly?: boolean }
  | { readonly type: 'tab'; readonly tab: 'cluster' | 'events' };

export const SPEEDS: readonly number[] = [0.5, 1, 2, 5, 10, 20, 60, 120, 300, 600, 1800, 3600];

/** A speed at which the rollout plays in about ten seconds. */
export function naturalSpeed(seconds: number): number {
  return SPEEDS.find((speed) => seconds / speed <= 12) ?? SPEEDS.at(-1) ?? 1;
}

/** The state before the first message, from what was kept over a reload. */
export function initialSession(kept: PanelState | null): Session {
  return {
    answer: null,
    base: kept?.base ?? 'head',
    baseLabel: '',
    nodes: kept?.nodes ?? null,
    nodesLabel: '',
    whatIf: kept?.whatIf ?? [],
    t: kept?.t ?? 0,
    speed: kept && kept.speed > 0 ? kept.speed : null,
    playing: false,
    row: kept?.row ?? null,
    event: kept?.event ?? null,
    cursorField: null,
    decisionsOnly: false,
    rowOnly: false,
    tab: 'cluster',
  };
}

/** What is worth keeping over a reload; null before there is anything. */
export function panelState(session: Session): PanelState | null {
  if (!session.answer) return null;
  return {
    uri: session.answer.uri,
    select: session.answer.selected,
    base: session.base,
    t: session.t,
    speed: session.speed ?? 0,
    whatIf: session.whatIf,
    row: session.row,
    event: session.event,
  };
}

/** (state, action) → state. Never throws. */
export function reduce(session: Session, action: Action): Session {
  switch (action.type) {
    case 'message':
      return receive(session, action.message);
    case 'picture':
      return keep(session, action.picture);
    case 'scrub':
      return { ...session, t: action.t, playing: false, event: null };
    case 'tick': {
      // a frame that was asked for before the pause may still arrive
      if (!session.playing) return session;
      const t = session.t + action.seconds;
      return t >= action.picture.last
        ? { ...session, t: action.picture.last, playing: false }
        : { ...session, t, event: null };
    }
    case 'play':
      return { ...session, playing: true, t: session.t >= action.picture.last ? 0 : session.t };
    case 'pause':
      return { ...session, playing: false };
    case 'step':
      return step(session, action.by, action.picture);
    case 'speed':
      return { ...session, speed: action.speed };
    case 'select-row':
      return {
        ...session,
        row: action.row,
        event: null,
        ...(action.t === undefined ? {} : { t: action.t, playing: false }),
      };
    case 'select-event': {
      const found = action.picture.events.find((event) => event.key === action.key);
      if (!found) return session;
      return { ...session, event: found.key, row: found.row ?? session.row, t: found.t, playing: false };
    }
    case 'what-if':
      return { ...session, whatIf: action.whatIf };
    case 'base':
      return { ...session, base: action.base };
    case 'filter':
      return {
        ...session,
        decisionsOnly: action.decisionsOnly ?? session.decisionsOnly,
        rowOnly: action.rowOnly ?? session.rowOnly,
      };
    case 'tab':
      return { ...session, tab: action.tab };
  }
}

function receive(session: Session, message: ToPanel): Session {
  switch (message.type) {
    case 'rollout': {
      const other =
        session.answer !== null &&
        (session.answer.uri !== message.answer.uri || session.answer.selected !== message.answer.selected);
      return {
        ...session,
        answer: message.answer,
        base: message.base,
        baseLabel: message.baseLabel,
        // another workload starts from its own beginning
        ...(other ? { t: 0, playing: false, row: null, event: null } : {}),
      };
    }
    case 'cursor':
      return { ...session, cursorField: message.field };
    case 'nodes':
      return { ...session, nodes: message.nodes, nodesLabel: message.label };
  }
}

function keep(session: Session, picture: Picture): Session {
  return {
    ...session,
    t: Math.max(0, Math.min(session.t, picture.last)),
    row: picture.rows.some((row) => row.name === session.row) ? session.row : null,
    event: session.event !== null && picture.events.some(({ key }) => key === session.event) ? session.event : null,
  };
}

/** The events that the log shows and that steps go through. */
export function visibleEvents(
  picture: Picture,
  { decisionsOnly, rowOnly, row }: Pick<Session, 'decisionsOnly' | 'rowOnly' | 'row'>,
): readonly PictureEvent[] {
  const ofRow = rowOnly && row !== null;
  if (!decisionsOnly && !ofRow) return picture.events;
  return picture.events.filter((event) => (!decisionsOnly || event.decision) && (!ofRow || event.row === row));
}

/** To the next (or previous) event; with none selected, the first after (the last before) the playhead. */
function step(session: Session, by: 1 | -1, picture: Picture): Session {
  const visible = visibleEvents(picture, session);
  const selected = visible.findIndex((event) => event.key === session.event);
  const atPlayhead = lastNotAfter(visible, session.t, (event) => event.t);
  let index: number;
  if (selected >= 0) index = selected + by;
  else if (by > 0) index = atPlayhead + 1;
  else index = (visible[atPlayhead]?.t ?? -1) >= session.t - 1e-9 ? atPlayhead - 1 : atPlayhead;
  const event = visible[Math.max(0, Math.min(visible.length - 1, index))];
  if (!event) return { ...session, t: by > 0 ? picture.last : 0, playing: false };
  if (index < 0) return { ...session, t: 0, event: null, playing: false };
  return { ...session, t: event.t, event: event.key, row: event.row ?? session.row, playing: false };
}
