import { expect, test } from 'vitest';
import { withCoreBooleans } from './coreBooleans';
import { toJson } from './json';
import { parseDocument } from './parse';

const read = (text: string) => {
  const { root } = parseDocument(text);
  return root && toJson(withCoreBooleans(root));
};

test('only true and false stay booleans, for values and keys, in lists too', () => {
  expect(read('a: yes\non: [no, true, "off", False]\nb: {c: n}\n')).toEqual({
    a: 'yes',
    on: ['no', true, 'off', false],
    b: { c: 'n' },
  });
});

test('a text without such words is left as it is', () => {
  const { root } = parseDocument('a: true\nb: [1, x]\n');
  expect(root && withCoreBooleans(root)).toBe(root);
});
