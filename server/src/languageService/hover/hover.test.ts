import { describe, expect, test } from 'vitest';
import { parseRelease } from '../../../../simulator/src/index';
import { judge } from '../../apiServer/index';
import { type Language, type Neighbours, ruleRegistry } from '../../diagnostics/index';
import { parseDocument } from '../../manifest/index';
import { createProse } from '../prose';
import { neighboursOf } from '../testing';
import { hoverDocument } from './index';
import { LINKED_RULES } from './rules';

const FILES: Readonly<Record<string, string>> = {
  'descriptions.json': JSON.stringify({
    minors: [36],
    strings: ['How <many> pods *there* are.', 'The spec.'],
    types: { StatefulSetSpec: { replicas: 0, '': 1 } },
  }),
  'explanations.json': JSON.stringify({
    en: {
      'StatefulSetSpec.replicas': 'Our words.',
      'Kinds.Pod': 'a pod',
      'Kinds.StatefulSet': 'numbered',
      'KindGuide.StatefulSet': 'The guide.',
    },
    ja: { 'StatefulSetSpec.replicas': '私たちの言葉。' },
    history: { 'RollingUpdateDaemonSet.maxSurge': { alpha: 21, beta: 22, stable: 25, gate: 'DaemonSetUpdateSurge' } },
  }),
};

interface Options {
  readonly version?: string;
  readonly language?: Language;
  readonly neighbours?: Neighbours;
  readonly judged?: boolean;
}

/** Hovers at `‸` in a text. */
async function hover(marked: string, options: Options = {}): Promise<string | null> {
  const offset = marked.indexOf('‸');
  const release = parseRelease(options.version ?? '1.37');
  if (offset < 0 || release === null) throw new Error('a text with a cursor and a known version');
  const doc = parseDocument(marked.replace('‸', ''));
  const found = await hoverDocument(doc, offset, {
    release,
    language: options.language ?? 'en',
    prose: createProse((name) => Promise.resolve(FILES[name] ?? null)),
    ...(options.neighbours ? { neighbours: options.neighbours } : {}),
    ...(options.judged ? { judge: (object) => judge(object, { release }) } : {}),
    ruleHref: (rule) => `rules/${rule}`,
  });
  if (found) {
    expect(found.span.start).toBeLessThanOrEqual(offset);
    expect(found.span.end).toBeGreaterThanOrEqual(offset);
  }
  return found?.contents ?? null;
}

const statefulSet = (spec: string, name = 'web') =>
  `apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: ${name}\nspec:\n${spec.replace(/^/gm, '  ')}\n`;
const daemonSet = (spec: string) =>
  `apiVersion: apps/v1\nkind: DaemonSet\nmetadata:\n  name: agent\nspec:\n${spec.replace(/^/gm, '  ')}\n`;
const inPod = (spec: string) => `template:\n  spec:\n${spec.replace(/^/gm, '    ')}`;

