import { describe, expect, test } from 'vitest';
import { parseRelease, type Release } from '../../../../simulator/src/index';
import { judge, objectsOf } from '../../apiServer/index';
import type { Language, Neighbours } from '../../diagnostics/index';
import { parseDocument, splitDocuments, toJson } from '../../manifest/index';
import { createProse } from '../prose';
import { neighboursOf } from '../testing';
import { completeDocument, type DocumentCompletion, isCompletionData, resolveCompletion } from './index';

interface Options {
  readonly version?: string;
  readonly language?: Language;
  readonly neighbours?: Neighbours;
}

function releaseOf(version = '1.37'): Release {
  const release = parseRelease(version);
  if (!release) throw new Error('a known version');
  return release;
}

/** Completes at `‸`. */
function complete(marked: string, options: Options = {}): readonly DocumentCompletion[] {
  const offset = marked.indexOf('‸');
  if (offset < 0) throw new Error('a text with a cursor');
  const text = marked.replace('‸', '');
  const items = completeDocument(parseDocument(text), offset, {
    release: releaseOf(options.version),
    language: options.language ?? 'en',
    ...(options.neighbours ? { neighbours: options.neighbours } : {}),
  });
  for (const { span } of items) {
    expect(span.start).toBeLessThanOrEqual(offset);
    expect(span.end).toBeGreaterThanOrEqual(offset);
    expect(text.slice(span.start, span.end)).not.toContain('\n');
  }
  expect(items.map((item) => item.sortText)).toEqual(items.map((item) => item.sortText).toSorted());
  return items;
}

const labels = (marked: string, options?: Options) => complete(marked, options).map((item) => item.label);

/** The text after an item was taken, placeholders filled with their default. */
function take(marked: string, label: string, options?: Options): string {
  const item = complete(marked, options).find((one) => one.label === label);
  if (!item) throw new Error(`${label} is offered`);
  const text = marked.replace('‸', '');
  return (
    text.slice(0, item.span.start) + (item.snippet ? filled(item.newText) : item.newText) + text.slice(item.span.end)
  );
}

function filled(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1')
    .replace(/\$\{\d+:((?:\\.|[^}])*)\}/g, '$1')
    .replace(/\$\d+/g, '')
    .replace(/\\([\\$}])/g, '$1');
}

const HEAD = 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: web\n';
const spec = (lines: string, head = HEAD) => `${head}spec:\n${lines.replace(/^/gm, '  ')}\n`;
const DAEMON = HEAD.replace('StatefulSet', 'DaemonSet');
const pod = (lines: string) => `template:\n  spec:\n${lines.replace(/^/gm, '    ')}`;
const container = (lines: string) => pod(`containers:\n- name: a\n${lines.replace(/^/gm, '  ')}`);

