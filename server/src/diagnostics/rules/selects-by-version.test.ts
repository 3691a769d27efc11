import { expect, it } from 'vitest';
import { budget, file, service, workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'selects-by-version';
const set = workload('StatefulSet', 'web', { labels: 'app: web' }).replace(
  '        app: web\n    spec:',
  '        app: web\n        app.kubernetes.io/version: "2.1"\n        version: v2.1\n        api: v1\n    spec:',
);
const asking = (more: string) => service('web', `  selector:\n    app: web\n${more}`);

it('finds a Service and a budget of one version', () => {
  const [finding, ...more] = findingsOf(id, file(asking('    app.kubernetes.io/version: "2.1"\n'), set));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    category: 'risk',
    field: 'spec.selector[app.kubernetes.io/version]',
    marked: '"2.1"',
  });
  expect(finding?.fixes).toMatchObject([{ preferred: true, result: asking('') }]);
  expect(findingsOf(id, file(budget('web', 'maxUnavailable: 1', 'version: v2.1'), set))).toHaveLength(1);
});
it('takes selectors that hold for every version', () => {
  expect(findingsOf(id, file(asking(''), set))).toEqual([]);
  expect(findingsOf(id, file(asking('    api: v1\n'), set))).toEqual([]);
  expect(findingsOf(id, asking('    version: v2.1\n'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${asking('    version: v2.1\n')}  "`, set))).toEqual([]);
});
