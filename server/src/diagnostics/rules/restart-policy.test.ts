import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet, summary } from '../testing';

const id = 'restart-policy';

it.each([statefulSet, daemonSet])('finds another policy than Always (%#)', (make) => {
  expect(findingsOf(id, make('', '      restartPolicy: OnFailure\n'))).toMatchObject([
    { category: 'rejected', field: 'spec.template.spec.restartPolicy', marked: 'OnFailure' },
  ]);
});
it('takes Always', () => {
  expect(summary(daemonSet('', '      restartPolicy: Always\n'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, daemonSet('', '      restartPolicy: "Never\n'))).toEqual([]);
});
it('sets Always', () => {
  const [fix] = findingsOf(id, daemonSet('', "      restartPolicy: 'Never'\n"))[0]?.fixes ?? [];
  expect(fix).toMatchObject({ preferred: true, result: daemonSet('', "      restartPolicy: 'Always'\n") });
});
