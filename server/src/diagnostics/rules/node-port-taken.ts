import type { Json } from '../../apiServer/index';
import { akin, isOneApplication, SETS } from '../knowledge/companions';
import { serviceSelectorOf } from '../knowledge/governing';
import { declaredPorts } from '../knowledge/ports';
import { get, list, number, podTemplateOf, text } from '../read';
import { inspectionRule } from '../rule';

/** A node port belongs to one Service of the cluster (portallocator: "provided port is already allocated"), and kube-proxy takes it on every node. */
export const nodePortTaken = inspectionRule({
  id: 'node-port-taken',
  category: 'broken',
  kinds: ['Service'],
  neighbours: ['Service', ...SETS],
  messages: {
    default: {
      en: 'Service {other} asks for node port {port} too: whichever comes second is refused.',
      ja: 'Service {other} も nodePort {port} を求めています。後から作られるほうは拒否されます。',
    },
    host: {
      en: 'The pods of {kind} {other} take port {port} of their nodes, and kube-proxy takes it for this Service: connections to it never reach those pods.',
      ja: '{kind} {other} の Pod もノードのポート {port} を使いますが、kube-proxy がこの Service のために使います。そのポートへの接続は Pod に届きません。',
    },
  },
  *check(context) {
    const { object: service, judgement, neighbours } = context;
    const ports = nodePortsOf(judgement.effective);
    const labels = serviceSelectorOf(judgement.effective);
    if (ports.length === 0) return;
    const about =
      Object.keys(labels).length > 0 &&
      akin(neighbours.selectedBy({ matchLabels: labels }, service, SETS), service).length > 0;
    const others = neighbours
      .ofKind('Service')
      .filter(
        ({ near, object }) =>
          near === 'file' && (object.name !== service.name || object.namespace !== service.namespace),
      );
    const further = isOneApplication(neighbours)
      ? neighbours.ofKind('Service').filter(({ near, object }) => near === 'folder' && object.name !== service.name)
      : [];
    for (const { index, port, protocol } of ports) {
      const path = ['spec', 'ports', index, 'nodePort'];
      // said once: on the later name
      const other = [...others, ...further].find(
        (each) =>
          `${each.object.name} ${each.object.namespace}` < `${service.name} ${service.namespace}` &&
          nodePortsOf(each.json).some((their) => their.port === port && their.protocol === protocol),
      );
      if (other && about) {
        yield { path, at: 'value', params: { other: other.object.name, port } };
        continue;
      }
      const daemon = neighbours.ofKind('DaemonSet').find(({ near, json }) => {
        const spec = near === 'file' ? podTemplateOf(json, 'DaemonSet')?.spec : undefined;
        return (
          spec !== undefined &&
          declaredPorts(spec, []).some(
            (each) =>
              (spec['hostNetwork'] === true ? each.number : each.hostPort) === port && each.protocol === protocol,
          )
        );
      });
      if (daemon)
        yield { path, at: 'value', message: 'host', params: { kind: 'DaemonSet', other: daemon.object.name, port } };
    }
  },
});

function nodePortsOf(service: Json) {
  return list(get(service, 'spec', 'ports')).flatMap((each, index) => {
    const port = number(get(each, 'nodePort'));
    return port === undefined || port === 0 ? [] : [{ index, port, protocol: text(get(each, 'protocol')) ?? 'TCP' }];
  });
}
