import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Descriptions, descriptionOf, type Explanations, fieldsOf, objectType, shortTypeName } from './index';

/** What the script exports; it is plain JavaScript and has no declarations. */
interface ProseScript {
  buildProse(folder: string): Promise<void>;
  readModel(text: string): { readonly described: Readonly<Record<string, string>>; readonly refs: readonly string[] };
  readExplanations(text: string): Readonly<Record<string, string>>;
}
const script = (await import(/* @vite-ignore */ `${'../../../scripts/prose.mjs'}`)) as ProseScript;

const NEWEST = { major: 1, minor: 37, patch: 2 };
let folder = '';
let descriptions: Descriptions;
let explanations: Explanations;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prose-'));
  await script.buildProse(folder);
  descriptions = JSON.parse(await readFile(join(folder, 'descriptions.json'), 'utf8')) as Descriptions;
  explanations = JSON.parse(await readFile(join(folder, 'explanations.json'), 'utf8')) as Explanations;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('descriptions', () => {
  test('are compact', async () => {
    expect((await stat(join(folder, 'descriptions.json'))).size).toBeLessThan(700_000);
    expect(new Set(descriptions.strings).size).toBe(descriptions.strings.length);
  });

  test('are found by type, field and release', () => {
    expect(descriptionOf(descriptions, 'apps.v1.StatefulSetSpec', 'replicas', 37)).toMatch(
      /desired number of replicas/,
    );
    expect(descriptionOf(descriptions, 'core.v1.Container', '', 34)).toMatch(/application container/);
    expect(descriptionOf(descriptions, 'core.v1.Container', 'noSuchField', 34)).toBeUndefined();
    expect(descriptionOf(descriptions, 'no.such.Type', 'name', 34)).toBeUndefined();
  });

  test('begin with the release that brought the field, and change with it', () => {
    const made: Descriptions = {
      minors: [32, 33, 34, 36],
      strings: ['first words', 'later words'],
      types: {
        Thing: {
          steady: 0,
          changed: [
            [32, 0],
            [34, 1],
          ],
          gone: [
            [32, 0],
            [36, -1],
          ],
        },
      },
    };
    expect([31, 32, 33, 34, 35, 37].map((minor) => descriptionOf(made, 'Thing', 'changed', minor))).toEqual([
      'first words',
      'first words',
      'first words',
      'later words',
      'later words',
      'later words',
    ]);
    expect(descriptionOf(made, 'Thing', 'steady', 20)).toBe('first words');
    expect(descriptionOf(made, 'Thing', 'gone', 37)).toBeUndefined();
  });

  test('are read from a class, its escapes undone', () => {
    const { described, refs } = script.readModel(
      [
        '/**',
        '* A thing\\\'s \\"class\\".',
        '*/',
        'export declare class V1Thing {',
        '    /**',
        '    * What it is.',
        '    */',
        "    '_from'?: string;",
        "    'parts'?: Array<V1Part>;",
        '    /**',
        '    * IntOrString is a type that holds either.',
        '    */',
        "    'many'?: IntOrString;",
        '    static readonly discriminator: string | undefined;',
        '}',
      ].join('\n'),
    );
    expect(described).toEqual({ '': 'A thing\'s "class".', from: 'What it is.' });
    expect(refs).toEqual(['V1Part']);
  });
});

describe('explanations', () => {
  test('cover every field of both kinds in both languages', () => {
    const types = [
      'apps.v1.StatefulSet',
      'apps.v1.StatefulSetSpec',
      'apps.v1.StatefulSetUpdateStrategy',
      'apps.v1.RollingUpdateStatefulSetStrategy',
      'apps.v1.StatefulSetOrdinals',
      'apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy',
      'apps.v1.DaemonSet',
      'apps.v1.DaemonSetSpec',
      'apps.v1.DaemonSetUpdateStrategy',
      'apps.v1.RollingUpdateDaemonSet',
      'apis.meta.v1.LabelSelector',
      'apis.meta.v1.LabelSelectorRequirement',
      'core.v1.PodTemplateSpec',
    ];
    const wanted = types.flatMap((type) =>
      fieldsOf(type, NEWEST).map((field) => `${shortTypeName(type)}.${field.name}`),
    );
    expect(wanted.length).toBeGreaterThan(35);
    for (const language of ['en', 'ja'] as const) {
      expect(wanted.filter((key) => (explanations[language][key] ?? '') === '')).toEqual([]);
    }
  });

  test('say the same things in both languages', () => {
    expect(Object.keys(explanations.ja).sort()).toEqual(Object.keys(explanations.en).sort());
    const japanese = /[\u3040-\u30ff\u4e00-\u9fff]/;
    expect(Object.entries(explanations.ja).filter(([, text]) => !japanese.test(text))).toEqual([]);
    expect(Object.entries(explanations.en).filter(([, text]) => japanese.test(text))).toEqual([]);
  });

  test('describe what is newer than the newest description', () => {
    const described = Object.keys(descriptions.types);
    const newer = described.flatMap((short) => {
      const type = [`core.v1.${short}`, `apps.v1.${short}`].find((name) => objectType(name, NEWEST));
      if (type === undefined || short.endsWith('Status')) return [];
      return fieldsOf(type, NEWEST)
        .filter((field) => (field.since ?? 0) > 36)
        .map((field) => `${short}.${field.name}`);
    });
    expect(newer).toContain('VolumeMount.bindMountOptions');
    expect(newer.filter((key) => !(key in explanations.en))).toEqual([]);
  });

  test('belong to fields that exist, and so do the releases', () => {
    const known = (key: string): boolean => {
      const [type = '', field = ''] = key.split('.');
      if (type === 'Kinds' || type === 'KindGuide') return true;
      const found = ['core.v1', 'apps.v1', 'apis.meta.v1', 'policy.v1'].map((group) =>
        objectType(`${group}.${type}`, NEWEST),
      );
      return found.some((one) => one !== null && (field === '' || one.fields.has(field)));
    };
    expect(Object.keys(explanations.en).filter((key) => !known(key))).toEqual([]);
    expect(Object.keys(explanations.history).filter((key) => !known(key))).toEqual([]);
  });

  test('are unwrapped, tables and lists kept', () => {
    const text =
      '# Thing\n\n## part\nOne line\nand another.\n\n- an item\n  goes on\n- next\n\n| a | b |\n| - | - |\n\n日本\n語。\n';
    expect(script.readExplanations(text)).toEqual({
      'Thing.part': 'One line and another.\n\n- an item goes on\n- next\n\n| a | b |\n| - | - |\n\n日本語。',
    });
  });
});
