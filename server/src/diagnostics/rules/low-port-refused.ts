import { runAsOf } from '../knowledge/users';
import { containers, get, list, number, text } from '../read';
import { inspectionRule } from '../rule';

/** `net.ipv4.ip_unprivileged_port_start` of a node that nobody changed. */
const FIRST_FREE = 1024;

/**
 * On the host network the node's own kernel setting counts: ports below 1024 are for root or NET_BIND_SERVICE. A pod network
 * has its setting from the runtime, which lets everybody bind them (containerd 2.0, CRI-O, Docker 20.10).
 */
export const lowPortRefused = inspectionRule({
  id: 'low-port-refused',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: 'On the host network only root, or a program with NET_BIND_SERVICE, may listen on port {port}; this container runs as user {user} without it: permission denied.',
      ja: 'ホストネットワークでポート {port} を使えるのは root か NET_BIND_SERVICE を持つプログラムだけです。このコンテナはユーザー {user} で動き、その権限もないため、permission denied になります。',
    },
  },
  *check(context) {
    const spec = get(context.judgement.effective, 'spec', 'template', 'spec');
    if (get(spec, 'hostNetwork') !== true) return;
    for (const { container, path } of containers(context.judgement.effective)) {
      const { user } = runAsOf(container, path, spec);
      const own = get(container, 'securityContext');
      const dropped = list(get(own, 'capabilities', 'drop')).map((each) => text(each));
      const added = list(get(own, 'capabilities', 'add')).map((each) => text(each)?.replace(/^CAP_/, ''));
      if (user === undefined || user === 0 || get(own, 'privileged') === true) continue;
      if (added.some((each) => each === 'NET_BIND_SERVICE' || each === 'ALL')) continue;
      // a capability of the program's file counts as long as the container keeps it
      if (!dropped.includes('ALL') && !dropped.includes('NET_BIND_SERVICE')) continue;
      for (const [index, item] of list(container['ports']).entries()) {
        const port = number(get(item, 'containerPort'));
        if (port === undefined || port >= FIRST_FREE) continue;
        yield { path: [...path, 'ports', index, 'containerPort'], at: 'value', params: { port, user } };
      }
    }
  },
});
