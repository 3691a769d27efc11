import { describe, expect, it } from 'vitest';
import { createLanguageService } from './createLanguageService';
import type { CodeAction, LanguageServiceHost, ServiceSettings, TextFile } from './service';

const settings: ServiceSettings = { kubernetesVersion: '1.37', style: false, rules: {} };
const uri = 'file:///work/web.yaml';
const file = (text: string, at = uri): TextFile => ({ uri: at, version: null, text });
const service = (host: Partial<LanguageServiceHost> = {}) =>
  createLanguageService({
    language: 'en',
    log: (message) => {
      throw new Error(message);
    },
    ...host,
  });

const web = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
  replicas: 3
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      containers:
        - name: nginx
          image: registry.k8s.io/nginx-slim:0.27
`;
const shop = web.replaceAll('nginx', 'shop').replace('name: web', 'name: shop');
const rules = (text: string, host?: Partial<LanguageServiceHost>) =>
  service(host)
    .diagnose(file(text), settings)
    .map((each) => each.rule);

function applied(text: string, { edits }: Pick<CodeAction, 'edits'>): string {
  const lines = text.split('\n');
  const offset = ({ line, character }: { line: number; character: number }) =>
    lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
  return [...edits]
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce(
      (now, { range, newText }) => now.slice(0, offset(range.start)) + newText + now.slice(offset(range.end)),
      text,
    );
}

describe('diagnose', () => {
  it('says where a finding is, in the file and in its document', () => {
    const text = `# two\n---\n${web}---\n${shop.replace('replicas', 'replica')}`;
    expect(service().diagnose(file(text), settings)).toMatchObject([
      {
        rule: 'unknown-field',
        category: 'rejected',
        severity: 'error',
        field: 'spec.replica',
        document: 1,
        fixable: true,
        range: { start: { line: 27, character: 2 }, end: { line: 27, character: 9 } },
      },
    ]);
  });
  it('names the item of a List', () => {
    const item = shop
      .replace('replicas', 'replica')
      .replace(/^/gm, '    ')
      .replace('    apiVersion', '  - apiVersion')
      .trimEnd();
    const text = `apiVersion: v1\nkind: List\nitems:\n${item}\n`;
    expect(service().diagnose(file(text), settings)).toMatchObject([{ field: 'items[0].spec.replica', document: 0 }]);
  });
  it('follows an edit, and costs the same findings at their new places', () => {
    const one = service();
    const text = `${web}---\n${shop.replace('replicas', 'replica')}`;
    const before = one.diagnose(file(text), settings);
    const after = one.diagnose(file(`# more\n# lines\n${text}`), settings);
    expect(after).toEqual(
      before.map((each) => ({
        ...each,
        range: {
          start: { ...each.range.start, line: each.range.start.line + 2 },
          end: { ...each.range.end, line: each.range.end.line + 2 },
        },
      })),
    );
    expect(one.diagnose(file(web), settings)).toEqual([]);
  });
  it('says the same of a file that was edited in place', () => {
    const one = service();
    let open = one.track({ uri, version: 1, text: `${web}---\n${shop}` });
    open = one.edit(open, 2, [
      { range: { start: { line: 25, character: 10 }, end: { line: 25, character: 10 } }, text: 'x' },
    ]);
    const edited = one.diagnose(open, settings);
    expect(open.text).toContain('replicasx');
    expect(edited).toEqual(service().diagnose(file(open.text), settings));
    expect(edited).toHaveLength(1);
  });
  it('speaks Japanese where that is asked for', () => {
    const [finding] = service({ language: 'ja' }).diagnose(file(web.replace('replicas', 'replica')), settings);
    expect(finding?.message).toMatch(/フィールド/);
  });
  it('follows the settings: version, severity, off', () => {
    const one = service();
    const text = file(web.replace('  replicas: 3\n', '  ordinals: {start: 1}\n'));
    expect(one.diagnose(text, { ...settings, kubernetesVersion: '1.25' })).toHaveLength(1);
    expect(one.diagnose(text, settings)).toEqual([]);
    const wrong = file(web.replace('replicas', 'replica'));
    const severity = (rule: object) =>
      one.diagnose(wrong, { ...settings, rules: { 'unknown-field': rule } })[0]?.severity;
    expect(severity({ severity: 'hint' })).toBe('hint');
    expect(severity({ enabled: false })).toBeUndefined();
    expect(severity({})).toBe('error');
  });
  it('compares with what is stored', () => {
    const changed = file(web.replace('serviceName: nginx', 'serviceName: web'));
    const one = service();
    expect(one.diagnose(changed, settings, [file(web, 'file:///old.yaml')]).map((each) => each.field)).toEqual([
      'spec.serviceName',
    ]);
    expect(one.diagnose(changed, settings)).toEqual([]);
  });
  it('reports a text that cannot be read: of workloads, or of anything that it was given', () => {
    expect(rules('apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: "web\n')).toContain('parse-error');
    const other = file('services:\n  web: {image: "nginx\n');
    expect(service().diagnose(other, { ...settings, unreadable: 'workloads' })).toEqual([]);
    const [finding] = service().diagnose(other, settings);
    expect(finding).toMatchObject({ rule: 'parse-error', category: 'rejected', field: '' });
    expect(rules('- hosts: all\n  tasks: []\n')).toEqual([]);
  });
  it('leaves other kinds alone, whatever they hold', () => {
    expect(rules('apiVersion: v1\nkind: Service\nspec: {ports: "\n')).toEqual([]);
  });
  it('refuses a manifest without a kind', () => {
    expect(rules(web.replace('kind: StatefulSet\n', ''))).toEqual(['api-unknown']);
  });
});

