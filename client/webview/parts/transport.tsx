/** Play, pause, step, scrub, speed. */
import { formatMoment } from '../format';
import { Icon, type IconName } from '../icons';
import { availabilityAt, type Picture } from '../picture';
import { type Action, naturalSpeed, type Session, SPEEDS } from '../session';
import type { Words } from '../words';

interface TransportProps {
  readonly picture: Picture;
  readonly session: Session;
  readonly words: Words;
  readonly dispatch: (action: Action) => void;
}

/** Simulated seconds that pass in one second of play. */
export function speedOf(session: Session, picture: Picture): number {
  return session.speed ?? naturalSpeed(picture.last);
}

export function Transport({ picture, session, words, dispatch }: TransportProps) {
  const now = availabilityAt(picture, session.t);
  const speed = speedOf(session, picture);
  return (
    <div class="transport" role="toolbar" aria-label={words.play}>
      <Control icon="toStart" name={words.toStart} press={() => dispatch({ type: 'scrub', t: 0 })} />
      <Control
        icon="chevronLeft"
        name={words.previousEvent}
        press={() => dispatch({ type: 'step', by: -1, picture })}
      />
      <Control
        icon={session.playing ? 'pause' : 'play'}
        name={session.playing ? words.pause : words.play}
        primary
        press={() => dispatch(session.playing ? { type: 'pause' } : { type: 'play', picture })}
      />
      <Control icon="chevronRight" name={words.nextEvent} press={() => dispatch({ type: 'step', by: 1, picture })} />
      <Control icon="toEnd" name={words.toEnd} press={() => dispatch({ type: 'scrub', t: picture.last })} />
      <span class="speed">
        <select
          aria-label={words.speed}
          title={words.speed}
          value={String(speed)}
          onChange={(event) => dispatch({ type: 'speed', speed: Number(event.currentTarget.value) })}
        >
          {SPEEDS.map((value) => (
            <option key={value} value={String(value)}>
              {value}×
            </option>
          ))}
        </select>
      </span>
      <span class="clock-now">
        t = <b>{formatMoment(session.t, picture.last)}</b>
        <span class="quiet"> / {formatMoment(picture.last, picture.last)}</span>
      </span>
      <span class="keys quiet">{words.keys}</span>
      <span class="visually-hidden" role="status">
        {session.playing ? '' : words.moment(formatMoment(session.t, picture.last), now.available, picture.wanted)}
      </span>
    </div>
  );
}

function Control(props: {
  readonly icon: IconName;
  readonly name: string;
  readonly press: () => void;
  readonly primary?: boolean;
}) {
  return (
    <button
      type="button"
      class={props.primary ? 'control primary' : 'control'}
      aria-label={props.name}
      title={props.name}
      onClick={props.press}
    >
      <Icon name={props.icon} />
    </button>
  );
}
