// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are placeholders of snippets
/** What is inserted for a field: its key, and below it what it needs. LSP snippet syntax. */

import type { Release } from '../../../../simulator/src/index';
import type { Field, Shape } from '../../kubernetes/index';
import { elementType, fieldsOf, shortTypeName } from '../../kubernetes/index';
import type { WritingStyle } from '../../manifest/index';

/** How the text at hand is written, and where the field's key stands. */
export interface Layout {
  readonly column: number;
  readonly style: WritingStyle;
}

export interface Insertion {
  readonly text: string;
  readonly snippet: boolean;
}

/** Escapes a text that stands inside a snippet. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/**
 * Skeletons by type and field: lines relative to the key's column, two blanks a level, `- ` under the key as the layout
 * says. `{labels}` becomes the labels of the template or selector.
 */
const SKELETONS: Readonly<Record<string, readonly string[]>> = {
  'StatefulSet.metadata': ['name: ${1:web}'],
  'DaemonSet.metadata': ['name: ${1:agent}'],
  'StatefulSet.spec': [
    'serviceName: ${4:web}',
    'replicas: ${5:3}',
    'selector:',
    '  matchLabels:',
    '    {labels}',
    'template:',
    '  metadata:',
    '    labels:',
    '      {labels}',
    '  spec:',
    '    containers:',
    '      - name: ${2:server}',
    '        image: ${3:image}',
  ],
  'DaemonSet.spec': [
    'selector:',
    '  matchLabels:',
    '    {labels}',
    'template:',
    '  metadata:',
    '    labels:',
    '      {labels}',
    '  spec:',
    '    containers:',
    '      - name: ${2:agent}',
    '        image: ${3:image}',
  ],
  'StatefulSetSpec.selector': ['matchLabels:', '  {labels}'],
  'DaemonSetSpec.selector': ['matchLabels:', '  {labels}'],
  'StatefulSetSpec.template': [
    'metadata:',
    '  labels:',
    '    {labels}',
    'spec:',
    '  containers:',
    '    - name: ${2:app}',
    '      image: ${3:image}',
  ],
  'DaemonSetSpec.template': [
    'metadata:',
    '  labels:',
    '    {labels}',
    'spec:',
    '  containers:',
    '    - name: ${2:agent}',
    '      image: ${3:image}',
  ],
  'StatefulSetSpec.updateStrategy': ['type: ${1|RollingUpdate,OnDelete|}'],
  'DaemonSetSpec.updateStrategy': ['type: RollingUpdate', 'rollingUpdate:', '  maxUnavailable: ${1:10%}'],
  'StatefulSetUpdateStrategy.rollingUpdate': ['partition: ${1:0}'],
  'DaemonSetUpdateStrategy.rollingUpdate': ['maxUnavailable: ${1:10%}'],
  'StatefulSetSpec.ordinals': ['start: ${1:1}'],
  'StatefulSetSpec.persistentVolumeClaimRetentionPolicy': [
    'whenDeleted: ${1|Retain,Delete|}',
    'whenScaled: ${2|Retain,Delete|}',
  ],
  'StatefulSetSpec.volumeClaimTemplates': [
    '- metadata:',
    '    name: ${1:data}',
    '  spec:',
    '    accessModes:',
    '      - ReadWriteOnce',
    '    resources:',
    '      requests:',
    '        storage: ${2:10Gi}',
  ],
  'PodSpec.containers': ['- name: ${1:app}', '  image: ${2:image}'],
  'PodSpec.initContainers': ['- name: ${1:init}', '  image: ${2:image}'],
  'PodSpec.tolerations': [
    '- key: ${1:node-role.kubernetes.io/control-plane}',
    '  operator: Exists',
    '  effect: ${2:NoSchedule}',
  ],
  'PodSpec.topologySpreadConstraints': [
    '- maxSkew: 1',
    '  topologyKey: ${1:topology.kubernetes.io/zone}',
    '  whenUnsatisfiable: ${2|DoNotSchedule,ScheduleAnyway|}',
    '  labelSelector:',
    '    matchLabels:',
    '      {labels}',
  ],
  'Container.resources': ['requests:', '  cpu: ${1:100m}', '  memory: ${2:128Mi}', 'limits:', '  memory: ${3:128Mi}'],
  'Container.ports': ['- name: ${1:http}', '  containerPort: ${2:8080}'],
  'Container.env': ['- name: ${1:NAME}', '  value: ${2:value}'],
  'Container.volumeMounts': ['- name: ${1:data}', '  mountPath: ${2:/data}'],
  'Container.readinessProbe': ['httpGet:', '  path: ${1:/ready}', '  port: ${2:8080}', 'periodSeconds: ${3:5}'],
  'Container.livenessProbe': ['httpGet:', '  path: ${1:/live}', '  port: ${2:8080}', 'periodSeconds: ${3:10}'],
  'Container.startupProbe': [
    'httpGet:',
    '  path: ${1:/live}',
    '  port: ${2:8080}',
    'periodSeconds: ${3:5}',
    'failureThreshold: ${4:60}',
  ],
  'Probe.httpGet': ['path: ${1:/}', 'port: ${2:8080}'],
  'Probe.tcpSocket': ['port: ${1:8080}'],
  'Probe.grpc': ['port: ${1:8080}'],
  'Probe.exec': ['command:', '  - ${1:command}'],
  'Volume.hostPath': ['path: ${1:/var/log}', 'type: ${2|Directory,DirectoryOrCreate,File,FileOrCreate,Socket|}'],
  'Volume.configMap': ['name: ${1:name}'],
  'Volume.secret': ['secretName: ${1:name}'],
  'Volume.persistentVolumeClaim': ['claimName: ${1:name}'],
  'PersistentVolumeClaimSpec.accessModes': ['- ${1|ReadWriteOnce,ReadWriteOncePod,ReadWriteMany,ReadOnlyMany|}'],
  'PersistentVolumeClaimSpec.resources': ['requests:', '  storage: ${1:10Gi}'],
  'EnvVar.valueFrom': ['fieldRef:', '  fieldPath: ${1:metadata.name}'],
};

