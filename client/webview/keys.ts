/** The page's keys: space plays, arrows step and select, Home and End go to the ends, + and − change the speed. */
import type { Picture } from './picture';
import { type Action, naturalSpeed, type Session, SPEEDS } from './session';

/** Controls that use the keys themselves. */
function takesKeys(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.matches('input, select, textarea')) return true;
  return target.matches('button, a') && (key === ' ' || key === 'Enter');
}

/**
 * Acts on a key press anywhere in the page; leaves alone what a control needs for itself, and all keys with Ctrl, Alt
 * or Meta, which belong to the editor.
 */
export function handleKey(
  event: KeyboardEvent,
  session: Session,
  picture: Picture | null,
  dispatch: (action: Action) => void,
): void {
  if (!picture || event.ctrlKey || event.metaKey || event.altKey || takesKeys(event.target, event.key)) return;
  const action = actionOf(event.key, session, picture);
  if (!action) return;
  event.preventDefault();
  dispatch(action);
}

/** What a key means; null: nothing. */
function actionOf(key: string, session: Session, picture: Picture): Action | null {
  switch (key) {
    case ' ':
      return session.playing ? { type: 'pause' } : { type: 'play', picture };
    case 'ArrowRight':
      return { type: 'step', by: 1, picture };
    case 'ArrowLeft':
      return { type: 'step', by: -1, picture };
    case 'ArrowDown':
      return { type: 'select-row', row: neighbour(session.row, 1, picture) };
    case 'ArrowUp':
      return { type: 'select-row', row: neighbour(session.row, -1, picture) };
    case 'Home':
      return { type: 'scrub', t: 0 };
    case 'End':
      return { type: 'scrub', t: picture.last };
    case '+':
    case '=':
      return { type: 'speed', speed: nextSpeed(session.speed ?? naturalSpeed(picture.last), 1) };
    case '-':
      return { type: 'speed', speed: nextSpeed(session.speed ?? naturalSpeed(picture.last), -1) };
    case 'Escape':
      return { type: 'select-row', row: null };
    default:
      return null;
  }
}

function neighbour(row: string | null, by: 1 | -1, picture: Picture): string | null {
  const index = picture.rows.findIndex((candidate) => candidate.name === row);
  if (index < 0) return (by > 0 ? picture.rows[0] : picture.rows.at(-1))?.name ?? null;
  return picture.rows[Math.max(0, Math.min(picture.rows.length - 1, index + by))]?.name ?? null;
}

function nextSpeed(speed: number, by: 1 | -1): number {
  const faster = SPEEDS.find((candidate) => candidate > speed);
  const slower = SPEEDS.filter((candidate) => candidate < speed).at(-1);
  return (by > 0 ? faster : slower) ?? speed;
}
