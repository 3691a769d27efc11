/** What happened, in words: one short sentence for an event of a trace. Why it happened says `explainReason`. */
import type { Actor, TraceEvent } from '../trace';
import type { WorkloadKind } from '../workload';

type EventLanguage = 'en' | 'ja';
/** Who acts, what is acted upon, and how the event says it. */
interface Facts {
  readonly by: string;
  readonly subject: string;
  readonly event: TraceEvent;
  readonly kind: WorkloadKind;
}

const ACTORS: Readonly<Record<EventLanguage, Readonly<Record<Actor, string>>>> = {
  en: {
    'statefulset-controller': 'The StatefulSet controller',
    'daemonset-controller': 'The DaemonSet controller',
    scheduler: 'The scheduler',
    kubelet: 'The kubelet',
    'garbage-collector': 'The garbage collector',
    'pod-garbage-collector': 'The pod garbage collector',
    'node-lifecycle': 'The node lifecycle controller',
    user: 'A person',
  },
  ja: {
    'statefulset-controller': 'StatefulSet コントローラー',
    'daemonset-controller': 'DaemonSet コントローラー',
    scheduler: 'スケジューラー',
    kubelet: 'kubelet',
    'garbage-collector': 'ガベージコレクター',
    'pod-garbage-collector': 'Pod ガベージコレクター',
    'node-lifecycle': 'ノードライフサイクルコントローラー',
    user: '利用者',
  },
};

/** The actor's name at the start of a sentence. */
function actorName(actor: Actor, language: EventLanguage): string {
  return ACTORS[language][actor];
}

/**
 * The pod, claim or node that an event is about, as a person would name it: a DaemonSet's pods have random names and are
 * named by their node.
 */
function subjectOf(event: TraceEvent, kind: WorkloadKind, language: EventLanguage): string {
  if (kind === 'StatefulSet' || !event.type.startsWith('pod-')) return event.object;
  const node = event.node ?? /@(.*)#\d+$/.exec(event.object)?.[1] ?? event.object;
  return language === 'en' ? `the pod on ${node}` : `${node} の Pod`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
/** Names of pods keep their letters; only our own article is raised. */
const first = (subject: string) => (subject.startsWith('the ') ? capital(subject) : subject);

const EN: Readonly<Record<TraceEvent['type'], (f: Facts) => string>> = {
  'pod-created': (f) => `${f.by} creates ${f.subject}${revision(f.event, ' from template ')}`,
  'pod-scheduled': (f) =>
    f.kind === 'DaemonSet' ? `${f.by} binds ${f.subject}` : `${f.by} binds ${f.subject} to ${f.event.node ?? 'a node'}`,
  'pod-running': (f) => `${first(f.subject)} runs`,
  'pod-ready': (f) => `${first(f.subject)} is ready`,
  'pod-unready': (f) => `${first(f.subject)} is no longer ready`,
  'pod-available': (f) => `${first(f.subject)} is available`,
  'pod-failed': (f) => `${first(f.subject)} fails`,
  'pod-succeeded': (f) => `${first(f.subject)} ends by itself`,
  'pod-deletion-requested': (f) => `${f.by} deletes ${f.subject}`,
  'pod-gone': (f) => `${first(f.subject)} is gone`,
  'eviction-refused': (f) => `${f.by} may not evict ${f.subject}`,
  'claim-created': (f) => `${f.by} creates the claim ${f.subject}`,
  'claim-deletion-requested': (f) => `${f.by} deletes the claim ${f.subject}`,
  'claim-gone': (f) => `The claim ${f.subject} is gone`,
  'revision-created': (f) => `${f.by} records template ${f.event.revision ?? '?'} as a revision`,
  'set-deletion-requested': (f) => `${f.by} deletes the ${f.kind} ${f.subject}`,
  'set-gone': (f) => `The ${f.kind} ${f.subject} is gone`,
  status: (f) => `Status: ${counters(f.event)}`,
  warning: (f) => `Warning: ${f.event.message ?? ''}`,
};

const JA: Readonly<Record<TraceEvent['type'], (f: Facts) => string>> = {
  'pod-created': (f) => `${f.by}が${revision(f.event, 'テンプレート ', ' から')} ${f.subject} を作成`,
  'pod-scheduled': (f) =>
    f.kind === 'DaemonSet'
      ? `${f.by}が ${f.subject} を割り当て`
      : `${f.by}が ${f.subject} を ${f.event.node ?? 'ノード'} に割り当て`,
  'pod-running': (f) => `${f.subject} が起動`,
  'pod-ready': (f) => `${f.subject} が Ready`,
  'pod-unready': (f) => `${f.subject} が Ready でなくなる`,
  'pod-available': (f) => `${f.subject} が利用可能`,
  'pod-failed': (f) => `${f.subject} が失敗`,
  'pod-succeeded': (f) => `${f.subject} が自ら終了`,
  'pod-deletion-requested': (f) => `${f.by}が ${f.subject} を削除`,
  'pod-gone': (f) => `${f.subject} が消滅`,
  'eviction-refused': (f) => `${f.by}による ${f.subject} の退避を拒否`,
  'claim-created': (f) => `${f.by}が PVC ${f.subject} を作成`,
  'claim-deletion-requested': (f) => `${f.by}が PVC ${f.subject} を削除`,
  'claim-gone': (f) => `PVC ${f.subject} が消滅`,
  'revision-created': (f) => `${f.by}がテンプレート ${f.event.revision ?? '?'} をリビジョンとして記録`,
  'set-deletion-requested': (f) => `${f.by}が ${f.kind} ${f.subject} を削除`,
  'set-gone': (f) => `${f.kind} ${f.subject} が消滅`,
  status: (f) => `ステータス: ${counters(f.event)}`,
  warning: (f) => `警告: ${f.event.message ?? ''}`,
};

function revision(event: TraceEvent, before: string, after = ''): string {
  return event.revision === undefined ? '' : `${before}${event.revision}${after}`;
}

function counters(event: TraceEvent): string {
  return Object.entries(event.status ?? {})
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

/**
 * One short sentence for an event, without a full stop.
 * @param kind the workload's kind: a DaemonSet's pods are named by their node
 */
export function describeEvent(event: TraceEvent, kind: WorkloadKind, language: EventLanguage): string {
  const by = event.by === undefined ? '' : actorName(event.by, language);
  return (language === 'en' ? EN : JA)[event.type]({ by, subject: subjectOf(event, kind, language), event, kind });
}
