import { nearestName } from '../../kubernetes/index';
import { fix, mend } from '../fixing';
import { POD } from '../knowledge/placement';
import { get, text } from '../read';
import { inspectionRule } from '../rule';

const DEFAULT = 'default-scheduler';
const PATH = [...POD, 'schedulerName'];
/** the program and what people shorten the profile's name to */
const MEANT = ['kube-scheduler', 'scheduler', 'default', 'kubernetes'];

/**
 * A pod waits for the scheduler of its schedulerName, and for no other; nothing checks that one listens. The profile of a
 * plain cluster is called default-scheduler (`SchedulerName` of the first profile, kube-scheduler 1.32 to 1.37).
 */
export const schedulerNameMisspelt = inspectionRule({
  id: 'scheduler-name-misspelt',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'No scheduler is called {name}, the usual one is default-scheduler: nobody schedules the pods, they stay Pending without an event.',
      ja: '{name} というスケジューラーはありません（通常は default-scheduler です）。誰も Pod をスケジュールせず、イベントもないまま Pending になります。',
    },
  },
  *check(context) {
    const name = text(get(context.judgement.effective, ...PATH));
    if (name === undefined || name === DEFAULT || name === '') return;
    const near = MEANT.includes(name) || (name.length > 10 && nearestName(name, [DEFAULT]) !== null);
    if (!near) return;
    yield {
      path: PATH,
      at: 'value',
      params: { name },
      fixes: () =>
        fix({ en: `Use ${DEFAULT}`, ja: `${DEFAULT} を使う` }, 'preferred', mend(context).put(PATH, DEFAULT)),
    };
  },
});
