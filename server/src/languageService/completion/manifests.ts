// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are placeholders of snippets
/** Whole manifests for an empty document, right by our own rules. LSP snippet syntax. */
import type { Language, Localized } from '../../diagnostics/index';

export interface ManifestSnippet {
  readonly label: string;
  readonly kind: string;
  readonly apiVersion: string;
  readonly detail: Localized;
  /** the lines behind `apiVersion` and `kind` */
  readonly body: readonly string[];
  /** documents before it */
  readonly before?: readonly string[];
}

const STATEFUL_BODY = [
  'metadata:',
  '  name: ${1:web}',
  'spec:',
  '  serviceName: ${1:web}',
  '  replicas: ${2:3}',
  '  selector:',
  '    matchLabels:',
  '      app: ${1:web}',
  '  template:',
  '    metadata:',
  '      labels:',
  '        app: ${1:web}',
  '    spec:',
  '      containers:',
  '        - name: ${3:server}',
  '          image: ${4:registry.example.com/server:1.0.0}',
  '          ports:',
  '            - name: ${5:http}',
  '              containerPort: ${6:8080}',
  '          readinessProbe:',
  '            httpGet:',
  '              path: ${7:/ready}',
  '              port: ${5:http}',
  '          resources:',
  '            requests:',
  '              cpu: ${8:100m}',
  '              memory: ${9:128Mi}',
  '            limits:',
  '              memory: ${9:128Mi}',
  '          volumeMounts:',
  '            - name: ${10:data}',
  '              mountPath: ${11:/data}',
  '  volumeClaimTemplates:',
  '    - metadata:',
  '        name: ${10:data}',
  '      spec:',
  '        accessModes:',
  '          - ReadWriteOnce',
  '        resources:',
  '          requests:',
  '            storage: ${12:10Gi}',
];

const SERVICE = [
  'apiVersion: v1',
  'kind: Service',
  'metadata:',
  '  name: ${1:web}',
  'spec:',
  '  clusterIP: None',
  '  selector:',
  '    app: ${1:web}',
  '  ports:',
  '    - name: ${5:http}',
  '      port: ${6:8080}',
  '---',
];

const BUDGET = [
  'apiVersion: policy/v1',
  'kind: PodDisruptionBudget',
  'metadata:',
  '  name: ${1:web}',
  'spec:',
  '  maxUnavailable: 1',
  '  selector:',
  '    matchLabels:',
  '      app: ${1:web}',
  '---',
];

const DAEMON_BODY = [
  'metadata:',
  '  name: ${1:agent}',
  'spec:',
  '  selector:',
  '    matchLabels:',
  '      app: ${1:agent}',
  '  updateStrategy:',
  '    type: RollingUpdate',
  '    rollingUpdate:',
  '      maxUnavailable: ${2:10%}',
  '  template:',
  '    metadata:',
  '      labels:',
  '        app: ${1:agent}',
  '    spec:',
  '      priorityClassName: system-node-critical',
  '      tolerations:',
  '        - key: node-role.kubernetes.io/control-plane',
  '          operator: Exists',
  '          effect: NoSchedule',
  '      containers:',
  '        - name: ${3:agent}',
  '          image: ${4:registry.example.com/agent:1.0.0}',
  '          resources:',
  '            requests:',
  '              cpu: ${5:50m}',
  '              memory: ${6:64Mi}',
  '            limits:',
  '              memory: ${6:64Mi}',
  '          volumeMounts:',
  '            - name: ${7:log}',
  '              mountPath: ${8:/var/log}',
  '              readOnly: true',
  '      volumes:',
  '        - name: ${7:log}',
  '          hostPath:',
  '            path: ${8:/var/log}',
  '            type: Directory',
];

export const MANIFESTS: readonly ManifestSnippet[] = [
  {
    label: 'StatefulSet',
    kind: 'StatefulSet',
    apiVersion: 'apps/v1',
    detail: { en: 'numbered pods, each with a name and a volume', ja: '名前とボリュームを持つ番号付きの Pod' },
    body: STATEFUL_BODY,
  },
  {
    label: 'StatefulSet, Service, PodDisruptionBudget',
    kind: 'StatefulSet',
    apiVersion: 'apps/v1',
    detail: {
      en: 'with its headless Service and a budget of one',
      ja: 'headless Service と PodDisruptionBudget 付き',
    },
    body: STATEFUL_BODY,
    before: [...SERVICE, ...BUDGET],
  },
  {
    label: 'DaemonSet',
    kind: 'DaemonSet',
    apiVersion: 'apps/v1',
    detail: { en: 'an agent on every node', ja: '各ノードのエージェント' },
    body: DAEMON_BODY,
  },
];

/** The whole text of a manifest as a snippet. */
export function manifestText(manifest: ManifestSnippet, eol: string): string {
  return [
    ...(manifest.before ?? []),
    `apiVersion: ${manifest.apiVersion}`,
    `kind: ${manifest.kind}`,
    ...manifest.body,
  ].join(eol);
}

/** What follows `kind: ` where the manifest is made from there on. */
export function manifestFromKind(manifest: ManifestSnippet, hasApiVersion: boolean, eol: string): string {
  return [manifest.kind, ...(hasApiVersion ? [] : [`apiVersion: ${manifest.apiVersion}`]), ...manifest.body].join(eol);
}

export function manifestDetail(manifest: ManifestSnippet, language: Language): string {
  return manifest.detail[language];
}
