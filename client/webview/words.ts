/** The page's own words: one shape, two languages. Sentences about decisions come from the simulator's reason codes. */
import type { Base, RolloutFinding } from '../../protocol/src/index';
import type { WorkloadKind } from '../../simulator/src/index';
import type { Language } from './format';
import type { PodState } from './picture';
import { en } from './words.en';
import { ja } from './words.ja';

export interface Words {
  readonly language: Language;
  readonly loading: string;
  readonly noWorkload: string;
  readonly noWorkloadHint: string;
  readonly chooseWorkload: string;
  readonly workload: string;
  readonly base: string;
  readonly bases: Readonly<Record<Base, string>>;
  readonly editor: string;
  readonly version: string;
  readonly verdict: string;
  readonly broken: string;
  readonly refused: string;
  readonly refusedChange: string;
  readonly lastPicture: string;
  readonly unchangedHint: string;
  readonly showFirstInstall: string;
  readonly fix: string;
  readonly line: (line: number) => string;
  readonly reveal: (field: string) => string;
  readonly categories: Readonly<Record<RolloutFinding['category'], string>>;
  readonly ifBroken: (lost: number, of: number, stops: string) => string;
  readonly showIfBroken: string;
  readonly whatIf: string;
  readonly neverReady: string;
  readonly podTimes: string;
  readonly podTimesChip: (start: string, ready: string, terminate: string) => string;
  readonly startSeconds: string;
  readonly readySeconds: string;
  readonly terminateSeconds: string;
  readonly seconds: string;
  readonly remove: (what: string) => string;
  readonly timeline: string;
  readonly timelineHint: (rows: number, kind: WorkloadKind) => string;
  readonly availability: string;
  readonly availableOf: (count: number, of: number) => string;
  readonly fewest: (count: number) => string;
  readonly states: Readonly<Record<PodState | 'absent', string>>;
  readonly revisions: { readonly old: string; readonly new: string; readonly nth: (revision: number) => string };
  readonly legend: string;
  readonly playhead: string;
  readonly moment: (time: string, available: number, of: number) => string;
  readonly play: string;
  readonly pause: string;
  readonly previousEvent: string;
  readonly nextEvent: string;
  readonly toStart: string;
  readonly toEnd: string;
  readonly speed: string;
  readonly keys: string;
  readonly cluster: string;
  readonly events: string;
  readonly nodes: (count: number) => string;
  readonly nodesDefault: string;
  readonly noPod: string;
  readonly claims: string;
  readonly moreNodes: (count: number) => string;
  readonly unscheduled: string;
  readonly rowOnly: (row: string) => string;
  readonly decisionsOnly: string;
  readonly noEvents: string;
  readonly stuck: string;
  readonly atField: string;
}

/** The words for `<html lang>`; English for any language that the page does not speak. */
export function wordsFor(lang: string): Words {
  return lang.toLowerCase().startsWith('ja') ? ja : en;
}