describe('a field', () => {
  test('says type, need, default, upstream words and ours', async () => {
    const text = await hover(statefulSet('repl‸icas: 3'));
    expect(text).toContain('**spec.replicas**');
    expect(text).toContain('integer (int32) · optional · default `1`');
    expect(text).toContain('Our words.');
    expect(text).toContain('How \\<many> pods \\*there\\* are.');
  });
  test('is told in Japanese too', async () => {
    const text = await hover(statefulSet('repl‸icas: 3'), { language: 'ja' });
    expect(text).toContain('整数 (int32) · 任意 · 既定値 `1`');
    expect(text).toContain('私たちの言葉。');
    expect(text).toContain('**3 個の Pod**');
  });
  test('says which releases brought it', async () => {
    const text = await hover(daemonSet('updateStrategy:\n  rollingUpdate:\n    maxS‸urge: 0'));
    expect(text).toContain('1.21 (alpha) → 1.22 (beta) → 1.25 (stable)');
    expect(text).toContain('[ds-surge-and-unavailable](rules/ds-surge-and-unavailable)');
  });
  test('has its default as the server fills it in here', async () => {
    const image = (tag: string) =>
      statefulSet(inPod(`containers:\n- name: a\n  image: nginx:${tag}\n  imagePullPol‸icy: Never`));
    expect(await hover(image('1.25'))).toContain('default `IfNotPresent`');
    expect(await hover(image('latest'))).toContain('default `Always`');
    expect(await hover(statefulSet('updateStr‸ategy: {}'))).toContain(
      'default `{type: RollingUpdate, rollingUpdate: {partition: 0, maxUnavailable: 1}}`',
    );
    expect(await hover(statefulSet('updateStr‸ategy: {}'), { version: '1.36' })).toContain(
      'default `{type: RollingUpdate, rollingUpdate: {partition: 0}}`',
    );
    expect(
      await hover(statefulSet(inPod('volumes:\n- name: c\n  configMap:\n    name: c\n    default‸Mode: 0400'))),
    ).toContain('default `0644`');
  });
  test('that is required has no default', async () => {
    const text = await hover(statefulSet('sel‸ector: {}'));
    expect(text).toContain('**required**');
    expect(text).not.toContain('default');
  });
  test('lists only the values that the kind and the release accept', async () => {
    expect(await hover(statefulSet(inPod('restart‸Policy: Always')))).not.toContain('`OnFailure`');
    expect(await hover(statefulSet('updateStrategy:\n  ty‸pe: OnDelete'))).not.toContain('`Recreate`');
  });
  test('that does not exist names the nearest one', async () => {
    expect(await hover(statefulSet('replics‸: 3'))).toContain('Did you mean `replicas`?');
  });
  test('that is newer than the release says so', async () => {
    const text = inPod(
      'containers:\n- name: a\n  volumeMounts:\n  - name: v\n    mountPath: /v\n    bindMount‸Options: [noexec]',
    );
    expect(await hover(statefulSet(text), { version: '1.36' })).toContain('came with Kubernetes 1.37');
  });
  test('works in templates, half-typed text, flow style, lists and with an old version', async () => {
    expect(await hover(`{{- if .Values.on }}\n${statefulSet('repl‸icas: {{ .Values.n }}')}{{- end }}\n`)).toContain(
      '**spec.replicas**',
    );
    expect(await hover('kind: StatefulSet\nspec:\n  repl‸icas:\n  upd')).toContain('**spec.replicas**');
    expect(await hover('{"apiVersion":"apps/v1","kind":"StatefulSet","spec":{"repl‸icas":3}}')).toContain(
      '**spec.replicas**',
    );
    expect(
      await hover(
        'apiVersion: v1\nkind: List\nitems:\n- apiVersion: apps/v1\n  kind: StatefulSet\n  metadata:\n    name: db\n  spec:\n    replicas: ‸2',
      ),
    ).toContain('`db-0`, `db-1`');
    expect(await hover('apiVersion: apps/v1beta2\nkind: StatefulSet\nspec:\n  repl‸icas: 1')).toContain(
      '**spec.replicas**',
    );
  });
  test('of text that is not about Kubernetes, comments and gaps say nothing', async () => {
    expect(await hover('na‸me: x\nother: y\n')).toBeNull();
    expect(await hover(statefulSet('replicas: 3 # com‸ment'))).toBeNull();
    expect(await hover('apiVersion: example.com/v1\nkind: Thing\nspec:\n  repl‸icas: 1')).toBeNull();
    expect(await hover('‸')).toBeNull();
  });
  test('does without prose when there is none', async () => {
    const doc = parseDocument(statefulSet('replicas: 3'));
    const release = parseRelease('1.37');
    if (!release) throw new Error('known');
    const found = await hoverDocument(doc, doc.text.indexOf('replicas'), {
      release,
      language: 'en',
      prose: createProse(() => Promise.reject(new Error('gone'))),
    });
    expect(found?.contents).toContain('**3 pods**');
  });
  test('links rules that exist', () => {
    const known = new Set(ruleRegistry().rules.map((rule) => rule.id));
    expect(LINKED_RULES.filter((rule) => !known.has(rule))).toEqual([]);
  });
});

describe('kind', () => {
  test('is told beside its relatives', async () => {
    const text = await hover('apiVersion: apps/v1\nkind: State‸fulSet\n');
    expect(text).toContain('The guide.');
    expect(text).toContain('| Pod | a pod |');
    expect(text).toContain('**StatefulSet**');
  });
});

