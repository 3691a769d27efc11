import { describe, expect, it } from 'vitest';
import { objectsOf } from '../apiServer/index';
import { parseDocument, splitDocuments } from '../manifest/index';
import { get, type JsonObject, text } from './read';
import { closest, createResourceIndex, type IndexedDocument, isFresh, type Trail } from './resources';
import type { Neighbours } from './rule';

/** Documents of a text that count how often they are parsed. */
function documents(text: string, parsed: string[] = []): IndexedDocument[] {
  return splitDocuments(text).map((slice) => {
    const kind = /^kind: *(\w+)/m.exec(slice.text)?.[1] ?? '';
    const read = () => {
      parsed.push(kind);
      return parseDocument(slice.text);
    };
    let document: ReturnType<typeof parseDocument> | undefined;
    const once = () => {
      document ??= read();
      return document;
    };
    return { kind, parsed: once, objects: () => objectsOf(once()) };
  });
}

const service = (name: string, labels = 'app: web', namespace = '') =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}${namespace && `, namespace: ${namespace}`}}\nspec: {selector: {${labels}}}\n`;
const set = (name: string, labels = 'app: web', image = 'a') =>
  `apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: ${name}}\nspec: {selector: {matchLabels: {${labels}}}, template: {metadata: {labels: {${labels}}}, spec: {containers: [{image: ${image}}]}}}\n`;
const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n';

const OWN = 'file:///app/own.yaml';
const BESIDE = 'file:///app/beside.yaml';
const FAR = 'file:///other/far.yaml';

function objectOf(text: string) {
  const object = objectsOf(parseDocument(text))[0];
  if (!object) throw new Error('no object');
  return object;
}

/** What an answer comes from, and whether it still holds. */
function asking<T>(index: ReturnType<typeof createResourceIndex>, ask: (neighbours: Neighbours) => T) {
  const trail: Trail = { cells: [], generations: [] };
  const answer = ask(index.view(OWN, trail));
  return { answer, fresh: () => isFresh(trail) };
}

const names = (found: readonly { readonly object: { readonly name: string } }[]) =>
  found.map((each) => each.object.name);

describe('the objects around', () => {
  it('are parsed when somebody asks for their kind', () => {
    const parsed: string[] = [];
    const index = createResourceIndex();
    index.set(OWN, documents([service('web'), config].join('---\n'), parsed));
    expect(parsed).toEqual([]);
    expect(names(index.view(OWN).ofKind('Service'))).toEqual(['web']);
    expect(parsed).toEqual(['Service']);
  });
  it('are found by name, by the labels of their pods and by whom they select', () => {
    const index = createResourceIndex();
    index.set(
      OWN,
      documents([service('web'), service('db', 'app: db'), set('web'), set('db', 'app: db')].join('---\n')),
    );
    const view = index.view(OWN);
    const own = objectOf(set('web'));
    expect(names(view.named('Service', 'db', own))).toEqual(['db']);
    expect(view.names('Service', own)).toEqual(['web', 'db']);
    expect(names(view.selectedBy({ matchLabels: { app: 'db' } }, own))).toEqual(['db']);
    expect(names(view.selectedBy({ matchExpressions: [{ key: 'app', operator: 'Exists' }] }, own))).toEqual([
      'web',
      'db',
    ]);
    expect(names(view.selecting('Service', { app: 'web', tier: 'front' }, own))).toEqual(['web']);
    expect(names(view.selecting('StatefulSet', { app: 'db' }, own))).toEqual(['db']);
  });
  it('stand in lists too, and are those of the group that the name means', () => {
    const index = createResourceIndex();
    const list = `apiVersion: v1\nkind: List\nitems:\n- ${service('listed').trimEnd().replaceAll('\n', '\n  ')}\n`;
    const knative = service('serving').replace('apiVersion: v1', 'apiVersion: serving.knative.dev/v1');
    index.set(OWN, documents([list, knative].join('---\n')));
    expect(names(index.view(OWN).ofKind('Service'))).toEqual(['listed']);
  });
  it('stand nearest first, and never meet those of another namespace', () => {
    const index = createResourceIndex();
    index.set(FAR, documents(service('far')));
    index.set(BESIDE, documents(service('beside', 'app: web', 'prod')));
    index.set(OWN, documents(service('own')));
    const all = index.view(OWN).ofKind('Service');
    expect(all.map((each) => [each.object.name, each.near])).toEqual([
      ['own', 'file'],
      ['beside', 'folder'],
      ['far', 'workspace'],
    ]);
    expect(names(closest(all))).toEqual(['own']);
    const inTest = objectOf(service('x', 'app: web', 'test'));
    expect(names(index.view(OWN).ofKind('Service', inTest))).toEqual(['own', 'far']);
    expect(names(index.view(OWN).namedAnywhere('Service', 'beside'))).toEqual(['beside']);
  });
  it('leave templates out', () => {
    const index = createResourceIndex();
    index.set(OWN, documents(service('{{ .Release.Name }}')));
    expect(index.view(OWN).ofKind('Service')).toEqual([]);
  });
});

describe('an answer', () => {
  it('holds until an object that it came from changes', () => {
    const index = createResourceIndex();
    const [web, other] = [documents(set('web'))[0], documents(set('other', 'app: other'))[0]];
    const own = objectOf(service('web'));
    if (!web || !other) throw new Error('two documents');
    index.set(OWN, [web, other]);
    const selected = asking(index, (around) => around.selectedBy({ matchLabels: { app: 'web' } }, own));
    const named = asking(index, (around) => around.named('StatefulSet', 'other', own));
    expect([names(selected.answer), names(named.answer)]).toEqual([['web'], ['other']]);
    index.set(OWN, [web, ...documents(set('other', 'app: other', 'b'))]);
    expect([selected.fresh(), named.fresh()]).toEqual([true, false]);
    index.set(OWN, documents(set('web', 'app: web', 'b')));
    expect(selected.fresh()).toBe(false);
  });
  it('that found nothing holds until something comes', () => {
    const index = createResourceIndex();
    index.set(OWN, documents(set('web')));
    const own = objectOf(set('web'));
    const none = asking(index, (around) => around.selecting('Service', { app: 'web' }, own));
    expect(none.answer).toEqual([]);
    index.set(BESIDE, documents(service('db', 'app: db')));
    expect(none.fresh()).toBe(true);
    index.set(BESIDE, documents(service('web')));
    expect(none.fresh()).toBe(false);
    const found = asking(index, (around) => around.selecting('Service', { app: 'web' }, own));
    index.set(BESIDE, []);
    expect(found.fresh()).toBe(false);
  });
  it('of names holds while only contents change', () => {
    const index = createResourceIndex();
    index.set(OWN, documents(service('web')));
    const own = objectOf(set('web'));
    const all = asking(index, (around) => around.names('Service', own));
    index.set(OWN, documents(service('web', 'app: other')));
    expect(all.fresh()).toBe(true);
    index.set(OWN, documents(service('db')));
    expect(all.fresh()).toBe(false);
  });
  it('of facts holds while objects change but their facts do not', () => {
    const index = createResourceIndex();
    index.set(OWN, documents([set('web'), set('db', 'app: db')].join('---\n')));
    const images = (json: JsonObject) => text(get(json, 'spec', 'template', 'spec', 'containers', 0, 'image')) ?? null;
    const labels = (json: JsonObject) => text(get(json, 'spec', 'selector', 'matchLabels', 'app')) ?? null;
    const asked = [images, labels].map((fact) => asking(index, (around) => around.facts('StatefulSet', fact)));
    expect(asked.map(({ answer }) => answer.map(({ object, value }) => [object.name, value]))).toEqual([
      [
        ['web', 'a'],
        ['db', 'a'],
      ],
      [
        ['web', 'web'],
        ['db', 'db'],
      ],
    ]);
    index.set(OWN, documents([set('web', 'app: web', 'b'), set('db', 'app: db')].join('---\n')));
    expect(asked.map(({ fresh }) => fresh())).toEqual([false, true]);
    expect(
      index
        .view(OWN)
        .facts('StatefulSet', images)
        .map(({ value }) => value),
    ).toEqual(['b', 'a']);
    index.set(OWN, documents(set('web', 'app: web', 'b')));
    expect(asked.map(({ fresh }) => fresh())).toEqual([false, false]);
  });
});
