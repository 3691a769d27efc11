import { expect, it } from 'vitest';
import { envValue, optionValues, runsShell, wordsOf } from './commandLine';

it('reads options in every form, out of a shell’s script too', () => {
  const words = wordsOf({
    command: ['app', '--dir', '/a', '-c', 'x=1'],
    args: ['--dir=/b', 'exec run --dir "/c" x=/d'],
  });
  expect(optionValues(words, ['--dir'])).toEqual(['/a', '/b', '/c']);
  expect(optionValues(words, ['x'])).toEqual(['1', '/d']);
});
it('knows a shell, and the last value of a variable', () => {
  expect(runsShell({ command: ['/bin/sh', '-c', 'a'] })).toBe(true);
  expect(runsShell({ command: ['/bin/finish'] })).toBe(false);
  const env = [
    { name: 'A', value: '1' },
    { name: 'A', value: '2' },
  ];
  expect(envValue({ env }, 'A')).toBe('2');
  expect(envValue({ env }, 'B')).toBeUndefined();
});
