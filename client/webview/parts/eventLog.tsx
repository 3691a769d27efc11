/** The event log: who, what, why, and the field responsible as a link into the manifest. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Range } from '../../../protocol/src/index';
import { describeEvent, explainReason } from '../../../simulator/src/index';
import { formatMoment } from '../format';
import { Icon } from '../icons';
import { memo } from '../memo';
import { lastNotAfter, type Picture, type PictureEvent } from '../picture';
import { type Action, type Session, visibleEvents } from '../session';
import { post } from '../vscodeApi';
import type { Words } from '../words';
import { concerns } from './timeline';

interface EventLogProps {
  readonly picture: Picture;
  readonly session: Session;
  readonly fields: Readonly<Record<string, Range>>;
  readonly words: Words;
  readonly dispatch: (action: Action) => void;
}

/** Longer logs are drawn only where they are looked at, with entries of one height. */
const MOST_WHOLE = 300;
const ENTRY_HEIGHT = 25;

export function EventLog({ picture, session, fields, words, dispatch }: EventLogProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const { decisionsOnly, rowOnly, row } = session;
  const events = useMemo(
    () => visibleEvents(picture, { decisionsOnly, rowOnly, row }),
    [picture, decisionsOnly, rowOnly, row],
  );
  const windowed = events.length > MOST_WHOLE;
  const selected = session.event === null ? -1 : events.findIndex((event) => event.key === session.event);
  const current = selected >= 0 ? selected : lastNotAfter(events, session.t, (event) => event.t);

  const seen = useRef(view);
  seen.current = view;
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element || current < 0) return;
    // what is known of a long log is enough, and asking the page would make it lay itself out in every frame
    const entry = windowed ? null : element.querySelector<HTMLElement>(`[data-index="${current}"]`);
    const top = windowed ? current * ENTRY_HEIGHT : (entry?.offsetTop ?? 0);
    const height = windowed ? ENTRY_HEIGHT : (entry?.offsetHeight ?? 0);
    const shown = windowed ? seen.current : { top: element.scrollTop, height: element.clientHeight };
    // in sight with some of what comes next, or the log moves so that it is
    if (top < shown.top || top + height * 2 > shown.top + shown.height) {
      element.scrollTop = Math.max(0, top - shown.height / 3);
    }
  }, [current, windowed]);

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setView({ top: element.scrollTop, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const first = windowed ? Math.max(0, Math.floor(view.top / ENTRY_HEIGHT) - 6) : 0;
  const end = windowed ? Math.min(events.length, first + Math.ceil(view.height / ENTRY_HEIGHT) + 12) : events.length;
  return (
    <section class="events" aria-label={words.events}>
      <div
        class="event-scroll"
        ref={frame}
        onScroll={(event) => {
          const { scrollTop, clientHeight } = event.currentTarget;
          if (windowed) setView({ top: scrollTop, height: clientHeight });
        }}
      >
        {events.length === 0 && <p class="quiet nothing">{words.noEvents}</p>}
        <ol
          class={windowed ? 'windowed' : ''}
          style={
            windowed ? { height: `${events.length * ENTRY_HEIGHT}px`, paddingTop: `${first * ENTRY_HEIGHT}px` } : {}
          }
        >
          {events.slice(first, end).map((event, offset) => {
            const index = first + offset;
            return (
              <Entry
                key={event.key}
                event={event}
                index={index}
                time={
                  index === 0 ||
                  formatMoment(events[index - 1]?.t ?? -1, picture.last) !== formatMoment(event.t, picture.last) ||
                  windowed
                }
                selected={index === selected}
                current={index === current}
                reachable={index === Math.max(current, first)}
                ofRow={!rowOnly && row !== null && event.row === row}
                ofField={session.cursorField !== null && concerns(event.event.field, session.cursorField)}
                line={lineOf(event.event.field, fields)}
                {...{ picture, words, dispatch }}
              />
            );
          })}
        </ol>
      </div>
      {windowed && <Detail event={events[current] ?? null} {...{ fields, words }} />}
    </section>
  );
}

/** Under a log of one-line entries: the whole reason of the current event. */
function Detail(props: {
  readonly event: PictureEvent | null;
  readonly fields: Readonly<Record<string, Range>>;
  readonly words: Words;
}) {
  const { event, fields, words } = props;
  const { reason, field } = event?.event ?? {};
  if (reason === undefined || typeof reason === 'string') return null;
  return (
    <div class="event-detail">
      <p>{explainReason(reason, words.language)}</p>
      {field !== undefined && <FieldLink field={field} line={lineOf(field, fields)} words={words} reachable />}
    </div>
  );
}

interface EntryProps {
  readonly event: PictureEvent;
  readonly index: number;
  readonly time: boolean;
  readonly selected: boolean;
  readonly current: boolean;
  /** by tab: one entry of the log is, the arrows lead on from there */
  readonly reachable: boolean;
  readonly ofRow: boolean;
  readonly ofField: boolean;
  /** where the field stands in the manifest, from 1; null when it does not */
  readonly line: number | null;
  readonly picture: Picture;
  readonly words: Words;
  readonly dispatch: (action: Action) => void;
}

/** Most entries stay as they are while the playhead moves. */
const Entry = memo(function Entry(props: EntryProps) {
  const { event, index, time, selected, current, reachable, ofRow, ofField, line, picture, words, dispatch } = props;
  const { field, reason } = event.event;
  // what merely follows says so itself; its reason and field show when it is chosen
  const telling = event.decision || selected;
  const why =
    !telling || reason === undefined || typeof reason === 'string' ? null : explainReason(reason, words.language);
  const classes = [
    'event',
    event.decision ? 'decision' : 'consequence',
    selected ? 'selected' : '',
    current ? 'current' : '',
    ofRow ? 'of-row' : '',
    ofField ? 'of-field' : '',
  ];
  return (
    <li class={classes.filter(Boolean).join(' ')} data-index={index}>
      <button
        type="button"
        class="event-main"
        aria-pressed={selected}
        tabIndex={reachable ? 0 : -1}
        onClick={() => dispatch({ type: 'select-event', key: event.key, picture })}
      >
        <span class="event-time">{time ? formatMoment(event.t, picture.last) : ''}</span>
        <span class="event-what">
          {describeEvent(event.event, picture.kind, words.language)}
          {ofField && <span class="visually-hidden"> ({words.atField})</span>}
        </span>
        {why !== null && <span class="event-why">{why}</span>}
      </button>
      {telling && field !== undefined && <FieldLink field={field} line={line} words={words} reachable={reachable} />}
    </li>
  );
});

function FieldLink(props: {
  readonly field: string;
  readonly line: number | null;
  readonly words: Words;
  readonly reachable: boolean;
}) {
  const { field, line, words, reachable } = props;
  return (
    <button
      type="button"
      class="link field"
      tabIndex={reachable ? 0 : -1}
      title={words.reveal(field)}
      aria-label={words.reveal(field)}
      onClick={() => post({ type: 'reveal', field })}
    >
      <Icon name="goToFile" class="field-icon" />
      {breakable(field)}
      {line !== null && <span class="quiet"> ({words.line(line)})</span>}
    </button>
  );
}

/** A path that wraps before its dots, and not in the middle of a name as long as there is another way. */
function breakable(path: string) {
  return path.split('.').map((part, index) => (index === 0 ? part : [<wbr key={index} />, `.${part}`]));
}

/** Line of the field in the manifest, from 1; of the nearest field around it when it is not written itself. */
export function lineOf(field: string | undefined, fields: Readonly<Record<string, Range>>): number | null {
  for (let path = field ?? ''; path !== ''; path = path.replace(/(\.[^.[\]]+|\[[^\]]*\]|^[^.[\]]+)$/, '')) {
    const range = fields[path];
    if (range) return range.start.line + 1;
  }
  return null;
}
