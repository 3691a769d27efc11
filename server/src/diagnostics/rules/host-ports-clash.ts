import { isOneApplication, MOST_OF_ONE_FOLDER } from '../knowledge/companions';
import { type ContainerPort, declaredPorts } from '../knowledge/ports';
import { get, type JsonObject, list, podTemplateOf, stringMap, text } from '../read';
import { type Finding, inspectionRule, type Resource, type RuleContext } from '../rule';

/**
 * A port of a node belongs to one pod: the scheduler keeps a second one that asks for the same port, protocol and address
 * away (NodePorts, HostPortInfo.CheckConflict). On the host network every port of a container is one of the node.
 */
export const hostPortsClash = inspectionRule({
  id: 'host-ports-clash',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet', 'Deployment'],
  neighbours: ['DaemonSet', 'StatefulSet', 'Deployment'],
  messages: {
    default: {
      en: '{kind} {other} takes {protocol} port {port} of every node where it runs: of the two only one pod fits on a node, the other stays Pending.',
      ja: '{kind} {other} も、動作するノードで {protocol} ポート {port} を使います。1 つのノードで動けるのはどちらか一方で、もう一方は Pending のままです。',
    },
  },
  *check(context) {
    const { object, judgement, neighbours } = context;
    const template = podTemplateOf(judgement.effective, object.kind);
    if (!template) return;
    const mine = hostPorts(template.spec, [...template.path, 'spec']);
    if (mine.length === 0) return;
    const around = neighbours.ofKind('DaemonSet').filter(({ near }) => near !== 'workspace');
    const others = around.filter(
      ({ near, object: { kind, name } }) =>
        (near === 'file' || around.length <= MOST_OF_ONE_FOLDER) && !(kind === object.kind && name === object.name),
    );
    for (const other of others) {
      const finding = clash(context, template.spec, mine, other);
      if (!finding) continue;
      yield finding;
      return;
    }
  },
});

function clash(
  context: RuleContext,
  spec: JsonObject,
  mine: readonly ContainerPort[],
  other: Resource,
): Finding | null {
  const { kind, name } = other.object;
  const theirSpec = podTemplateOf(other.json, kind)?.spec;
  if (!theirSpec) return null;
  // of two daemons one speaks: the later name
  const { object } = context;
  const later = `${object.name} ${object.namespace}` > `${name} ${other.object.namespace}`;
  if (object.kind === 'DaemonSet' && !later) return null;
  const theirs = hostPorts(theirSpec, []);
  const port = mine.find((each) => theirs.some((their) => conflict(each, their)));
  if (!port || keepApart(spec, theirSpec)) return null;
  // files of a folder may be alternatives of one another
  if (other.near === 'folder' && (sameImage(spec, theirSpec) || !isOneApplication(context.neighbours))) return null;
  const hostNetwork = spec['hostNetwork'] === true;
  return {
    path: [...port.path, hostNetwork ? 'containerPort' : 'hostPort'],
    at: 'value',
    params: { kind, other: name, protocol: port.protocol, port: port.hostPort },
  };
}

/** Ports of the node that a pod takes. */
function hostPorts(spec: JsonObject, at: readonly (string | number)[]): readonly ContainerPort[] {
  const host = spec['hostNetwork'] === true;
  return declaredPorts(spec, at)
    .map((port) => (host && port.hostPort === 0 ? { ...port, hostPort: port.number } : port))
    .filter(({ hostPort }) => hostPort > 0);
}

function conflict(a: ContainerPort, b: ContainerPort): boolean {
  if (a.hostPort !== b.hostPort || a.protocol !== b.protocol) return false;
  const [x, y] = [anyAddress(a.hostIP), anyAddress(b.hostIP)];
  return x || y || a.hostIP === b.hostIP;
}

function anyAddress(ip: string): boolean {
  return ip === '' || ip === '0.0.0.0' || ip === '::';
}

/** Can the two never be on one node, by what they ask of its labels? */
function keepApart(a: JsonObject, b: JsonObject): boolean {
  const [mine, theirs] = [wants(a), wants(b)];
  for (const [key, values] of mine) {
    const other = theirs.get(key);
    if (other && !values.some((value) => other.includes(value))) return true;
  }
  return excludes(a, theirs) || excludes(b, mine);
}

/** Values that a node may have under a label: of the node selector, and of a single required term. */
function wants(spec: JsonObject): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const [key, value] of Object.entries(stringMap(spec['nodeSelector']))) found.set(key, [value]);
  for (const { key, operator, values } of requirements(spec))
    if (operator === 'In' && !found.has(key)) found.set(key, values);
  return found;
}

/** Does a required term rule out what the other asks for: NotIn of its value, DoesNotExist of its key? */
function excludes(spec: JsonObject, other: ReadonlyMap<string, readonly string[]>): boolean {
  return requirements(spec).some(({ key, operator, values }) => {
    const asked = other.get(key);
    if (!asked) return false;
    return operator === 'DoesNotExist' || (operator === 'NotIn' && asked.every((value) => values.includes(value)));
  });
}

function requirements(spec: JsonObject) {
  const terms = list(
    get(spec, 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms'),
  );
  // several terms are alternatives: what one rules out another may take
  if (terms.length !== 1) return [];
  return list(get(terms[0], 'matchExpressions')).map((each) => ({
    key: text(get(each, 'key')) ?? '',
    operator: text(get(each, 'operator')) ?? '',
    values: list(get(each, 'values')).flatMap((value) => text(value) ?? []),
  }));
}

function sameImage(a: JsonObject, b: JsonObject): boolean {
  const images = (spec: JsonObject) => list(spec['containers']).flatMap((each) => text(get(each, 'image')) ?? []);
  const mine = images(a);
  return images(b).some((image) => mine.includes(image));
}
