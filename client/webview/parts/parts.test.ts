import { describe, expect, it } from 'vitest';
import type { RolloutFinding } from '../../../protocol/src/index';
import { daemonSet, statefulSet, template } from '../../../test/web/answers';
import { pictureWith } from '../../../test/web/pictures';
import { timeScale } from '../timeScale';
import { newRevision, podRulesOf, withWhatIf } from '../whatIf';
import { stepPath } from './curve';
import { lineOf } from './eventLog';
import { versionsWith } from './header';
import { imageDifference } from './legend';
import { layoutOf } from './nodeCells';
import { concerns } from './timeline';
import { rowSize } from './timelineRows';
import { gravestFirst, piecesOf, toneOf } from './verdict';

const picture = pictureWith(
  [
    { t: 0, type: 'pod-deletion-requested', object: 'web-2', row: 'web-2' },
    { t: 90, type: 'pod-available', object: 'web-0', row: 'web-0' },
  ],
  { fewestAvailable: { count: 2, of: 3, at: 7 }, restarts: ['web-2', 'web-0'] },
);

describe('the verdict in pieces', () => {
  const bold = (sentence: string) => piecesOf(sentence, picture).filter((piece) => piece.bold);
  it('makes pods, fewest and length links into the timeline, other numbers bold', () => {
    const sentence =
      'Restarts 3 pods one at a time, web-2 → web-0, about 1 min 30 s; never fewer than 2 of 3 available. Keeps 3 claims.';
    expect(bold(sentence)).toEqual([
      { text: '3', bold: true },
      { text: 'web-2', bold: true, row: 'web-2' },
      { text: 'web-0', bold: true, row: 'web-0' },
      { text: '1 min 30 s', bold: true, t: 90 },
      { text: '2 of 3', bold: true, t: 7 },
      { text: '3', bold: true },
    ]);
    expect(
      piecesOf(sentence, picture)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(sentence);
  });
  it('reads Japanese', () => {
    expect(bold('約 1 分 30 秒で Pod 3 個 (web-2 → web-0) を再起動。利用可能なのは 3 のうち最少 2 です。')).toEqual([
      { text: '1 分 30 秒', bold: true, t: 90 },
      { text: '3', bold: true },
      { text: 'web-2', bold: true, row: 'web-2' },
      { text: 'web-0', bold: true, row: 'web-0' },
      { text: '3 のうち最少 2', bold: true, t: 7 },
    ]);
  });
  it('keeps names with several dashes and big numbers whole', () => {
    expect(bold('Waits for my-db-10 on 5,000 nodes, 25 % at once.').map((piece) => piece.text)).toEqual([
      'my-db-10',
      '5,000',
      '25 %',
    ]);
  });
  it('has a tone', () => {
    const finding = {
      rule: 'r',
      message: '',
      field: '',
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      fixable: false,
    };
    expect(toneOf(picture, [])).toBe('good');
    expect(toneOf(picture, [{ ...finding, category: 'risk' }])).toBe('warning');
    expect(toneOf(picture, [{ ...finding, category: 'broken' }])).toBe('bad');
    expect(toneOf(pictureWith([], { fewestAvailable: { count: 0, of: 3, at: 1 } }), [])).toBe('warning');
    expect(toneOf(pictureWith([], { change: 'install', fewestAvailable: { count: 0, of: 3, at: 1 } }), [])).toBe(
      'good',
    );
  });
});

describe('findings', () => {
  it('stand with the gravest first, else in their order', () => {
    const of = (rule: string, category: RolloutFinding['category']): RolloutFinding => ({
      rule,
      category,
      message: rule,
      field: 'spec',
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
      fixable: false,
    });
    const findings = [of('a', 'style'), of('b', 'risk'), of('c', 'rejected'), of('d', 'risk'), of('e', 'broken')];
    expect(gravestFirst(findings).map(({ rule }) => rule)).toEqual(['c', 'e', 'b', 'd', 'a']);
  });
});

describe('the availability curve', () => {
  const scale = timeScale(0, 100, [0, 100], 100);
  it('is a step line', () => {
    const path = stepPath(
      [
        { t: 0, value: 3 },
        { t: 50, value: 2 },
        { t: 80, value: 3 },
      ],
      scale,
      100,
      (value) => 10 - value,
    );
    expect(path).toBe('M0 7.0H0V7.0H50V8.0H80V7.0H100');
  });
  it('does not lose a dip that is narrower than a pixel', () => {
    const path = stepPath(
      [
        { t: 0, value: 9 },
        { t: 50, value: 2 },
        { t: 50.01, value: 9 },
      ],
      scale,
      100,
      (value) => value,
    );
    expect(path).toContain('V2.0');
  });
  it('leaves out a rise that is narrower than a pixel, wherever it begins', () => {
    for (const t of [50, 50.2, 50.24, 50.4, 50.7]) {
      const steps = [
        { t: 0, value: 3 },
        { t: 20, value: 2 },
        { t, value: 3 },
        { t: t + 0.1, value: 2 },
      ];
      expect(stepPath(steps, scale, 100, (value) => value).match(/V3/g)).toHaveLength(1);
    }
  });
});

describe('fields', () => {
  it('finds the line of a field, or of the nearest one around it', () => {
    const at = (line: number) => ({ start: { line, character: 0 }, end: { line, character: 9 } });
    const fields = { spec: at(3), 'spec.updateStrategy': at(8), 'spec.volumeClaimTemplates[0]': at(20) };
    expect(lineOf('spec.updateStrategy.rollingUpdate.partition', fields)).toBe(9);
    expect(lineOf('spec.volumeClaimTemplates[0].metadata.name', fields)).toBe(21);
    expect(lineOf('spec.replicas', fields)).toBe(4);
    expect(lineOf('metadata.name', fields)).toBeNull();
    expect(lineOf(undefined, fields)).toBeNull();
  });
  it('knows which events a field is responsible for', () => {
    expect(concerns('spec.updateStrategy.type', 'spec.updateStrategy')).toBe(true);
    expect(concerns('spec.template', 'spec.template.spec.containers[0].image')).toBe(true);
    expect(concerns('spec.template', 'spec.templateX')).toBe(false);
    expect(concerns(undefined, 'spec')).toBe(false);
  });
});

describe('sizes', () => {
  it('has labelled rows, then thin ones', () => {
    expect(rowSize(3).pitch).toBeGreaterThan(rowSize(13).pitch);
    expect(rowSize(13).pitch).toBeGreaterThan(rowSize(200).pitch);
  });
  it('places every cell of 5,000 inside the canvas, without overlap of groups', () => {
    const layout = layoutOf([50, 2100, 2850], 5000, 680, 400);
    expect(layout.columns * layout.pitch).toBeLessThanOrEqual(680);
    const bottoms = [50, 2100, 2850].map(
      (count, index) => (layout.tops[index] ?? 0) + Math.ceil(count / layout.columns) * layout.pitch,
    );
    expect(layout.tops[1] ?? 0).toBeGreaterThan(bottoms[0] ?? 0);
    expect(layout.tops[2] ?? 0).toBeGreaterThan(bottoms[1] ?? 0);
    expect(layout.height).toBeGreaterThanOrEqual(bottoms[2] ?? 0);
    expect(layoutOf([1], 1, 0, 0).columns).toBe(1);
  });
});

describe('what if', () => {
  const from = statefulSet('nginx:1');
  const to = statefulSet('nginx:2');
  it('breaks the new template only', () => {
    expect(podRulesOf([{ kind: 'never-ready' }], from, to)).toEqual([{ match: { revision: [2] }, readySeconds: null }]);
    expect(podRulesOf([{ kind: 'never-ready' }], null, to)).toEqual([{ match: { revision: [1] }, readySeconds: null }]);
    expect(podRulesOf([{ kind: 'never-ready' }], from, from)).toEqual([]);
    expect(newRevision(from, to)).toBe(2);
  });
  it('joins pod times and a broken template', () => {
    const rules = podRulesOf(
      [{ kind: 'never-ready' }, { kind: 'pod-times', start: 9, ready: 8, terminate: 7 }],
      from,
      to,
    );
    expect(rules).toEqual([
      { match: { revision: [2] }, startSeconds: 9, readySeconds: null, terminateSeconds: 7 },
      { startSeconds: 9, readySeconds: 8, terminateSeconds: 7 },
    ]);
  });
  it('holds one of a kind', () => {
    const list = withWhatIf([{ kind: 'never-ready' }], 'never-ready', { kind: 'never-ready' });
    expect(list).toHaveLength(1);
    expect(withWhatIf(list, 'never-ready', null)).toEqual([]);
  });
});

it('offers the covered versions and the one in force', () => {
  expect(versionsWith('1.36.3')).toContain('1.36.3');
  expect(versionsWith('1.36')).toContain('1.36');
  expect(versionsWith('1.36')).not.toContain('1.36.3');
  expect(versionsWith('1.25.1').at(-1)).toBe('1.25.1');
  expect(versionsWith('1.36.3')[0]).toMatch(/^1\.37/);
});

it('names the image that changed, without its registry', () => {
  const images = ['registry.k8s.io/sidecar:1', 'registry.k8s.io/nginx:2'];
  const old = daemonSet('registry.k8s.io/nginx:1', {
    template: template('', { images: ['registry.k8s.io/sidecar:1', 'registry.k8s.io/nginx:1'] }),
  });
  const changed = daemonSet('', { template: template('', { images }) });
  expect(imageDifference(changed, old)).toBe('nginx:2');
  expect(imageDifference(old, old)).toBe('');
});
