import { expect, it } from 'vitest';
import { getEntry } from './node';
import { parseDocument } from './parse';

it('finds the last entry of a key in small and large mappings', () => {
  for (const count of [3, 5000]) {
    const { root } = parseDocument(`${Array.from({ length: count }, (_, i) => `k${i}: ${i}\n`).join('')}k1: last\n`);
    expect(getEntry(root, 'k0')?.value).toMatchObject({ value: 0 });
    expect(getEntry(root, 'k1')?.value).toMatchObject({ value: 'last' });
    expect(getEntry(root, '__proto__')).toBeUndefined();
  }
});
