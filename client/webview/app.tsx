/** The page: what the client says goes in, a picture comes out. */
import { useEffect, useLayoutEffect, useMemo, useReducer, useRef } from 'preact/hooks';
import type { PanelState, Rendered, RolloutAnswer, WhatIf } from '../../protocol/src/index';
import { type NodeSpec, verdictSentence, type Workload } from '../../simulator/src/index';
import { formatCount } from './format';
import { useReducedMotion } from './hooks';
import { Icon } from './icons';
import { handleKey } from './keys';
import { Cluster } from './parts/cluster';
import { EventLog } from './parts/eventLog';
import { Header } from './parts/header';
import { Legend } from './parts/legend';
import { PatternDefinitions } from './parts/patterns';
import { MOST_ROWS, Timeline } from './parts/timeline';
import { speedOf, Transport } from './parts/transport';
import { Findings, Verdict } from './parts/verdict';
import { drawChange, type Picture } from './picture';
import { type Action, initialSession, panelState, reduce, type Session } from './session';
import { onMessage, post, vscodeApi } from './vscodeApi';
import { podRulesOf } from './whatIf';
import type { Words } from './words';

/** A picture together with what it was drawn from. */
interface Drawing {
  readonly picture: Picture;
  readonly from: Workload | null;
  readonly to: Workload;
}

export function App({ words, kept }: { readonly words: Words; readonly kept: PanelState | null }) {
  const [session, dispatch] = useReducer(reduce, kept, initialSession);
  const lastGood = useRef<Drawing | null>(null);
  const { answer } = session;
  const { nodes, whatIf } = session;
  const drawn = useMemo(() => draw(answer, nodes, whatIf), [answer, nodes, whatIf]);
  if (drawn && 'picture' in drawn) lastGood.current = drawn;
  const drawing = drawn && 'picture' in drawn ? drawn : sameSubject(lastGood.current, answer);
  const picture = drawing?.picture ?? null;
  const problem = problemOf(answer, drawn, words);

  useEffect(() => {
    const stop = onMessage((message) => dispatch({ type: 'message', message }));
    post({ type: 'ready' });
    return stop;
  }, []);
  useEffect(() => {
    if (picture) dispatch({ type: 'picture', picture });
  }, [picture]);
  useEffect(() => {
    if (answer) post(renderedOf(answer, drawn, words));
  }, [answer, drawn, words]);
  usePersistence(session);
  usePlay(session, picture, dispatch);
  // with the drawing, not after it: the next key must not act on what was before
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => handleKey(event, session, picture, dispatch);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  });

  // what does not move with the playhead is made once for each picture
  const { base, baseLabel } = session;
  const header = useMemo(
    () => (answer?.selected ? <Header {...{ answer, base, baseLabel, whatIf, words, dispatch }} /> : null),
    [answer, base, baseLabel, whatIf, words],
  );
  const verdict = useMemo(
    () => (answer && picture ? <Verdict {...{ picture, answer, base, whatIf, words, dispatch }} /> : null),
    [answer, picture, base, whatIf, words],
  );
  const legend = useMemo(() => (drawing ? <Legend {...drawing} words={words} /> : null), [drawing, words]);

  if (!answer) {
    return (
      <main class="page">
        <p class="message" role="status">
          <Icon name="loading" class="spin" />
          {words.loading}
        </p>
      </main>
    );
  }
  return (
    <main class="page">
      <PatternDefinitions />
      {header}
      {answer.state.kind === 'no-workload' && <NoWorkload answer={answer} words={words} />}
      {problem && (
        <section class="problem" role="alert">
          <Icon name="error" class="tone" />
          <div>
            <p class="sentence">{problem.headline}</p>
            {!answer.findings.some(({ message }) => message === problem.detail) && <p>{problem.detail}</p>}
            {picture && <p class="quiet">{words.lastPicture}</p>}
            <Findings findings={answer.findings} words={words} />
          </div>
        </section>
      )}
      {drawing && picture && answer.state.kind !== 'no-workload' && (
        <div class={problem ? 'picture dimmed' : 'picture'}>
          {!problem && verdict}
          <div class="section-head">
            <h2>{words.timeline}</h2>
            {legend}
          </div>
          <Timeline {...{ picture, session, words, dispatch }} />
          {!picture.isStill && <Transport {...{ picture, session, words, dispatch }} />}
          <Details {...{ drawing, answer, session, words, dispatch }} />
        </div>
      )}
    </main>
  );
}

