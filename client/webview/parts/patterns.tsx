/**
 * How a state looks: by shape and pattern as well as by colour. Solid is available, hatched terminating, dotted
 * starting, outline running but not ready, cross failed, clock pending. A template's age is told by lightness.
 */
import type { PodState } from '../picture';

/** The patterns that every other drawing refers to; stands once in the page. */
export function PatternDefinitions() {
  return (
    <svg class="definitions" width="0" height="0" aria-hidden="true">
      <defs>
        <pattern id="hatched" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="ground-terminating" width="6" height="6" />
          <rect class="ink-terminating" width="2.4" height="6" />
        </pattern>
        <pattern id="dotted" width="5" height="5" patternUnits="userSpaceOnUse">
          <rect class="ground-starting" width="5" height="5" />
          <circle class="ink-starting" cx="2.5" cy="2.5" r="1.15" />
        </pattern>
        <pattern id="crossed" width="9" height="9" patternUnits="userSpaceOnUse">
          <rect class="ground-failed" width="9" height="9" />
          <path class="ink-failed" d="M1.5 1.5 L7.5 7.5 M7.5 1.5 L1.5 7.5" />
        </pattern>
      </defs>
    </svg>
  );
}

/** Whether a template is the newest; where nothing is replaced, all pods are of the newest. */
export type Age = 'old' | 'new';

export function ageOf(revision: number, newest: number): Age {
  return revision < newest ? 'old' : 'new';
}

/** Class of a bar, a mark or a cell in that state. */
export function stateClass(state: PodState | 'absent', age: Age): string {
  return `state-${state} age-${age}`;
}

/** A clock face: a pod that waits. */
export function Clock({ x, y, r }: { readonly x: number; readonly y: number; readonly r: number }) {
  return (
    <g class="clock">
      <circle cx={x} cy={y} r={r} />
      <path d={`M${x} ${y - r * 0.6} V${y} H${x + r * 0.5}`} />
    </g>
  );
}

/** A small picture of a state, as in the timeline. Decoration: the text or the control beside it says the state. */
export function StateMark({ state, age }: { readonly state: PodState | 'absent'; readonly age: Age }) {
  return (
    <svg class="mark" viewBox="0 0 14 12" width="14" height="12" aria-hidden="true">
      <rect class={`bar ${stateClass(state, age)}`} x="0.75" y="0.75" width="12.5" height="10.5" rx="2" />
      {state === 'pending' && <Clock x={7} y={6} r={3} />}
    </svg>
  );
}