describe('StatefulSet values', () => {
  const partition = (value: string, rest = 'replicas: 5') =>
    statefulSet(`${rest}\nupdateStrategy:\n  rollingUpdate:\n    partition: ‸${value}`);
  test('partition names the updated and the held back', async () => {
    const text = await hover(partition('2'));
    expect(text).toContain('**Updated:** `web-2`, `web-3`, `web-4`');
    expect(text).toContain('**Held back:** `web-0`, `web-1`');
    const japanese = await hover(partition('2'), { language: 'ja' });
    expect(japanese).toContain('**更新:** `web-2`, `web-3`, `web-4`');
    expect(japanese).toContain('**据え置き:** `web-0`, `web-1`');
  });
  test('partition counts positions from ordinals.start', async () => {
    const text = await hover(partition('2', 'replicas: 3\nordinals:\n  start: 5'));
    expect(text).toContain('**Updated:** `web-7`');
    expect(text).toContain('**Held back:** `web-5`, `web-6`');
  });
  test('partition of replicas or more updates nothing; 0 updates all; nonsense says nothing', async () => {
    expect(await hover(partition('5'))).toContain('**Nothing is updated.**');
    expect(await hover(partition('0'))).toContain('`web-4` → `web-3` → … → `web-0`');
    expect(await hover(partition('abc'))).not.toContain('Updated');
    expect(await hover(partition('1', ''))).toContain('there are only 1');
  });
  test('replicas names pods and claims', async () => {
    const text = await hover(statefulSet('replicas: ‸2\nvolumeClaimTemplates:\n- metadata:\n    name: www'));
    expect(text).toContain('`web-0`, `web-1`');
    expect(text).toContain('`www-web-0`, `www-web-1`');
    expect(await hover(statefulSet('replicas: ‸0'))).toContain('**No pods.**');
    expect(await hover(statefulSet('replicas: ‸100'))).toContain('`web-0` … `web-99`');
  });
  test('maxUnavailable is ignored, or counted, by release', async () => {
    const text = statefulSet(
      'replicas: 5\npodManagementPolicy: Parallel\nupdateStrategy:\n  rollingUpdate:\n    maxUnavailable: ‸50%',
    );
    expect(await hover(text, { version: '1.36' })).toContain('**Ignored in 1.36.3**');
    expect(await hover(text, { version: '1.35.2' })).toContain('**Up to 2 pods**');
    expect(await hover(text)).toContain('(50 % of 5, rounded down)');
    expect(await hover(text)).toContain('`web-3`, `web-4` go first, together; as soon as');
    expect(await hover(text.replace('50%', '10%'))).toContain('but at least 1');
    expect(await hover(text.replace('Parallel', 'OrderedReady'))).toContain('one after another');
    expect(await hover(text.replace('50%', '100%'))).toContain('all of them at once');
  });
  test('updateStrategy tells the order, or that nothing happens', async () => {
    expect(await hover(statefulSet('replicas: 3\nupdateStrategy:\n  type: ‸RollingUpdate'))).toContain(
      '`web-2` → `web-1` → `web-0`',
    );
    expect(await hover(statefulSet('replicas: 3\nupdateStrategy:\n  type: ‸OnDelete'))).toContain(
      'kubectl delete pod web-2',
    );
    expect(await hover(statefulSet('updateStrategy:\n  type: ‸Recreate'), { version: '1.36' })).toContain(
      'does not know it',
    );
    expect(await hover(statefulSet('updateStrategy:\n  type: ‸Recreate'))).toContain('StatefulSetRecreateStrategy');
  });
  test('podManagementPolicy, minReadySeconds and retention tell what they cost', async () => {
    expect(await hover(statefulSet('replicas: 3\npodManagementPolicy: ‸OrderedReady'))).toContain(
      '`web-0` → `web-1` → `web-2`',
    );
    expect(await hover(statefulSet('replicas: 3\nminReadySeconds: ‸30'))).toContain('1 min 30 s longer');
    const retention = (policy: string) =>
      statefulSet(
        `replicas: 3\nvolumeClaimTemplates:\n- metadata:\n    name: www\npersistentVolumeClaimRetentionPolicy:\n  ${policy}`,
      );
    expect(await hover(retention('whenDeleted: ‸Delete'))).toContain('deletes `www-web-0`, `www-web-1`, `www-web-2`');
    expect(await hover(retention('whenScaled: ‸Delete'))).toContain('Scaling down to 2 deletes `www-web-2`');
    expect(await hover(retention('whenScaled: ‸Retain'))).toContain('keeps `www-web-2`');
  });
  test('serviceName gives DNS names and looks for the Service', async () => {
    const neighbours = neighboursOf(
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: nginx\nspec:\n  clusterIP: None\n',
    );
    const text = await hover(statefulSet('replicas: 1\nserviceName: ‸nginx'), { neighbours });
    expect(text).toContain('`web-0.nginx.default.svc.cluster.local`');
    expect(text).toContain('The headless Service `nginx` is there.');
    expect(await hover(statefulSet('serviceName: ‸other'), { neighbours })).toContain('No Service `other`');
    expect(await hover(statefulSet('serviceName: ‸other'))).not.toContain('No Service');
  });
  test('a name that is too long for its pods is told', async () => {
    const text = statefulSet('replicas: 3', 'x'.repeat(53)).replace('name: x', 'name: ‸x');
    expect(await hover(text)).toContain('no pod can be made');
    expect(await hover(text.replace('xx', ''))).not.toContain('no pod can be made');
  });
  test('storage is told in other units and for all pods', async () => {
    const text = await hover(
      statefulSet(
        'replicas: 3\nvolumeClaimTemplates:\n- metadata:\n    name: d\n  spec:\n    resources:\n      requests:\n        storage: ‸1Gi',
      ),
    );
    expect(text).toContain('**1 GiB** = 1.07 GB (1,073,741,824 bytes) for each pod');
    expect(text).toContain('**3 GiB**');
  });
  test('the stored object decides where it is known', async () => {
    // `0x5` is five for the server
    expect(await hover(partition('2', 'replicas: 0x5'), { judged: true })).toContain('`web-2`, `web-3`, `web-4`');
  });
});