describe('templates and parts of objects', () => {
  it('says of a template that it is one, and judges single values alone', () => {
    const text = `${web.replace('replicas: 3', 'replica: {{ .Values.replicas }}')}`.replace(
      'registry.k8s.io',
      'k8s.gcr.io',
    );
    const one = service();
    expect(one.diagnose(file(text), settings).map((each) => each.rule)).toEqual(['image-registry-frozen']);
    expect(one.statuses(file(text), settings)).toMatchObject([{ form: 'template', document: 0 }]);
  });
  it('repairs a single value of a template and nothing else of it', () => {
    const text = `${web.replace('replicas: 3', 'replicas: {{ .Values.replicas }}')}`.replace(
      'registry.k8s.io',
      'k8s.gcr.io',
    );
    const action = service().fixAll(file(text), settings);
    expect(action && applied(text, action)).toBe(text.replace('k8s.gcr.io', 'registry.k8s.io'));
  });
  it('knows a part of an object', () => {
    const patch = file('apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: web}\nspec:\n  replicas: 5\n');
    expect(service().diagnose(patch, settings)).toEqual([]);
    expect(service().statuses(patch, settings)).toMatchObject([{ form: 'partial' }]);
  });
  it('notices that a document ends before it says what it is', () => {
    expect(rules(`  replicas: 3\n${web}`)).toEqual(['api-unknown']);
    expect(rules(`  # indented\n${web}`)).not.toContain('api-unknown');
  });
  it('says of a part of an object what no completion could mend', () => {
    const part = (spec: string) => `apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: web}\nspec:\n${spec}`;
    expect(rules(part('  replicas: many\n'))).toEqual(['wrong-type']);
    expect(rules(part('  matchLabels: {a: b}\ntemplate: {}\n'))).toEqual(['unknown-field', 'unknown-field']);
    expect(rules(part('  template: {spec: {containers: [{name: a, $patch: delete}]}}\n'))).toEqual([]);
  });
  it('knows that a kustomization lists the file as a patch', () => {
    const text = web.replace('          image: registry.k8s.io/nginx-slim:0.27\n', '');
    const kustomization = (content: string) => ({
      workspace: {
        version: () => 1,
        files: () => [{ uri: 'file:///work/base/kustomization.yaml', version: null, text: content }],
      },
    });
    const listed = service(kustomization('patches:\n  - path: ../web.yaml\n'));
    expect(listed.diagnose(file(text), settings)).toEqual([]);
    expect(listed.statuses(file(text), settings)).toMatchObject([{ form: 'partial' }]);
    expect(service(kustomization('resources: [../web.yaml]\n')).diagnose(file(text), settings)).toHaveLength(1);
  });
  it('judges a manifest with an empty spec', () => {
    expect(rules('apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: web}\nspec: {}\n')).toContain(
      'selector-missing',
    );
  });
});