/** Cluster and events side by side, or as tabs where only one fits. */
function Details(props: {
  readonly drawing: Drawing;
  readonly answer: RolloutAnswer;
  readonly session: Session;
  readonly words: Words;
  readonly dispatch: (action: Action) => void;
}) {
  const { drawing, answer, session, words, dispatch } = props;
  const { picture, to } = drawing;
  const tab = (name: 'cluster' | 'events', label: string, count: string) => (
    <button
      type="button"
      class={session.tab === name ? 'tab active' : 'tab'}
      aria-pressed={session.tab === name}
      onClick={() => dispatch({ type: 'tab', tab: name })}
    >
      {label} <span class="quiet">{count}</span>
    </button>
  );
  const nodeCount = words.nodes(picture.trace.nodes.length);
  const nodesLabel = session.nodesLabel !== '' ? session.nodesLabel : session.nodes ? '' : words.nodesDefault;
  return (
    <div class={`details front-${session.tab} ${picture.rows.length > MOST_ROWS ? 'wide-cluster' : ''}`}>
      <div class="tabs">
        {tab('cluster', words.cluster, '')}
        {tab('events', words.events, formatCount(picture.events.length))}
      </div>
      <div class="pane cluster-pane">
        <div class="section-head">
          <h2>{words.cluster}</h2>
          <span class="quiet">
            {nodeCount}
            {nodesLabel !== '' && ` · ${nodesLabel}`}
          </span>
        </div>
        <Cluster {...{ picture, session, to, words, dispatch }} />
      </div>
      <div class="pane events-pane">
        <div class="section-head">
          <h2>{words.events}</h2>
          <span class="filters">
            {session.row !== null && (
              <Filter
                name={words.rowOnly(session.row)}
                on={session.rowOnly}
                press={() => dispatch({ type: 'filter', rowOnly: !session.rowOnly })}
              />
            )}
            <Filter
              name={words.decisionsOnly}
              on={session.decisionsOnly}
              press={() => dispatch({ type: 'filter', decisionsOnly: !session.decisionsOnly })}
            />
          </span>
        </div>
        <EventLog {...{ picture, session, words, dispatch }} fields={answer.fields} />
      </div>
    </div>
  );
}

function Filter({ name, on, press }: { readonly name: string; readonly on: boolean; readonly press: () => void }) {
  return (
    <button type="button" class="small filter" aria-pressed={on} onClick={press}>
      <Icon name={on ? 'filterFilled' : 'filter'} />
      {name}
    </button>
  );
}

function NoWorkload({ answer, words }: { readonly answer: RolloutAnswer; readonly words: Words }) {
  return (
    <section class="message">
      <p class="sentence">{words.noWorkload}</p>
      {answer.workloads.length > 0 && (
        <>
          <p class="quiet">{words.noWorkloadHint}</p>
          <ul class="workloads" aria-label={words.chooseWorkload}>
            {answer.workloads.map((workload) => {
              const select = `${workload.kind}/${workload.name}`;
              return (
                <li key={`${select}|${workload.document}`}>
                  <button type="button" class="small" onClick={() => post({ type: 'select', select })}>
                    <Icon name="layers" />
                    <span class="quiet">{workload.kind}</span> {workload.name}
                  </button>
                </li>
              );
            })}
          </ul>
        </>
      )}
    </section>
  );
}