/** Lines of a skeleton, written with two columns a level and dashes two columns below their key, at a layout. */
function lay(lines: readonly string[], { column, style }: Layout, labels: readonly string[]): string {
  /** columns in the skeleton and in the text, of the keys and dashes that are open */
  const open = [{ drawn: -2, real: column }];
  return lines
    .flatMap((line) => {
      const content = line.trimStart();
      const drawn = line.length - content.length;
      const isItem = content.startsWith('- ');
      while ((open.at(-1)?.drawn ?? -2) > drawn) open.pop();
      const last = open.at(-1);
      const parent = last?.real ?? column;
      const real = last?.drawn === drawn ? parent : parent + (isItem ? style.dashIndent : style.step);
      if (last?.drawn !== drawn) open.push({ drawn, real });
      if (isItem) open.push({ drawn: drawn + 2, real: real + 2 });
      const pad = ' '.repeat(real);
      return content === '{labels}' ? labels.map((label) => pad + label) : [pad + content];
    })
    .join(style.lineBreak);
}

function requiredNames(shape: Shape, release: Release): readonly string[] {
  const type = elementType(shape, release);
  return type === null
    ? []
    : fieldsOf(type, release)
        .filter((field) => field.required)
        .map((field) => field.name);
}

/**
 * The text for a field of a mapping in block style: `replicas: `, or its key with a skeleton below.
 * @param labels lines for `{labels}`
 */
export function blockInsertion(
  owner: string,
  field: Field,
  layout: Layout,
  release: Release,
  labels: readonly string[],
): Insertion {
  const { name, shape } = field;
  const eol = layout.style.lineBreak;
  const skeleton = SKELETONS[`${shortTypeName(owner)}.${name}`];
  if (skeleton) return { text: `${name}:${eol}${lay(skeleton, layout, labels)}`, snippet: true };
  const below = ' '.repeat(layout.column + layout.style.step);
  const dash = ' '.repeat(layout.column + layout.style.dashIndent);
  switch (shape.kind) {
    case 'scalar':
      return { text: `${name}: `, snippet: false };
    case 'map':
      return { text: `${name}:${eol}${below}$0`, snippet: true };
    case 'object': {
      const required = requiredNames(shape, release);
      const lines = required.map((one, at) => `${below}${one}: $${at + 1}`);
      return {
        text: `${name}:${eol}${lines.length > 0 ? lines.join(eol) : `${below}$0`}`,
        snippet: true,
      };
    }
    case 'list': {
      const [first] = shape.items.kind === 'object' ? requiredNames(shape, release) : [];
      return { text: `${name}:${eol}${dash}- ${first === undefined ? '' : `${first}: `}$0`, snippet: true };
    }
  }
}

/** The text for a field inside braces. */
export function flowInsertion(field: Field): Insertion {
  switch (field.shape.kind) {
    case 'scalar':
      return { text: `${field.name}: `, snippet: false };
    case 'map':
    case 'object':
      return { text: `${field.name}: { $1 }`, snippet: true };
    case 'list':
      return { text: `${field.name}: [$1]`, snippet: true };
  }
}