describe('neighbours', () => {
  const serviceNamed = (name: string) =>
    `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\nspec: {clusterIP: None, selector: {app: nginx}}\n`;

  it('looks at the other documents of the file, and notices when they change', () => {
    const one = service();
    const found = (name: string) =>
      one.diagnose(file(`${serviceNamed(name)}---\n${web}`), settings).map((each) => each.rule);
    expect(found('other')).toEqual(['sts-service-missing']);
    expect(found('nginx')).toEqual([]);
    expect(found('gone')).toEqual(['sts-service-missing']);
  });
  it('looks at the other files of the workspace', () => {
    let name = 'other';
    let version = 1;
    const one = service({
      workspace: {
        version: () => version,
        files: () => [file(web), file(serviceNamed(name), 'file:///work/service.yaml')],
      },
    });
    expect(one.diagnose(file(web), settings)).toHaveLength(1);
    name = 'nginx';
    version++;
    expect(one.diagnose(file(web), settings)).toEqual([]);
  });
});

describe('fixes', () => {
  const wrong = web.replace('replicas', 'replica').replace('        app: nginx', '        app: web');

  it('offers those of the findings at the place, the right one first', () => {
    const one = service();
    const [finding] = one.diagnose(file(wrong), settings);
    const actions = finding ? one.codeActions(file(wrong), finding.range, settings) : [];
    expect(actions.map(({ title, preferred }) => [title, preferred])).toEqual([
      ['Change it to replicas', true],
      ['Remove replica', false],
      ['Suppress unknown-field for this line', false],
      ['Suppress unknown-field for this document', false],
    ]);
    expect(applied(wrong, actions[0] ?? { edits: [] })).toBe(wrong.replace('replica:', 'replicas:'));
    const start = { line: 0, character: 0 };
    expect(one.codeActions(file(wrong), { start, end: start }, settings)).toEqual([]);
  });
  it('mends everything at once, in every document', () => {
    const text = `${wrong}---\n${shop.replace('replicas', 'replica')}`;
    const one = service();
    const all = one.fixAll(file(text), settings);
    const mended = all ? applied(text, all) : text;
    expect(mended).toBe(`${web}---\n${shop}`);
    expect(one.diagnose(file(mended), settings)).toEqual([]);
    expect(one.fixAll(file(mended), settings)).toBeNull();
  });
});