describe('DaemonSet values', () => {
  const strategy = (lines: string) => daemonSet(`updateStrategy:\n  rollingUpdate:\n${lines.replace(/^/gm, '    ')}`);
  test('percentages are rounded up', async () => {
    const text = await hover(strategy('maxUnavailable: ‸10%'));
    expect(text).toContain('1 of 3 · 1 of 10 · 10 of 100 · 50 of 500');
    expect(text).toContain('100 nodes take 10 rounds.');
  });
  test('surge beside unavailable is refused, also by default', async () => {
    expect(await hover(strategy('maxSurge: ‸1'))).toContain('refuses');
    expect(await hover(strategy('maxSurge: ‸1\nmaxUnavailable: 0'))).not.toContain('refuses');
    expect(await hover(strategy('maxSurge: ‸0\nmaxUnavailable: 0'))).toContain('refuses 0 for both');
  });
  test('surge with host ports cannot work', async () => {
    const text = `${strategy('maxSurge: ‸1\nmaxUnavailable: 0')}  template:\n    spec:\n      containers:\n      - name: a\n        ports:\n        - containerPort: 1\n          hostPort: 9100\n`;
    expect(await hover(text)).toContain('both need port 9100');
  });
});

describe('values of the template', () => {
  test('a toleration tells whether its taint exists', async () => {
    const text = daemonSet(inPod('tolerations:\n- key: ‸node-role.kubernetes.io/master\n  effect: NoSchedule'));
    expect(await hover(text)).toContain('stopped setting it in 1.25');
    expect(await hover(text, { version: '1.24' })).not.toContain('stopped setting it');
    expect(await hover(text.replace('role.kubernetes.io/master', 'role.kubernetes.io/control-plane'))).toContain(
      'Control-plane nodes carry it',
    );
    expect(
      await hover(
        daemonSet(inPod('tolerations:\n- key: node.kubernetes.io/not-ready\n  operator: Ex‸ists\n  effect: NoExecute')),
      ),
    ).toContain('adds this one by itself');
    expect(await hover(daemonSet(inPod('tolerations:\n- operator: Ex‸ists')))).toContain('**every taint**');
    expect(await hover(daemonSet(inPod('tolerations:\n- key: dedica‸ted\n  value: db')))).toContain(
      'No taint that clusters set',
    );
  });
  test('an image is taken apart', async () => {
    const image = (value: string) => statefulSet(inPod(`containers:\n- name: a\n  image: ‸${value}`));
    expect(await hover(image('k8s.gcr.io/nginx-slim:0.8'))).toContain(
      'registry `k8s.gcr.io` · repository `nginx-slim` · tag `:0.8`',
    );
    expect(await hover(image('k8s.gcr.io/nginx-slim:0.8'))).toContain('frozen');
    expect(await hover(image('nginx'))).toContain('`library/nginx`');
    expect(await hover(image('nginx'))).toContain('The tag moves');
    expect(await hover(image('localhost:5000/a/b:1'))).toContain('registry `localhost:5000` · repository `a/b`');
    expect(await hover(image(`nginx@sha256:${'a'.repeat(64)}`))).toContain('Pinned');
  });
  test('quantities are told in other units', async () => {
    const cpu = (value: string) =>
      statefulSet(`replicas: 3\n${inPod(`containers:\n- name: a\n  resources:\n    requests:\n      ${value}`)}`);
    expect(await hover(cpu('cpu: ‸250m'))).toContain('**0.25 cores** = `250m`');
    expect(await hover(cpu('cpu: ‸250m'))).toContain('**0.75 cores**');
    expect(await hover(cpu('cpu: ‸500'))).toContain('`500m` was meant?');
    expect(await hover(cpu('memory: ‸512m'))).toContain('`512Mi` was meant?');
    expect(await hover(cpu('memory: ‸1G'))).toContain('953.67 MiB');
    expect(await hover(cpu('memory: ‸lots'))).not.toContain('MiB');
  });
  test('probes, modes, mounts and labels tell what they come to', async () => {
    const container = (lines: string, rest = '') =>
      statefulSet(`${inPod(`containers:\n- name: a\n${lines.replace(/^/gm, '  ')}${rest}`)}`);
    expect(await hover(container('startupProbe:\n  periodSeconds: ‸5\n  failureThreshold: 60'))).toContain('**5 min**');
    expect(await hover(container('volumeMounts:\n- name: ‸gone\n  mountPath: /x'))).toContain(
      'neither a volume nor a claim template',
    );
    expect(
      await hover(
        container(
          'volumeMounts:\n- name: ‸v\n  mountPath: /x',
          '\nvolumes:\n- name: v\n  hostPath:\n    path: /var/log',
        ),
      ),
    ).toContain('`hostPath` `/var/log`');
    const mode = (value: string) =>
      statefulSet(inPod(`volumes:\n- name: c\n  configMap:\n    name: c\n    defaultMode: ‸${value}`));
    expect(await hover(mode('0644'))).toContain('`rw-r--r--`');
    expect(await hover(mode('644'))).toContain('`0644` was meant?');
    const labels = (value: string) =>
      statefulSet(`selector:\n  matchLabels:\n    app: ‸${value}\ntemplate:\n  metadata:\n    labels:\n      app: web`);
    expect(await hover(labels('web'))).toContain('The template carries this label.');
    expect(await hover(labels('db'))).toContain('The template says `app: web`');
  });
  test('names that every JavaScript object inherits are names like any other', async () => {
    const odd = ['constructor', '__proto__', 'toString'];
    for (const name of odd) {
      const text = statefulSet(
        `selector:\n  matchLabels:\n    ${name}: ‸x\n${inPod(`tolerations:\n- key: ${name}\n  operator: Exists`)}`,
      );
      expect(await hover(text)).not.toMatch(/native code|undefined|\[object/);
      expect(await hover(text.replace('‸', '').replace(`key: ${name}`, `key: ‸${name}`))).toContain(
        'No taint that clusters set',
      );
    }
  });
  test('restartPolicy other than Always is refused in the two kinds', async () => {
    expect(await hover(statefulSet(inPod('restartPolicy: ‸Never')))).toContain('refuses');
    expect(await hover(statefulSet(inPod('restartPolicy: ‸Always')))).not.toContain('refuses');
  });
});