describe('fields', () => {
  test('of a spec come with the required ones first, without those that are there', () => {
    const offered = labels(spec('replicas: 3\n‸'));
    expect(offered.slice(0, 2)).toEqual(['selector', 'template']);
    expect(offered).toContain('serviceName');
    expect(offered).not.toContain('replicas');
  });
  test('are those of the kind', () => {
    expect(labels(spec('‸', DAEMON))).not.toContain('replicas');
    expect(labels(spec('‸', DAEMON))).not.toContain('serviceName');
    expect(labels(spec('updateStrategy:\n  rollingUpdate:\n    ‸', DAEMON))).toEqual(['maxUnavailable', 'maxSurge']);
    expect(labels(spec('updateStrategy:\n  rollingUpdate:\n    ‸'))).not.toContain('maxSurge');
  });
  test('are those of the release', () => {
    const rolling = spec('updateStrategy:\n  rollingUpdate:\n    ‸');
    expect(labels(rolling)).toEqual(['maxUnavailable', 'partition']);
    expect(labels(rolling, { version: '1.36' })).toEqual(['partition']);
    expect(labels(spec('‸'), { version: '1.25' })).not.toContain('ordinals');
    expect(labels(spec('‸'))).toContain('ordinals');
  });
  test('that the server or a controller writes, or that is refused here, are left out', () => {
    expect(labels(`${HEAD}‸`)).toEqual(['spec']);
    expect(labels(spec(pod('‸')))).not.toContain('activeDeadlineSeconds');
    expect(labels(spec(pod('‸')))).not.toContain('hostname');
    expect(labels(HEAD.replace('  name: web', '  name: web\n  ‸'))).not.toContain('uid');
    expect(labels(spec('template:\n  metadata:\n    ‸'))).toEqual(['labels', 'annotations']);
  });
  test('of which one may be set are offered until one is', () => {
    expect(labels(spec(container('readinessProbe:\n  ‸')))).toContain('tcpSocket');
    expect(labels(spec(container('readinessProbe:\n  httpGet: {port: 80}\n  ‸')))).not.toContain('tcpSocket');
    expect(labels(spec(pod('volumes:\n- name: v\n  emptyDir: {}\n  ‸')))).toEqual([]);
    expect(labels(spec('updateStrategy:\n  type: OnDelete\n  ‸'))).toEqual([]);
  });
  test('replace what is half-typed, before or after its colon', () => {
    expect(take(spec('se‸'), 'serviceName')).toBe(spec('serviceName: '));
    expect(take(spec('rep‸licas: 3'), 'replicas')).toBe(spec('replicas: 3'));
    expect(take(spec('repl‸: 3\nserviceName: x'), 'replicas')).toBe(spec('replicas: 3\nserviceName: x'));
  });
  test('bring what they need, indented as the text is', () => {
    expect(take(spec('‸'), 'selector')).toBe(spec('selector:\n  matchLabels:\n    app: web'));
    expect(take(spec(container('‸')), 'ports')).toBe(spec(container('ports:\n- name: http\n  containerPort: 8080')));
    const indented = spec('template:\n  spec:\n    containers:\n      - name: a\n        ‸');
    expect(take(indented, 'ports')).toContain(
      '          ports:\n            - name: http\n              containerPort: 8080\n',
    );
    expect(take(indented, 'securityContext')).toContain('          securityContext:\n            \n');
    const wide = `${HEAD.replace('  name', '    name')}spec:\n    ‸\n`;
    expect(take(wide, 'selector')).toContain('    selector:\n        matchLabels:\n            app: web\n');
  });
  test('take the labels that are there', () => {
    const text = spec('‸\ntemplate:\n  metadata:\n    labels:\n      app: "1"\n      tier: db');
    expect(take(text, 'selector')).toContain('  selector:\n    matchLabels:\n      app: "1"\n      tier: db\n');
    expect(take(spec('selector:\n  matchLabels:\n    app: x\n‸'), 'template')).toContain(
      '      labels:\n        app: x\n',
    );
  });
  test('of items come behind the dash, or bring it', () => {
    expect(take(spec(pod('containers:\n- ‸')), 'name')).toBe(spec(pod('containers:\n- name: ')));
    expect(take(spec(pod('containers:\n  ‸')), 'name')).toBe(spec(pod('containers:\n  - name: ')));
    expect(take(spec(pod('containers:\n-‸')), 'name')).toBe(spec(pod('containers:\n- name: ')));
    expect(take(spec(pod('containers:\n- ‸')), 'ports')).toBe(
      spec(pod('containers:\n- ports:\n  - name: http\n    containerPort: 8080')),
    );
    expect(labels(spec(pod('containers:\n- image: x\n  ‸')))).not.toContain('image');
  });
  test('fit flow style and JSON', () => {
    expect(take(`${HEAD}spec: {replicas: 3, ‸}\n`, 'selector')).toBe(`${HEAD}spec: {replicas: 3, selector: {  }}\n`);
    expect(take('{"apiVersion":"apps/v1","kind":"StatefulSet","spec":{"‸"}}', 'replicas')).toBe(
      '{"apiVersion":"apps/v1","kind":"StatefulSet","spec":{"replicas": }}',
    );
  });
  test('work in templates, List items, CRLF files and other kinds', () => {
    expect(labels(`{{ if .Values.on }}\n${spec('replicas: {{ .Values.n }}\n‸')}{{ end }}\n`)).toContain('selector');
    expect(
      labels(`apiVersion: v1\nkind: List\nitems:\n- apiVersion: apps/v1\n  kind: DaemonSet\n  spec:\n    ‸\n`),
    ).toContain('updateStrategy');
    expect(take(spec('‸').replaceAll('\n', '\r\n'), 'selector')).toBe(
      spec('selector:\n  matchLabels:\n    app: web').replaceAll('\n', '\r\n'),
    );
    expect(labels('apiVersion: v1\nkind: Service\nspec:\n  ‸\n')).toContain('clusterIP');
    expect(labels('kind: StatefulSet\nspec:\n  ‸\n')).toContain('selector');
  });
  test('are not offered in comments, block scalars and unknown kinds', () => {
    expect(complete(spec('replicas: 3 # ‸'))).toEqual([]);
    expect(complete(spec(container('args:\n- |\n  re‸')))).toEqual([]);
    expect(complete('apiVersion: example.com/v1\nkind: Thing\nspec:\n  ‸\n')).toEqual([]);
    expect(complete('plain text ‸')).toEqual([]);
  });
});