describe('lenses and rollouts', () => {
  it('puts a lens over each workload, and says the verdict when asked', () => {
    const one = service();
    const text = `${web}---\n${shop}`;
    expect(one.codeLenses(file(text))).toMatchObject([
      { select: 'StatefulSet/web', range: { start: { line: 1 } } },
      { select: 'StatefulSet/shop', range: { start: { line: 20 } } },
    ]);
    const verdict = one.resolveLens(file(text), 'StatefulSet/web', null, settings);
    expect(verdict.length).toBeGreaterThan(10);
    const changed = text.replace('nginx-slim:0.27', 'nginx-slim:0.28');
    expect(one.resolveLens(file(changed), 'StatefulSet/web', text, settings)).toContain('web-2');
  });
  it('names the namespace where two are called the same', () => {
    const twin = web.replace('  name: web\n', '  name: web\n  namespace: test\n');
    expect(
      service()
        .codeLenses(file(`${web}---\n${twin}`))
        .map((lens) => lens.select),
    ).toEqual(['StatefulSet/default/web', 'StatefulSet/test/web']);
  });
  it('answers with what runs, what shall run, and where the fields are', () => {
    const answer = service().rollout(
      file(web.replace('replicas: 3', 'replicas: 5')),
      { uri, baseText: web, position: { line: 3, character: 0 } },
      settings,
    );
    expect(answer).toMatchObject({
      state: { kind: 'ready' },
      selected: 'StatefulSet/web',
      kubernetesVersion: '1.37.2',
      from: { kind: 'StatefulSet', replicas: 3 },
      to: { kind: 'StatefulSet', replicas: 5 },
    });
    expect(answer.fields['spec.replicas']).toEqual({
      start: { line: 6, character: 2 },
      end: { line: 6, character: 13 },
    });
    expect(answer.fields['spec.template.spec.containers[0].image']?.start.line).toBe(17);
    // not written: at the nearest field that is
    expect(answer.fields['spec.podManagementPolicy']?.start.line).toBe(4);
  });
  it('starts from nothing where nothing is stored', () => {
    expect(service().rollout(file(web), { uri, baseText: null }, settings)).toMatchObject({
      from: null,
      state: { kind: 'ready' },
    });
    expect(service().rollout(file(web), { uri, baseText: shop }, settings).from).toBeNull();
  });
  it('says what stands in the way', () => {
    const state = (text: string, baseText: string | null = null) =>
      service().rollout(file(text), { uri, baseText }, settings).state;
    expect(state('apiVersion: v1\nkind: Service\n')).toEqual({ kind: 'no-workload' });
    expect(state(`${web}  "`)).toMatchObject({ kind: 'broken' });
    expect(state(web.replace('replicas: 3', 'replicas: {{ .n }}'))).toMatchObject({ kind: 'broken' });
    const crowd = web.replace('replicas: 3', 'replicas: 2000000000');
    const problem = 'spec.replicas is 2000000000; sets of up to 20000 pods are simulated.';
    expect(state(crowd)).toEqual({ kind: 'broken', problem });
    expect(state(web, crowd)).toEqual({ kind: 'broken', problem });
    expect(service().resolveLens(file(crowd), 'StatefulSet/web', null, settings)).toContain(problem);
    expect(state(web.replace('serviceName: nginx', 'serviceName: web'), web)).toMatchObject({
      kind: 'refused',
      refuses: 'change',
    });
    const negative = web.replace('  replicas: 3\n', '  replicas: -1\n');
    expect(state(negative)).toMatchObject({ kind: 'refused', refuses: 'manifest' });
    expect(state(negative, negative)).toMatchObject({ kind: 'refused', refuses: 'manifest' });
  });
  it('selects in any letter case of the kind', () => {
    const params = { uri, baseText: null, select: 'statefulset/shop' };
    expect(service().rollout(file(`${web}---\n${shop}`), params, settings).selected).toBe('StatefulSet/shop');
    expect(service().rollout(file(web), params, settings).state).toEqual({ kind: 'no-workload' });
  });
  it('lists workloads with their documents', () => {
    expect(service().workloads(file(`# a\n---\n${web}---\n${shop}`))).toMatchObject([
      { kind: 'StatefulSet', name: 'web', namespace: 'default', document: 0 },
      { name: 'shop', document: 1 },
    ]);
  });
});

describe('odd texts', () => {
  const odd = [
    '',
    '\ufeff',
    '---',
    '\r\n',
    'a',
    'apiVersion: apps/v1\nkind: StatefulSet',
    'apiVersion: apps/v1\nkind: StatefulSet\nspec:',
    'kind: StatefulSet\napiVersion: apps/v1\nspec: [1, {a: b}]\nmetadata: 7\n',
    '{"apiVersion":"apps/v1","kind":"DaemonSet","spec":{"template":null}}',
    'kind: List\napiVersion: v1\nitems: [null, 1, {kind: DaemonSet}]\n',
    '{{- if .x }}\n{{ end }}',
    'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: &a\n  name: *a\n',
    `${web}`.replaceAll('\n', '\r\n'),
    web.slice(0, 200),
    '\0',
  ];
  it.each(odd.map((text) => [JSON.stringify(text).slice(0, 60), text]))('survives %s', async (_name, text) => {
    const one = service();
    const open = file(text);
    const position = { line: 1, character: 3 };
    for (const finding of one.diagnose(open, { ...settings, unreadable: 'all' }))
      expect(finding.range.end.line).toBeLessThanOrEqual(text.split(/\r\n|\n|\r/).length);
    one.statuses(open, settings);
    one.codeActions(open, { start: position, end: { line: 9, character: 0 } }, settings);
    one.fixAll(open, settings);
    one.codeLenses(open);
    one.symbols(open);
    one.workloads(open);
    one.rollout(open, { uri, baseText: text }, settings);
    one.resolveLens(open, 'StatefulSet/web', web, settings);
    await one.hover(open, position, settings);
    await one.complete(open, position, settings);
  });
  it('reads CRLF as LF, at the same places', () => {
    const text = web.replace('replicas', 'replica');
    const lf = service().diagnose(file(text), settings);
    expect(lf).toHaveLength(1);
    expect(service().diagnose(file(text.replaceAll('\n', '\r\n')), settings)).toEqual(lf);
  });
});
