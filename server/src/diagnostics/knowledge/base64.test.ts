import { expect, it } from 'vitest';
import { decodeBase64, encodeBase64 } from './base64';

it.each([[''], ['a'], ['ab'], ['abc'], ['hunter2\n'], ['\u00ff\u0000\u0080']])(
  'reads back what it wrote: %j',
  (bytes) => {
    expect(encodeBase64(bytes)).toBe(Buffer.from(bytes, 'latin1').toString('base64'));
    expect(decodeBase64(encodeBase64(bytes))).toBe(bytes);
  },
);
it('passes over line breaks, and refuses what is none', () => {
  expect(decodeBase64('aHVu\ndGVy\n')).toBe('hunter');
  for (const text of ['abc', 'a-b=', 'change me', 'ab=c']) expect(decodeBase64(text)).toBeUndefined();
});
