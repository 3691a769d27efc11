import { isOneApplication } from '../knowledge/companions';
import { type ContainerPort, declaredPorts } from '../knowledge/ports';
import { get, type JsonObject, list, podTemplateOf, stringMap, text } from '../read';
import { type Finding, inspectionRule, type Known, type RuleContext } from '../rule';

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
    const around = neighbours.facts('DaemonSet', hostPortFact).filter(({ near }) => near !== 'workspace');
    const others = around.filter(
      ({ near, object: { kind, name } }) =>
        (near === 'file' || isOneApplication(neighbours)) && !(kind === object.kind && name === object.name),
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
  other: Known<NodeUse>,
): Finding | null {
  const { kind, name } = other.object;
  // of two daemons one speaks: the later name
  const { object } = context;
  const later = `${object.name} ${object.namespace}` > `${name} ${other.object.namespace}`;
  if (object.kind === 'DaemonSet' && !later) return null;
  const { ports: theirs } = other.value;
  const port = mine.find((each) => theirs.some((their) => conflict(each, their)));
  if (!port || keepApart(nodeUse(spec, mine), other.value)) return null;
  // files of a folder may be alternatives of one another
  if (other.near === 'folder' && sameImage(spec, other.value.images)) return null;
  const hostNetwork = spec['hostNetwork'] === true;
  return {
    path: [...port.path, hostNetwork ? 'containerPort' : 'hostPort'],
    at: 'value',
    params: { kind, other: name, protocol: port.protocol, port: port.hostPort },
  };
}

/** What a pod takes of its node, and which nodes it may run on. */
type NodeUse = {
  readonly ports: readonly Pick<ContainerPort, 'hostPort' | 'protocol' | 'hostIP'>[];
  readonly images: readonly string[];
  /** values that a node may have under a label */
  readonly wants: Readonly<Record<string, readonly string[]>>;
  readonly terms: readonly { readonly key: string; readonly operator: string; readonly values: readonly string[] }[];
};

function nodeUse(spec: JsonObject, ports: readonly ContainerPort[]): NodeUse {
  return {
    ports: ports.map(({ hostPort, protocol, hostIP }) => ({ hostPort, protocol, hostIP })),
    images: imagesOf(spec),
    wants: wants(spec),
    terms: requirements(spec),
  };
}

/** Null: the pods take no port of their node. */
function hostPortFact(json: JsonObject, kind: string): NodeUse | null {
  const spec = podTemplateOf(json, kind)?.spec ?? {};
  const ports = hostPorts(spec, []);
  return ports.length > 0 ? nodeUse(spec, ports) : null;
}

/** Ports of the node that a pod takes. */
function hostPorts(spec: JsonObject, at: readonly (string | number)[]): readonly ContainerPort[] {
  const host = spec['hostNetwork'] === true;
  return declaredPorts(spec, at)
    .map((port) => (host && port.hostPort === 0 ? { ...port, hostPort: port.number } : port))
    .filter(({ hostPort }) => hostPort > 0);
}

function conflict(a: NodeUse['ports'][number], b: NodeUse['ports'][number]): boolean {
  if (a.hostPort !== b.hostPort || a.protocol !== b.protocol) return false;
  const [x, y] = [anyAddress(a.hostIP), anyAddress(b.hostIP)];
  return x || y || a.hostIP === b.hostIP;
}

function anyAddress(ip: string): boolean {
  return ip === '' || ip === '0.0.0.0' || ip === '::';
}

/** Can the two never be on one node, by what they ask of its labels? */
function keepApart(a: NodeUse, b: NodeUse): boolean {
  for (const [key, values] of Object.entries(a.wants)) {
    const other = b.wants[key];
    if (other && !values.some((value) => other.includes(value))) return true;
  }
  return excludes(a, b) || excludes(b, a);
}

/** Values that a node may have under a label: of the node selector, and of a single required term. */
function wants(spec: JsonObject): NodeUse['wants'] {
  const found: Record<string, readonly string[]> = {};
  for (const [key, value] of Object.entries(stringMap(spec['nodeSelector']))) found[key] = [value];
  for (const { key, operator, values } of requirements(spec)) if (operator === 'In') found[key] ??= values;
  return found;
}

/** Does a required term rule out what the other asks for: NotIn of its value, DoesNotExist of its key? */
function excludes({ terms }: NodeUse, other: NodeUse): boolean {
  return terms.some(({ key, operator, values }) => {
    const asked = other.wants[key];
    if (!asked) return false;
    return operator === 'DoesNotExist' || (operator === 'NotIn' && asked.every((value) => values.includes(value)));
  });
}

function requirements(spec: JsonObject): NodeUse['terms'] {
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

function imagesOf(spec: JsonObject): readonly string[] {
  return list(spec['containers']).flatMap((each) => text(get(each, 'image')) ?? []);
}

function sameImage(spec: JsonObject, images: readonly string[]): boolean {
  return imagesOf(spec).some((image) => images.includes(image));
}
