/** On which ports the members of a set talk to each other. */
import type { JsonObject } from '../read';
import { clusterStoreOf } from './clusterStores';
import { podNamesIn } from './podNames';
import { declaredPorts } from './ports';

const PEER =
  /(^|-)(peers?|cluster|gossip|raft|election|leader-election|quorum|inter-?node|intra|membership|cluster-?rpc|epmd|dist|internode|memberlist|serf|serflan|serf-lan)(-|$)/;

/**
 * Ports that a container declares and that the others of the set need: those that follow the names of its own pods
 * (`zk-0.zk:2888:3888`), those of a known store, and those that are called so (`peer`, `gossip`).
 * @param set name of the StatefulSet
 */
export function peerPortsOf(set: string, podSpec: JsonObject): readonly number[] {
  const declared = declaredPorts(podSpec, []).filter(({ protocol }) => protocol === 'TCP');
  const named = podNamesIn(podSpec, []).filter((each) => each.set === set || each.set === null);
  const found = new Set<number>();
  for (const name of named) if (name.set === set) for (const port of name.ports) found.add(port);
  const store = clusterStoreOf(podSpec)?.store;
  for (const port of declared) {
    const isPeer = store?.peerPorts.includes(port.number) ?? false;
    if (isPeer && store && store.peerPorts.length > 0) found.add(port.number);
    else if (named.length > 0 && PEER.test(port.name)) found.add(port.number);
  }
  return [...found].sort((a, b) => a - b);
}
