/** Many rows at the playhead: one cell for each on a canvas, grouped by state, redrawn whole for every frame. */
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { useSize, useThemeVersion } from '../hooks';
import { headAt, type Picture } from '../picture';
import type { Action, Session } from '../session';
import type { Words } from '../words';
import { type Brushes, cellAt, drawCells, groupsAt, headingOf, layoutOf, readInk } from './nodeCells';
import { ageOf, StateMark } from './patterns';

interface NodeGridProps {
  readonly picture: Picture;
  readonly session: Session;
  readonly words: Words;
  readonly dispatch: (action: Action) => void;
}

export function NodeGrid({ picture, session, words, dispatch }: NodeGridProps) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const probe = useRef<HTMLDivElement>(null);
  const brushes = useRef<Brushes | null>(null);
  const ratio = Math.max(1, window.devicePixelRatio);
  const { width, height } = useSize(frame);
  const theme = useThemeVersion();
  const groups = useMemo(() => groupsAt(picture, session.t), [picture, session.t]);
  const layout = useMemo(
    () =>
      layoutOf(
        groups.map((group) => group.rows.length),
        picture.rows.length,
        Math.max(1, width),
        height,
        ratio,
      ),
    [groups, picture, width, height, ratio],
  );

  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || !probe.current || width === 0) return;
    if (brushes.current?.theme !== theme) {
      brushes.current = { theme, ink: readInk(probe.current), patterns: new Map() };
    }
    const deviceWidth = Math.round(width * ratio);
    const deviceHeight = Math.ceil(layout.height * ratio);
    // the canvas grows a little more than it must and does not shrink: a new size costs more than all drawing
    if (element.width !== deviceWidth || element.height < deviceHeight) {
      const slack = Math.ceil(4 * layout.pitch * ratio);
      element.width = deviceWidth;
      element.height = deviceHeight + slack;
      element.style.width = `${width}px`;
      element.style.height = `${(deviceHeight + slack) / ratio}px`;
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, element.width, element.height);
    drawCells(context, groups, layout, brushes.current, { picture, words, ratio, selected: session.row });
  }, [groups, layout, width, theme, session.row, picture, words, ratio]);

  const select = (event: MouseEvent) => {
    const box = canvas.current?.getBoundingClientRect();
    if (!box) return;
    const name = cellAt(groups, layout, picture, event.clientX - box.left, event.clientY - box.top);
    if (name !== null) dispatch({ type: 'select-row', row: name === session.row ? null : name });
  };
  const row = session.row === null ? undefined : picture.rows.find(({ name }) => name === session.row);
  const head = row && headAt(picture, row, session.t);
  const chosen = head
    ? { state: head.state, age: ageOf(head.revision, picture.newest) }
    : row && ({ state: 'absent', age: 'new' } as const);
  const summary = groups.map((group) => headingOf(group, picture, words)).join(', ');
  return (
    <div class="node-grid" ref={frame}>
      <div class="probe" ref={probe} aria-hidden="true" />
      {chosen && (
        <p class="chosen">
          <StateMark state={chosen.state} age={chosen.age} />
          <b>{session.row}</b> {words.states[chosen.state]}
          {picture.isRevisionChange && <span class="quiet">{words.revisions[chosen.age]}</span>}
        </p>
      )}
      <canvas ref={canvas} role="img" aria-label={summary} data-summary={summary} onClick={select} />
    </div>
  );
}
