import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet, summary } from '../testing';

const id = 'selector-missing';
const selector = (app: string) => `  selector:\n    matchLabels:\n      app: ${app}\n`;

it('finds that there is none, in both kinds', () => {
  expect(summary(statefulSet().replace(selector('web'), ''))).toEqual([
    `${id} spec.selector`,
    `${id} spec.template.metadata.labels`,
  ]);
  expect(summary(daemonSet().replace(selector('agent'), ''))).toEqual([`${id} spec.template.metadata.labels`]);
});
it('finds an empty one', () => {
  expect(findingsOf(id, statefulSet().replace(selector('web'), '  selector: {}\n'))[0]?.message).toContain('empty');
});
it('takes expressions', () => {
  const expressions = '  selector:\n    matchExpressions: [{key: app, operator: Exists}]\n';
  expect(summary(statefulSet().replace(selector('web'), expressions))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, statefulSet().replace(selector('web'), '  selector: "\n'))).toEqual([]);
});
it("selects the template's labels, those that change with releases apart", () => {
  const text = statefulSet()
    .replace(selector('web'), '')
    .replace('        app: web\n', '        app: web\n        version: "7"\n');
  const [fix] = findingsOf(id, text)[0]?.fixes ?? [];
  expect(fix?.preferred).toBe(true);
  expect(fix?.result).toContain('selector:\n    matchLabels:\n      app: web\n');
  expect(summary(fix?.result ?? '')).toEqual([]);
});
