/** English. */
import { formatCount } from './format';
import type { EventFacts, Words } from './words';

const subject = ({ subject, kind }: EventFacts): string => (kind === 'DaemonSet' ? `the pod on ${subject}` : subject);
const Subject = (facts: EventFacts): string => {
  const text = subject(facts);
  return text.startsWith('the ') ? `The${text.slice(3)}` : text;
};
const template = ({ revision }: EventFacts): string => (revision === null ? '' : ` from template ${revision}`);

function plural(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

export const en: Words = {
  language: 'en',
  loading: 'Reading the manifest…',
  noWorkload: 'No DaemonSet or StatefulSet here',
  noWorkloadHint: 'Place the cursor in a workload, or choose one of this file.',
  chooseWorkload: 'Choose a workload',
  workload: 'Workload',
  base: 'Compared with',
  bases: { head: 'Git HEAD', saved: 'Saved file', nothing: 'Nothing (first install)' },
  editor: 'editor',
  version: 'Kubernetes version',
  verdict: 'Verdict',
  broken: 'The manifest cannot be read as it stands.',
  refused: 'The API server refuses this change.',
  lastPicture: 'Below is the last picture that could be drawn.',
  unchanged: 'The manifest is as it was.',
  unchangedHint: 'Edit it and the picture follows.',
  showFirstInstall: 'Show the first install',
  firstInstall: 'first install',
  fix: 'Fix',
  line: (line) => `line ${line}`,
  reveal: (field) => `Open ${field} in the editor`,
  categories: { rejected: 'Rejected', broken: 'Broken', risk: 'Risk', style: 'Style' },
  findings: (count) => plural(count, 'finding', 'findings'),
  ifBroken: (lost, of, stopsAt) =>
    stopsAt === ''
      ? `If the new template never becomes ready: ${lost} of ${formatCount(of)} pods are lost.`
      : `If the new template never becomes ready: ${lost} of ${formatCount(of)} pods are lost, and it stops at ${stopsAt}.`,
  showIfBroken: 'Show it',
  whatIf: 'What if',
  neverReady: 'The new template never becomes ready',
  podTimes: 'Pod times',
  podTimesChip: (start, ready, terminate) => `Pods start in ${start} s, ready in ${ready} s, stop in ${terminate} s`,
  startSeconds: 'Start',
  readySeconds: 'Ready',
  terminateSeconds: 'Terminate',
  seconds: 's',
  apply: 'Apply',
  reset: 'Reset',
  remove: (what) => `Remove: ${what}`,
  timeline: 'Timeline',
  timelineHint: (rows, kind) =>
    plural(rows, kind === 'DaemonSet' ? 'node' : 'pod', kind === 'DaemonSet' ? 'nodes' : 'pods'),
  availability: 'Available',
  availableOf: (count, of) => `${formatCount(count)} of ${formatCount(of)}`,
  fewest: (count) => `fewest ${formatCount(count)}`,
  desired: 'wanted',
  states: {
    pending: 'Pending',
    starting: 'Starting',
    running: 'Running, not ready',
    available: 'Available',
    terminating: 'Terminating',
    failed: 'Failed',
    absent: 'No pod',
  },
  revisions: { old: 'old', new: 'new', nth: (revision) => `template ${revision}` },
  legend: 'Legend',
  playhead: 'Playhead',
  moment: (time, available, of) => `${time}, ${formatCount(available)} of ${formatCount(of)} available`,
  play: 'Play',
  pause: 'Pause',
  previousEvent: 'Previous event',
  nextEvent: 'Next event',
  toStart: 'To the start',
  toEnd: 'To the end',
  speed: 'Speed',
  keys: 'Space plays · ← → step · ↑ ↓ select · + − speed',
  cluster: 'Cluster',
  events: 'Events',
  nodes: (count) => plural(count, 'node', 'nodes'),
  nodesDefault: 'default nodes',
  excluded: (why) => `left out: ${why}`,
  noPod: 'no pod',
  claims: 'Claims',
  claimStates: { bound: 'bound', terminating: 'terminating' },
  moreNodes: (count) => `and ${plural(count, 'more node', 'more nodes')} with an available pod`,
  unscheduled: 'Waiting for a node',
  decisionsOnly: 'Decisions only',
  allEvents: 'All events',
  noEvents: 'Nothing happens.',
  stuck: 'Stuck',
  end: 'end',
  wayOut: 'Way out',
  selected: 'selected',
  atField: 'the field under the cursor is responsible',
  actors: {
    'statefulset-controller': 'The StatefulSet controller',
    'daemonset-controller': 'The DaemonSet controller',
    scheduler: 'The scheduler',
    kubelet: 'The kubelet',
    'garbage-collector': 'The garbage collector',
    'pod-garbage-collector': 'The pod garbage collector',
    'node-lifecycle': 'The node lifecycle controller',
    user: 'You',
  },
  event: {
    'pod-created': (facts) => `${facts.by} creates ${subject(facts)}${template(facts)}`,
    'pod-scheduled': (facts) =>
      facts.kind === 'DaemonSet' || facts.node === null
        ? `${facts.by} binds ${subject(facts)}`
        : `${facts.by} binds ${facts.subject} to ${facts.node}`,
    'pod-running': (facts) => `${Subject(facts)} runs`,
    'pod-ready': (facts) => `${Subject(facts)} is ready`,
    'pod-unready': (facts) => `${Subject(facts)} is no longer ready`,
    'pod-available': (facts) => `${Subject(facts)} is available`,
    'pod-failed': (facts) => `${Subject(facts)} fails`,
    'pod-succeeded': (facts) => `${Subject(facts)} ends by itself`,
    'pod-deletion-requested': (facts) => `${facts.by} ${facts.by === 'You' ? 'delete' : 'deletes'} ${subject(facts)}`,
    'pod-gone': (facts) => `${Subject(facts)} is gone`,
    'claim-created': (facts) => `${facts.by} creates the claim ${facts.subject}`,
    'claim-deletion-requested': (facts) =>
      `${facts.by} ${facts.by === 'You' ? 'delete' : 'deletes'} the claim ${facts.subject}`,
    'claim-gone': (facts) => `The claim ${facts.subject} is gone`,
    'revision-created': (facts) => `${facts.by} records template ${facts.revision ?? ''} as a revision`,
    'set-deletion-requested': (facts) =>
      `${facts.by} ${facts.by === 'You' ? 'delete' : 'deletes'} the ${facts.kind} ${facts.subject}`,
    'set-gone': (facts) => `The ${facts.kind} ${facts.subject} is gone`,
    warning: (facts) => `Warning: ${facts.message}`,
  },
  status: ({ replicas, ready, available, updated }) =>
    `Status: ${replicas} pods, ${updated} updated, ${ready} ready, ${available} available`,
  facts: {
    restarts: 'Restarts',
    takes: 'Takes',
    fewest: 'Fewest available',
    extra: 'Extra pods',
    claims: 'Claims',
    claimsKept: (count) => `${count} kept`,
    claimsDeleted: (count) => `${count} deleted`,
    claimsCreated: (count) => `${count} created`,
    at: (time) => `at ${time}`,
  },
};
