/** What the shapes mean, and which image each template runs. */
import type { Workload } from '../../../simulator/src/index';
import { type Picture, POD_STATES, type PodState } from '../picture';
import type { Words } from '../words';
import { StateMark } from './patterns';

interface LegendProps {
  readonly picture: Picture;
  readonly from: Workload | null;
  readonly to: Workload;
  readonly words: Words;
}

export function Legend({ picture, from, to, words }: LegendProps) {
  const used = statesSeen(picture);
  const changed = picture.isRevisionChange && from !== null;
  return (
    <ul class="legend" aria-label={words.legend}>
      {changed && (
        <>
          <li>
            <StateMark state="available" age="old" />
            {words.revisions.old}
            <span class="quiet image">{imageDifference(from, to)}</span>
          </li>
          <li>
            <StateMark state="available" age="new" />
            {words.revisions.new}
            <span class="quiet image">{imageDifference(to, from)}</span>
          </li>
        </>
      )}
      {POD_STATES.filter((state) => used.has(state) && !(changed && state === 'available')).map((state) => (
        <li key={state}>
          <StateMark state={state} age="new" />
          {words.states[state]}
        </li>
      ))}
    </ul>
  );
}

/** The states that last long enough to be seen, and not only for the moment that a scheduler takes. */
function statesSeen(picture: Picture): ReadonlySet<PodState> {
  const least = Math.min(0.3, picture.last / 50);
  const seen = new Set<PodState>();
  for (const row of picture.rows) {
    for (const { state, from, to } of row.segments) if (to - from >= least) seen.add(state);
    if (seen.size === POD_STATES.length) break;
  }
  return seen;
}

/** The first image of `workload` that `other` does not have, without its registry; empty when the images are the same. */
export function imageDifference(workload: Workload, other: Workload): string {
  const image = workload.template.images.find((candidate) => !other.template.images.includes(candidate));
  return image?.slice(image.lastIndexOf('/') + 1) ?? '';
}