type Drawn = Drawing | { readonly failure: string } | null;

/** Simulates what the answer tells; null where there is nothing to simulate. */
function draw(answer: RolloutAnswer | null, nodes: readonly NodeSpec[] | null, whatIf: readonly WhatIf[]): Drawn {
  if (answer?.state.kind !== 'ready' || answer.to === null) return null;
  const { from, to, kubernetesVersion: release } = answer;
  try {
    const change = { from, to, release, pods: podRulesOf(whatIf, from, to), ...(nodes ? { nodes } : {}) };
    return { picture: drawChange(change), from, to };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

/** The last picture stays while the text is broken, as long as it is of the same workload. */
function sameSubject(drawing: Drawing | null, answer: RolloutAnswer | null): Drawing | null {
  if (!drawing || !answer) return null;
  if (answer.selected === null) return answer.state.kind === 'broken' ? drawing : null;
  return `${drawing.to.kind}/${drawing.to.name}` === answer.selected ? drawing : null;
}

function problemOf(
  answer: RolloutAnswer | null,
  drawn: Drawn,
  words: Words,
): { headline: string; detail: string } | null {
  if (drawn && 'failure' in drawn) return { headline: words.broken, detail: drawn.failure };
  switch (answer?.state.kind) {
    case 'broken':
      return { headline: words.broken, detail: answer.state.problem };
    case 'refused':
      return {
        headline: answer.state.refuses === 'change' ? words.refusedChange : words.refused,
        detail: answer.state.problem,
      };
    default:
      return null;
  }
}

/** What the client is told of the page: what a person sees now. */
function renderedOf(answer: RolloutAnswer, drawn: Drawn, words: Words): Rendered {
  const problem = problemOf(answer, drawn, words);
  if (drawn && 'picture' in drawn) {
    const { picture } = drawn;
    return {
      type: 'rendered',
      state: picture.isStill ? 'unchanged' : 'ready',
      select: answer.selected,
      verdict: verdictSentence(picture.trace.verdict, words.language),
      rows: picture.rows.map((row) => row.name),
      events: picture.events.length,
      seconds: picture.last,
    };
  }
  const kind = answer.state.kind;
  return {
    type: 'rendered',
    state: kind === 'ready' ? 'broken' : kind,
    select: answer.selected,
    verdict: problem ? problem.detail : words.noWorkload,
    rows: [],
    events: 0,
    seconds: 0,
  };
}

/** Keeps what a reload should find again, a moment after the last change and never while playing. */
function usePersistence(session: Session): void {
  useEffect(() => {
    if (session.playing) return;
    const timer = setTimeout(() => {
      const state = panelState(session);
      if (state) vscodeApi().setState(state);
    }, 120);
    return () => clearTimeout(timer);
  }, [session]);
}

/** Moves the playhead while playing: evenly, or from event to event where less motion is asked for. */
function usePlay(session: Session, picture: Picture | null, dispatch: (action: Action) => void): void {
  const reduced = useReducedMotion();
  const speed = picture ? speedOf(session, picture) : 1;
  const t = useRef(session.t);
  t.current = session.t;
  useEffect(() => {
    if (!session.playing || !picture) return;
    if (reduced) {
      const timer = setInterval(() => {
        const next = picture.moments.find((moment) => moment > t.current + speed * 0.5) ?? picture.last;
        dispatch({ type: 'tick', seconds: next - t.current, picture });
      }, 700);
      return () => clearInterval(timer);
    }
    let before = performance.now();
    let frame = requestAnimationFrame(function advance(now) {
      dispatch({ type: 'tick', seconds: (Math.min(200, now - before) / 1000) * speed, picture });
      before = now;
      frame = requestAnimationFrame(advance);
    });
    return () => cancelAnimationFrame(frame);
  }, [session.playing, picture, speed, reduced, dispatch]);
}
