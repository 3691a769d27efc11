import { fix, mend } from '../fixing';
import { replicasOf } from '../knowledge/rollout';
import { spelledOut } from '../knowledge/waiting';
import { containers, get } from '../read';
import { inspectionRule } from '../rule';

const POLICY = ['spec', 'podManagementPolicy'] as const;

const BRANCHES = /\bif\b|\bcase\b|\[\[?\s|&&/;
const TRIES_AGAIN = /\b(?:until|while|retry|retries|--retry|wait[-_]for)\b|\bfor\s+\w+\s+in\b|\|\|/;
/** Clients that ask a server once and give up. */
const CLIENT =
  /\b(?:mongosh?|mysql|mysqladmin|mysqldump|psql|pg_basebackup|redis-cli|valkey-cli|rabbitmqctl|curl|wget|etcdctl|nc|ncat|cqlsh|cockroach\s+init|influx|clickhouse-client|consul\s+join|vault\s+operator|nodetool|rsync|scp)\b/;

/** `web-$(($ordinal-1))`: the pod before */
const PREVIOUS = /-\$\(\(\s*\$?\{?\w+\}?\s*-\s*1\s*\)\)/;

/**
 * Under Parallel all pods start at the same moment (processReplica in batches, whatever the others do): a start script that
 * lets the first pod found the cluster and the others join it once finds nobody there yet.
 */
export const stsBootstrapNeedsOrder = inspectionRule({
  id: 'sts-bootstrap-needs-order',
  category: 'risk',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'The start script of {container} lets all pods but {first} join {first} once; Parallel starts them together with it, so the join finds nobody and fails.',
      ja: '{container} の起動スクリプトでは {first} 以外の Pod が {first} に一度だけ参加を試みます。Parallel では同時に起動するため、相手がまだおらず失敗します。',
    },
    previous: {
      en: '{container} copies from the pod before its own; Parallel starts all of them together, so that one has nothing to give yet.',
      ja: '{container} は 1 つ前の番号の Pod からデータを写しますが、Parallel では同時に起動するため、相手はまだ何も提供できません。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    if (get(effective, ...POLICY) !== 'Parallel' || replicasOf(effective) < 2) return;
    const first = `${context.object.name}-0`;
    for (const { container } of containers(effective)) {
      const script = spelledOut(container);
      if (PREVIOUS.test(script) && CLIENT.test(script) && !TRIES_AGAIN.test(script)) {
        yield { path: POLICY, at: 'value', message: 'previous', params: { container: String(container['name']) } };
        return;
      }
      if (!script.includes(`${first}.`) || !BRANCHES.test(script) || TRIES_AGAIN.test(script)) continue;
      const joins = script
        .split(/[\n;]/)
        .some((line) => line.includes(`${first}.`) && CLIENT.test(line) && !/^\s*exec\b/.test(line));
      if (!joins) continue;
      yield {
        path: POLICY,
        at: 'value',
        params: { first, container: String(container['name']) },
        fixes: () =>
          fix(
            { en: 'Start them one after the other: OrderedReady', ja: '順に起動する（OrderedReady）' },
            'alternative',
            mend(context).put(POLICY, 'OrderedReady'),
          ),
      };
      return;
    }
  },
});
