import { expect, it } from 'vitest';
import { file, service, workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'service-links-collide';
const set = (image: string, pod = '', container = '') => workload('StatefulSet', 'web', { image, pod, container });
const KAFKA = 'confluentinc/cp-kafka:7.8.0';
const kafka = (head = '', name = 'kafka') => service(name, `${head}  selector:\n    app: web\n`);

it('finds a variable that the image takes for a setting', () => {
  const [finding, ...more] = findingsOf(id, file(set(KAFKA), kafka()));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.template.spec.containers[0]' });
  expect(finding?.message).toContain('KAFKA_PORT=tcp://');
  expect(finding?.fixes[0]?.preferred).toBe(true);
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '')).toEqual([]);
});
it('takes other images, other names, headless Services, and pods without links', () => {
  expect(findingsOf(id, file(set('apache/kafka:3.9.0'), kafka()))).toEqual([]);
  expect(findingsOf(id, file(set(KAFKA), kafka('', 'broker')))).toEqual([]);
  expect(findingsOf(id, file(set(KAFKA), kafka('  clusterIP: None\n')))).toEqual([]);
  expect(findingsOf(id, file(set(KAFKA, '      enableServiceLinks: false\n'), kafka()))).toEqual([]);
  const own = '          env:\n            - name: KAFKA_PORT\n              value: ""\n';
  expect(findingsOf(id, file(set(KAFKA, '', own), kafka()))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${set(KAFKA)}  "`, kafka()))).toEqual([]);
});
