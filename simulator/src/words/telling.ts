/** How an account is told in any language: which beats become which sentences. The languages bring the phrases. */
import { type Beat, type Group, type Part, type Passage, WORTH_TELLING } from '../account/index';
import type { Reason } from '../trace';
import type { FieldPath, WorkloadKind } from '../workload';
import { describeEvent } from './events';
import { explainReason } from './index';

/** One sentence with its full stop, and the manifest field that is responsible for what it says. */
export interface Sentence {
  readonly text: string;
  readonly field?: FieldPath;
}

/** One step of the account. */
export interface Telling {
  /** seconds */
  readonly t: number;
  readonly sentences: readonly Sentence[];
}

/** What is being told. */
export interface Tale {
  readonly kind: WorkloadKind;
  readonly set: string;
  readonly passage: Passage;
  /** alone in its group: what is its own (the node) is worth telling */
  readonly alone: boolean;
  /** the pods of the group wait for their turns before they are made again */
  readonly inTurn: boolean;
}

/** What a passage that does not come to rest runs into; null: it comes to rest, or more is told of it. */
export type Ending = 'end' | 'change' | null;

/** The phrases of a language; each is a whole sentence with its full stop, times in seconds. */
export interface Phrases {
  readonly language: 'en' | 'ja';
  /** makes a sentence of a clause without a full stop */
  readonly sentence: (clause: string, set: string) => string;
  /** the same with how much later it comes */
  readonly laterSentence: (seconds: number, clause: string) => string;
  readonly claims: (deed: 'created' | 'deleted', names: readonly string[]) => string;
  /** a claim by name, as the subject of a clause */
  readonly claim: (name: string) => string;
  /** deleted, but not gone by then */
  readonly stays: (until: 'end' | 'change') => string;
  readonly gone: (after: number) => string;
  /** gone, made again, and how far that one comes */
  readonly comesBack: (tale: Tale, succession: { after: number; wait: number; made: Beat }, ending: Ending) => string;
  /** how far a pod that was made comes; with an `ending` nothing more is told of it */
  readonly outcome: (tale: Tale, made: Beat, ending: Ending) => string;
  readonly readyAgain: (reached: Beat['reached'], after: number) => string;
  readonly ended: (failed: boolean, after: number) => string;
  readonly unready: string;
  readonly refusedAgain: (times: number, until: number) => string;
  readonly repeats: (part: Part) => string;
  readonly others: (group: Group, kind: WorkloadKind) => string;
  /** the same with the same pods, at these times */
  readonly again: (starts: readonly number[]) => string;
}

/** The sentences of a group: its first passage, then who goes the same way. */
export function sentencesOf(tale: Tale, group: Group, phrases: Phrases): Sentence[] {
  const sentences: Sentence[] = [];
  for (const part of tale.passage.parts) {
    for (let i = 0; i < part.beats.length; ) i += beatAt(tale, part.beats, i, phrases, sentences);
    if (part.times > 1) sentences.push({ text: phrases.repeats(part) });
  }
  if (group.others.length > 0) sentences.push({ text: phrases.others(group, tale.kind) });
  if (group.again.length > 0) sentences.push({ text: phrases.again(group.again) });
  return sentences;
}

/** Tells the beat at an index, and what belongs to it; how many beats were told. */
function beatAt(tale: Tale, beats: readonly Beat[], i: number, phrases: Phrases, sentences: Sentence[]): number {
  const beat = beats[i];
  if (beat === undefined) return 1;
  const since = beats[i - 1]?.at ?? beat.t;
  const plain = (): void => {
    sentences.push({ text: phrases.sentence(describeEvent(beat.event, tale.kind, phrases.language), tale.set) });
  };
  const why = (): void => {
    if (typeof beat.event.reason !== 'object') {
      plain();
      return;
    }
    const clause = explainReason(reasonOf(beat, beat.event.reason, phrases), phrases.language);
    const gap = i === 0 ? 0 : beat.t - since;
    const text = gap < WORTH_TELLING ? phrases.sentence(clause, tale.set) : phrases.laterSentence(gap, clause);
    sentences.push({ text, ...(beat.event.field === undefined ? {} : { field: beat.event.field }) });
  };
  switch (beat.kind) {
    case 'claim-create':
    case 'claim-delete':
      if (beat.objects.length === 1) why();
      else {
        const deed = beat.kind === 'claim-create' ? 'created' : 'deleted';
        sentences.push({ text: phrases.claims(deed, beat.objects) });
      }
      return 1;
    case 'delete': {
      why();
      const gone = beats[i + 1];
      if (gone?.kind !== 'gone') {
        const ending = endingOf(tale, beats, i);
        if (ending !== null) sentences.push({ text: phrases.stays(ending) });
        return 1;
      }
      const made = beats[i + 2];
      if (made?.kind === 'create' && isPlainSuccession(made)) {
        const succession = { after: gone.t - beat.t, wait: made.t - gone.t, made };
        sentences.push({ text: phrases.comesBack(tale, succession, endingOf(tale, beats, i + 2)) });
        return 3;
      }
      sentences.push({ text: phrases.gone(gone.t - beat.t) });
      return 2;
    }
    case 'create':
      why();
      sentences.push({ text: phrases.outcome(tale, beat, endingOf(tale, beats, i)) });
      return 1;
    case 'ready':
      if (beats[i - 1]?.kind === 'unready') sentences.push({ text: phrases.readyAgain(beat.reached, beat.at - since) });
      else plain();
      return 1;
    case 'ended':
      if (i === 0) plain();
      else sentences.push({ text: phrases.ended(beat.event.type === 'pod-failed', beat.t - since) });
      return 1;
    case 'unready':
      if (beat.event.by !== 'kubelet') why();
      else if (i === 0) plain();
      else sentences.push({ text: phrases.unready });
      return 1;
    case 'refused':
      why();
      if (beat.count > 1) sentences.push({ text: phrases.refusedAgain(beat.count, beat.at) });
      return 1;
    case 'gone':
      plain();
      return 1;
    case 'other':
      if (beat.event.type === 'revision-created') why();
      else plain();
      return 1;
  }
}

/** What a person deletes by hand may be a claim: it is called one. */
function reasonOf({ kind, event }: Beat, reason: Reason, phrases: Phrases): Reason {
  if (kind !== 'claim-delete' || reason.code !== 'user-deleted') return reason;
  return { ...reason, params: { ...reason.params, object: phrases.claim(event.object) } };
}

/** Nothing more is told of the pod here: the trace ends, or the change comes, and it has not come to rest. */
function endingOf({ passage }: Tale, beats: readonly Beat[], i: number): Ending {
  const last = passage.parts.at(-1);
  if (passage.finished || beats[i + 1] !== undefined || beats !== last?.beats || last.times > 1) return null;
  return passage.cut ? 'change' : 'end';
}

/** The creation only says that the pod before is gone. */
function isPlainSuccession({ event }: Beat): boolean {
  const code = typeof event.reason === 'object' ? event.reason.code : '';
  return code === 'sts-replace-new' || code === 'sts-replace-same' || code === 'ds-replace';
}

/** The others of a group by name, each once. */
export function namesOf({ told, others }: Group): string[] {
  const names = new Set(others.map((passage) => passage.slot ?? ''));
  return [...names].filter((name) => name !== '' && name !== told.slot);
}

/** All pods of a group that one of them is in more than once; where there are many, those that are not told of. */
export function recurring(group: Group): string[] {
  const names = namesOf(group);
  return group.told.slot === null || names.length > 2 ? names : [group.told.slot, ...names];
}