describe('values', () => {
  test('are the enums that are accepted, the default first', () => {
    expect(labels(spec('updateStrategy:\n  type: ‸'))).toEqual(['RollingUpdate', 'OnDelete']);
    expect(labels(spec(pod('restartPolicy: ‸')))).toEqual(['Always']);
    expect(labels(spec('podManagementPolicy: Par‸'))).toContain('Parallel');
    expect(labels(spec(pod('hostNetwork: ‸')))).toEqual(['true', 'false']);
    expect(labels(spec(pod('tolerations:\n- key: x\n  operator: ‸')))).toEqual(['Equal', 'Exists']);
  });
  test('replace the whole value and keep quotes', () => {
    expect(take(spec('podManagementPolicy: Ord‸ered'), 'Parallel')).toBe(spec('podManagementPolicy: Parallel'));
    expect(take(spec('podManagementPolicy:‸'), 'Parallel')).toBe(spec('podManagementPolicy: Parallel'));
    expect(take(spec('podManagementPolicy: "‸"'), 'Parallel')).toBe(spec('podManagementPolicy: "Parallel"'));
    expect(take(`${HEAD}spec: { podManagementPolicy: ‸ }\n`, 'Parallel')).toBe(
      `${HEAD}spec: { podManagementPolicy: Parallel }\n`,
    );
  });
  test('of mounts are volumes and claim templates', () => {
    const text = spec(
      `${container('volumeMounts:\n- name: ‸')}\n    volumes:\n    - name: v\n      emptyDir: {}\nvolumeClaimTemplates:\n- metadata:\n    name: data`,
    );
    expect(labels(text)).toEqual(['data', 'v']);
    expect(labels(text.replace('StatefulSet', 'DaemonSet'))).toEqual(['v']);
  });
  test('of probe ports are those of the container', () => {
    const text = spec(container('ports:\n- name: http\n  containerPort: 80\nreadinessProbe:\n  httpGet:\n    port: ‸'));
    expect(labels(text)).toEqual(['http', '80']);
    expect(take(text, '80')).toContain('port: 80\n');
  });
  test('of selector labels come from the template, and the other way round', () => {
    const text = spec('selector:\n  matchLabels:\n    ‸\ntemplate:\n  metadata:\n    labels:\n      app: "1"');
    expect(take(text, 'app')).toContain('    app: "1"\n');
    expect(
      labels(spec('selector:\n  matchLabels:\n    app: ‸\ntemplate:\n  metadata:\n    labels:\n      app: x')),
    ).toEqual(['x']);
    expect(
      labels(spec('selector:\n  matchLabels:\n    app: z\ntemplate:\n  metadata:\n    labels:\n      app: ‸')),
    ).toEqual(['z']);
  });
  test('name neighbours of the namespace', () => {
    const service = (metadata: string) => `apiVersion: v1\nkind: Service\nmetadata: {${metadata}}\n`;
    const neighbours = neighboursOf(
      [service('name: web'), service('name: other'), service('name: far, namespace: away')].join('---\n'),
    );
    expect(labels(spec('serviceName: ‸'), { neighbours })).toEqual(['web', 'other']);
  });
  test('of lists stand behind the dash, in brackets, or bring the dash', () => {
    const claim = (lines: string) =>
      spec(`volumeClaimTemplates:\n- metadata:\n    name: d\n  spec:\n${lines.replace(/^/gm, '    ')}`);
    expect(labels(claim('accessModes:\n- ‸'))[0]).toBe('ReadWriteOnce');
    expect(take(claim('accessModes:\n  ‸'), 'ReadWriteOnce')).toBe(claim('accessModes:\n  - ReadWriteOnce'));
    expect(take(claim('accessModes: [ ‸ ]'), 'ReadWriteOnce')).toBe(claim('accessModes: [ ReadWriteOnce ]'));
  });
  test('that would be read as something else are quoted, quantities are not', () => {
    expect(take(spec(pod('nodeSelector:\n  ‸')), 'kubernetes.io/os')).toContain('kubernetes.io/os: ');
    expect(take(spec(container('resources:\n  requests:\n    cpu: ‸')), '1')).toContain('cpu: 1\n');
    expect(labels(spec(container('resources:\n  limits:\n    ‸')))).toContain('memory');
  });
});

