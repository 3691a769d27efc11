import { imageOf } from '../knowledge/images';
import { podStorage } from '../knowledge/storage';
import { runAsOf } from '../knowledge/users';
import { get, list, number, text } from '../read';
import { inspectionRule } from '../rule';

const COLLECTOR =
  /^(?:fluent-bit|fluentd|fluentd-kubernetes-daemonset|filebeat(?:-oss)?|promtail|vector|alloy|grafana-agent|opentelemetry-collector(?:-contrib|-k8s)?|otelcol(?:-contrib)?|logstash)$/;
const LOGS = /^\/var\/log\/?$|^\/var\/log\/(?:pods|containers)\/?$|^\/var\/lib\/docker\/containers\/?$/;

/**
 * Log files of containers belong to root and its group with mode 0640 (containerd and CRI-O, Docker's json-file), and
 * fsGroup does not touch host paths (`SetVolumeOwnership` is skipped for them; all releases).
 */
export const logFilesUnreadable = inspectionRule({
  id: 'log-files-unreadable',
  category: 'broken',
  kinds: ['DaemonSet'],
  messages: {
    default: {
      en: 'Log files of containers belong to root with mode 0640: {name} runs as user {user} without root’s group and can read none of them in {place}.',
      ja: 'コンテナのログファイルは root の所有で、モードは 0640 です。{name} は root グループに属さないユーザー {user} で動くため、{place} のファイルを読めません。',
    },
  },
  *check(context) {
    const podSpec = get(context.judgement.effective, 'spec', 'template', 'spec');
    for (const { json, path, init, mounts, name } of podStorage(context.judgement.effective).containers) {
      if (init || !COLLECTOR.test(imageOf(json)?.base ?? '')) continue;
      const { user, userPath } = runAsOf(json, path, podSpec);
      if (user === undefined || user === 0 || !userPath) continue;
      const group =
        number(get(json, 'securityContext', 'runAsGroup')) ?? number(get(podSpec, 'securityContext', 'runAsGroup'));
      // a user whom the image does not know gets the group of root when no group is written
      if (group === undefined || group === 0) continue;
      const more = list(get(podSpec, 'securityContext', 'supplementalGroups'));
      if (more.length > 0 || get(podSpec, 'securityContext', 'fsGroup') === 0) continue;
      if (
        list(get(json, 'securityContext', 'capabilities', 'add')).some((each) =>
          /DAC_|^(?:CAP_)?ALL$/.test(text(each) ?? ''),
        )
      )
        continue;
      if (get(json, 'securityContext', 'privileged') === true) continue;
      const logs = mounts.find(
        ({ volume }) => volume?.source === 'hostPath' && LOGS.test(text(volume.json['path']) ?? ''),
      );
      if (logs) yield { path: userPath, at: 'value', params: { name, user, place: logs.mountPath } };
    }
  },
});
