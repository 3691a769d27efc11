import { fix, mend } from '../fixing';
import { POD } from '../knowledge/placement';
import { enumerate } from '../message';
import { get, list, text } from '../read';
import { inspectionRule } from '../rule';

const PATH = [...POD, 'schedulingGates'];

/**
 * Every pod of a template with scheduling gates waits until somebody takes them away, pod by pod; the scheduler does not
 * look at it before (plugin SchedulingGates, on since 1.27). No workload controller ever removes one.
 */
export const schedulingGatesInTemplate = inspectionRule({
  id: 'scheduling-gates-in-template',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'Each new pod waits until somebody removes the scheduling gate {gates} from it, at every update, drain and scale-up again: without a controller that does so it never starts.',
      ja: '新しい Pod は、誰かがスケジューリングゲート {gates} を外すまで待ちます。更新、drain、スケールアップのたびに同じです。外すコントローラーがなければ起動しません。',
    },
  },
  *check(context) {
    const gates = list(get(context.judgement.effective, ...PATH)).flatMap((gate) => text(get(gate, 'name')) ?? []);
    if (gates.length === 0) return;
    yield {
      path: PATH,
      at: 'key',
      params: { gates: enumerate(gates) },
      fixes: () => fix({ en: 'Remove the gates', ja: 'ゲートを消す' }, 'alternative', mend(context).remove(PATH)),
    };
  },
});
