import { fix, mend } from '../fixing';
import { execText, probesOf } from '../knowledge/probes';
import { containers, nodeOf } from '../read';
import { inspectionRule } from '../rule';

/** Tools that start a virtual machine or an interpreter of their own for every question. */
const SLOW =
  /\b(nodetool|cqlsh|rabbitmq-diagnostics|rabbitmqctl|mongosh|zkCli\.sh|kafka-[a-z-]+\.sh|kafka-(?:topics|broker-api-versions|metadata-quorum)|sqlcmd|solr|kubectl|java)\b(?=\s|$)/;
const ENOUGH = 5;

/** The kubelet ends an exec probe after `timeoutSeconds`, 1 when none is written (ExecProbeTimeout, on since 1.20). */
export const probeTimeoutTooShort = inspectionRule({
  id: 'probe-timeout-too-short',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: '{tool} needs longer than {timeout} s to start on a busy node: this {what} then fails although the server is sound.',
      ja: '{tool} は混んだノードでは起動だけで {timeout} 秒を超えます。サーバーが正常でも、この {what} は失敗します。',
    },
  },
  *check(context) {
    for (const { container, path } of containers(context.judgement.effective)) {
      for (const probe of probesOf(container, path)) {
        if (probe.action !== 'exec' || probe.timeout > 1) continue;
        const tool = SLOW.exec(execText(probe))?.[1];
        if (tool === undefined) continue;
        const place = [...probe.path, 'timeoutSeconds'];
        yield {
          path: nodeOf(context.object.root, place) ? place : probe.path,
          at: 'key',
          params: { tool, timeout: probe.timeout, what: probe.kind },
          fixes: () =>
            fix(
              { en: `Give it ${ENOUGH} seconds`, ja: `${ENOUGH} 秒待つ` },
              'alternative',
              mend(context).put(place, ENOUGH),
            ),
        };
      }
    }
  },
});