describe('whole manifests', () => {
  test('are offered on an empty document, and none of them is refused', () => {
    for (const marked of ['‸', '# a comment\n‸', 'Sta‸', '---\n‸']) {
      expect(labels(marked)).toContain('DaemonSet');
    }
    for (const label of ['StatefulSet', 'StatefulSet, Service, PodDisruptionBudget', 'DaemonSet']) {
      for (const slice of splitDocuments(take('‸', label))) {
        const [object] = objectsOf(parseDocument(slice.text));
        if (!object) throw new Error('a document is an object');
        for (const version of ['1.32', '1.34', '1.36', '1.37']) {
          const judgement = judge(object, { release: releaseOf(version) });
          expect(judgement.errors).toEqual([]);
          expect(judgement.warnings).toEqual([]);
        }
      }
    }
  });
  test('are made from `kind:` on', () => {
    const kinds = labels('kind: ‸');
    expect(kinds.slice(0, 2)).toEqual(['DaemonSet', 'StatefulSet']);
    const made = take('kind: ‸', 'StatefulSet (whole manifest)');
    const root = toJson(parseDocument(made).root) as Record<string, unknown>;
    expect(Object.keys(root).sort()).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
    expect(take('apiVersion: apps/v1\nkind: ‸', 'DaemonSet (whole manifest)').match(/apiVersion/g)).toHaveLength(1);
    expect(labels('kind: ‸', { language: 'ja' })).toContain('StatefulSet(マニフェスト全体)');
  });
  test('are not offered where something stands already', () => {
    expect(labels(`kind: ‸\nmetadata:\n  name: x\n`).filter((label) => label.includes('manifest'))).toEqual([]);
    expect(complete('foo: bar\n‸').filter((item) => item.kind === 'snippet')).toEqual([]);
  });
});

describe('documentation', () => {
  test('is found from an item', async () => {
    const item = complete(spec('‸')).find((one) => one.label === 'replicas');
    const data: unknown = JSON.parse(JSON.stringify(item?.data));
    if (!isCompletionData(data)) throw new Error('the data survives JSON');
    const prose = createProse((name) =>
      Promise.resolve(
        name === 'explanations.json'
          ? JSON.stringify({ en: { 'StatefulSetSpec.replicas': 'Ours.' }, ja: {}, history: {} })
          : JSON.stringify({ minors: [36], strings: ['Theirs.'], types: { StatefulSetSpec: { replicas: 0 } } }),
      ),
    );
    const context = { release: releaseOf(), prose };
    expect(await resolveCompletion(data, { ...context, language: 'en' })).toBe('Ours.\n\n---\n\nTheirs.');
    expect(await resolveCompletion(data, { ...context, language: 'ja' })).toBe('Theirs.');
    expect(await resolveCompletion({ type: 'no', field: 'such' }, { ...context, language: 'ja' })).toBeUndefined();
    expect([null, 3, {}, { type: 1, field: 'x' }].some(isCompletionData)).toBe(false);
  });
});
