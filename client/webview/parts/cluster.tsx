/** The cluster at the playhead: nodes with the pods on them, and the claims. */
import { useMemo } from 'preact/hooks';
import { explainReason, stateAt, type Workload } from '../../../simulator/src/index';
import { Icon } from '../icons';
import type { Picture } from '../picture';
import type { Action, Session } from '../session';
import type { Words } from '../words';
import { NodeGrid } from './nodeGrid';
import { ageOf, StateMark } from './patterns';
import { MOST_ROWS } from './timeline';

interface ClusterProps {
  readonly picture: Picture;
  readonly session: Session;
  readonly to: Workload;
  readonly words: Words;
  readonly dispatch: (action: Action) => void;
}

/** More nodes than this are cut short: those that are not simply available come first. */
const MOST_NODES = 48;
const MOST_CLAIMS = 60;

export function Cluster(props: ClusterProps) {
  const { picture, session, words, dispatch } = props;
  if (picture.rows.length <= MOST_ROWS) return <Nodes {...props} />;
  return (
    <section class="cluster many" aria-label={words.cluster}>
      <NodeGrid picture={picture} session={session} words={words} dispatch={dispatch} />
    </section>
  );
}

function Nodes({ picture, session, to, words, dispatch }: ClusterProps) {
  const now = useMemo(() => stateAt(picture.timeline, session.t), [picture, session.t]);
  const excluded = useMemo(
    () =>
      new Map(
        picture.trace.verdict.excludedNodes.map(({ node, reason }) => [node, explainReason(reason, words.language)]),
      ),
    [picture, words],
  );
  const { shown, hidden } = useMemo(() => {
    if (now.nodes.length <= MOST_NODES) return { shown: now.nodes, hidden: 0 };
    const restless = now.nodes.filter(
      (node) => node.pods.length !== 1 || node.pods[0]?.state !== 'available' || node.name === session.row,
    );
    const quiet = now.nodes.filter((node) => !restless.includes(node)).slice(0, Math.max(0, 12 - restless.length));
    const list = [...restless.slice(0, MOST_NODES), ...quiet];
    return { shown: list, hidden: now.nodes.length - list.length };
  }, [now, session.row]);
  return (
    <section class="cluster" aria-label={words.cluster}>
      <ul class="nodes">
        {shown.map((node) => (
          <li key={node.name} class={`node ${excluded.has(node.name) && node.pods.length === 0 ? 'excluded' : ''}`}>
            <span class="node-name">
              <Icon name={excluded.has(node.name) ? 'circleSlash' : 'server'} />
              {node.name}
            </span>
            <span class="node-pods">
              {node.pods.map((pod) => (
                <PodChip key={pod.object} {...{ pod, node: node.name, picture, session, words, dispatch }} />
              ))}
              {node.pods.length === 0 && (
                <span class="quiet">{excluded.has(node.name) ? excluded.get(node.name) : words.noPod}</span>
              )}
            </span>
          </li>
        ))}
        {hidden > 0 && <li class="node more quiet">{words.moreNodes(hidden)}</li>}
        {now.unbound.length > 0 && (
          <li class="node unbound">
            <span class="node-name">{words.unscheduled}</span>
            <span class="node-pods">
              {now.unbound.map((pod) => (
                <PodChip key={pod.object} {...{ pod, node: null, picture, session, words, dispatch }} />
              ))}
            </span>
          </li>
        )}
      </ul>
      {now.claims.length > 0 && (
        <div class="claims">
          <h3>{words.claims}</h3>
          <ul>
            {now.claims.slice(0, MOST_CLAIMS).map((claim) => (
              <li key={claim} class="claim">
                <Icon name="database" />
                {claim}
                <span class="quiet">{storageOf(claim, to)}</span>
              </li>
            ))}
            {now.claims.length > MOST_CLAIMS && <li class="quiet">+{now.claims.length - MOST_CLAIMS}</li>}
          </ul>
        </div>
      )}
    </section>
  );
}

interface PodChipProps {
  readonly pod: ReturnType<typeof stateAt>['unbound'][number];
  readonly node: string | null;
  readonly picture: Picture;
  readonly session: Session;
  readonly words: Words;
  readonly dispatch: (action: Action) => void;
}

function PodChip({ pod, node, picture, session, words, dispatch }: PodChipProps) {
  const row = picture.kind === 'StatefulSet' ? pod.object : node;
  const age = ageOf(pod.revision, picture.newest);
  const label = picture.kind === 'StatefulSet' ? pod.object : words.states[pod.state];
  return (
    <button
      type="button"
      class={`pod ${row !== null && row === session.row ? 'selected' : ''}`}
      aria-pressed={row !== null && row === session.row}
      aria-label={`${pod.object}: ${words.states[pod.state]}`}
      onClick={() => dispatch({ type: 'select-row', row: row === session.row ? null : row })}
    >
      <StateMark state={pod.state} age={age} />
      {label}
      {picture.isRevisionChange && <span class="age">{words.revisions[age]}</span>}
    </button>
  );
}

/** `1Gi` for `www-web-0`, by the claim template that it is made from. */
function storageOf(claim: string, to: Workload): string {
  if (to.kind !== 'StatefulSet') return '';
  return to.claimTemplates.find((template) => claim.startsWith(`${template.name}-${to.name}-`))?.storage ?? '';
}
