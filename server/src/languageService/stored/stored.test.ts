import { describe, expect, it } from 'vitest';
import { comparableObject, effectiveChanges, judge, objectsOf } from '../../apiServer/index';
import { judgeText } from '../../apiServer/testing';
import { parseDocument, toJson, writingStyleOf } from '../../manifest/index';
import { createLanguageService } from '../createLanguageService';
import type { ServiceSettings, StoredObject } from '../service';
import { type StoredLine, storedLines } from './lines';

const RELEASE = { major: 1, minor: 36, patch: 3 } as const;
const settings: ServiceSettings = { kubernetesVersion: '1.36', style: false, rules: {} };

const SET = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
  uid: 0f0f
spec:
  updateStrategy:
    type: RollingUpdate
    rollingUpdate:
      maxUnavailable: 2
      partition: 1
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
      annotations:
        example.com/notes: "one\\n  two # three\\n"
    spec:
      volumes:
        - name: scratch
          emptyDir:
      containers:
        - name: web
          image: registry.example.com/web:1
          command: [sh, -c, "echo\\n\\tdone"]
          resources:
            limits: {cpu: 0.5, memory: 1024Mi}
`;

function linesOf(text: string): readonly StoredLine[] {
  const document = parseDocument(text);
  const [object] = objectsOf(document);
  if (!object) throw new Error('no object');
  return storedLines(object, judge(object, { release: RELEASE }), writingStyleOf(document));
}
const textOf = (lines: readonly StoredLine[]) =>
  lines
    .map(({ indent, text, mark }) => `${' '.repeat(indent)}${mark?.kind === 'dropped' ? '# ' : ''}${text}\n`)
    .join('');
const marked = (lines: readonly StoredLine[], kind: string) =>
  lines.filter(({ mark }) => mark?.kind === kind).map(({ text }) => text);

describe('the lines of a stored object', () => {
  it('are the stored object, whatever is marked in them', () => {
    const lines = linesOf(SET);
    const { effective } = judgeText(SET, '1.36');
    expect(toJson(parseDocument(textOf(lines)).root)).toEqual(comparableObject(effective));
  });
  it('mark what was filled in, and the keys above it', () => {
    const filled = marked(linesOf(SET), 'default');
    expect(filled).toContain('replicas: 1');
    expect(filled).toContain('persistentVolumeClaimRetentionPolicy:');
    expect(filled).toContain('whenScaled: Retain');
    expect(filled).toContain('emptyDir: {}');
    expect(filled).not.toContain('partition: 1');
    expect(filled).not.toContain('name: web');
  });
  it('say what stood where something is stored in another form', () => {
    const rewritten = linesOf(SET).filter(({ mark }) => mark?.kind === 'rewritten');
    expect(rewritten.map(({ text, mark }) => [text, mark])).toEqual([
      ['cpu: 500m', { kind: 'rewritten', written: '0.5' }],
      ['memory: 1Gi', { kind: 'rewritten', written: '1024Mi' }],
    ]);
  });
  it('keep what is dropped as a comment, and a list item its dash', () => {
    expect(textOf(linesOf(SET))).toContain('    rollingUpdate:\n      partition: 1\n      # maxUnavailable: 2\n');
    const first = SET.replace('        - name: web\n', '        - colour: red\n          name: web\n');
    expect(textOf(linesOf(first))).toContain('        - name: web\n          # colour: red\n');
  });
  it('mark as many values as effectiveChanges counts', () => {
    const document = parseDocument(SET);
    const [object] = objectsOf(document);
    if (!object) throw new Error('no object');
    const changes = effectiveChanges(object, judge(object, { release: RELEASE }));
    const lines = linesOf(SET);
    const leaves = marked(lines, 'default').filter((text) => !text.endsWith(':'));
    expect(leaves).toHaveLength(Object.keys(changes.defaulted).length);
    expect(marked(lines, 'rewritten')).toHaveLength(Object.keys(changes.rewritten).length);
    expect(marked(lines, 'dropped')).toHaveLength(changes.dropped.length);
  });
  it('nest as the manifest does', () => {
    expect(
      textOf(linesOf(SET.replaceAll('        - ', '      - ').replaceAll('\n          ', '\n        '))),
    ).toContain('      volumes:\n      - name: scratch\n        emptyDir: {}\n');
  });
  it('are YAML for a manifest in JSON too', () => {
    const json = JSON.stringify(toJson(parseDocument(SET).root), null, 2);
    expect(toJson(parseDocument(textOf(linesOf(json))).root)).toEqual(
      comparableObject(judgeText(SET, '1.36').effective),
    );
  });
});

describe('the parts of a file', () => {
  const service = createLanguageService({ language: 'en' });
  const partsOf = (text: string) => service.stored({ uri: 'file:///a.yaml', version: null, text }, settings);

  it('are every object in its order, other kinds by name', () => {
    const parts = partsOf(`kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\n---\n${SET}---\n# nothing\n`);
    expect(parts.map(({ kind, document }) => [kind, document])).toEqual([
      ['passed-over', 0],
      ['object', 1],
    ]);
    expect(parts[0]).toMatchObject({ refused: false, note: expect.stringContaining('ConfigMap a') as string });
  });
  it('of a list are its items', () => {
    const item = SET.replaceAll('\n', '\n  ').trimEnd();
    const parts = partsOf(`apiVersion: v1\nkind: List\nitems:\n- ${item}\n- apiVersion: v1\n  kind: Secret\n`);
    expect(parts.map(({ kind }) => kind)).toEqual(['object', 'passed-over']);
  });
  it('say why an object would be refused, and show what could be read', () => {
    const [part] = partsOf(SET.replace('selector:', 'selctor:')) as [StoredObject];
    expect(part.refusals.map(({ field }) => field)).toEqual(['spec.selctor']);
    expect(marked(part.lines, 'dropped')).toEqual(
      ['maxUnavailable: 2', 'selctor:', '  matchLabels:', '    app: web'].map((x) => x.trim()),
    );
  });
  it('of texts that are no whole object are passed over', () => {
    const notes = (text: string) => partsOf(text).map((part) => (part.kind === 'passed-over' ? part.note : 'object'));
    expect(notes(SET.replace('name: web', 'name: {{ .Values.name }}'))[0]).toContain('template');
    expect(notes('apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: a}\nspec: {replicas: 2}\n')[0]).toContain(
      'part of an object',
    );
    expect(notes('a: 1\n')).toEqual(['not a Kubernetes object']);
    expect(notes('')).toEqual([]);
    expect(partsOf(`${SET}  "`)).toMatchObject([{ kind: 'passed-over', refused: true }]);
  });
  it('at a position are those of its document', () => {
    const text = `# head\n---\n${SET}---\nkind: Secret\napiVersion: v1\n---\n${SET}`;
    const file = { uri: 'file:///a.yaml', version: null, text };
    const secret = text.slice(0, text.indexOf('kind: Secret')).split('\n').length - 1;
    const names = (line?: number) => {
      const parts = service.storedAt(file, line === undefined ? undefined : { line, character: 0 }, settings);
      return parts.map((part) => part.document);
    };
    expect(names()).toEqual([0]);
    expect(names(5)).toEqual([0]);
    expect(names(secret)).toEqual([1]);
    expect(names(secret + 9)).toEqual([2]);
    expect(names(0)).toEqual([0]);
    expect(names(999)).toEqual([0]);
  });
});
