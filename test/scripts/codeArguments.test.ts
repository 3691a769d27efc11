import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { readCodeArguments } from '../../scripts/lib/codeArguments.mjs';

const cwd = mkdtempSync(join(tmpdir(), 'rollout-lens-arguments-'));
mkdirSync(join(cwd, 'samples'));
writeFileSync(join(cwd, 'web.yaml'), '');
afterAll(() => rmSync(cwd, { recursive: true }));

const nothing = {
  extensionDevelopmentPaths: [],
  extensionTestsPath: null,
  folder: null,
  userData: null,
  extensions: null,
  locale: null,
  extensionHost: 'node',
  timeoutSeconds: 300,
};

describe('readCodeArguments', () => {
  it('takes nothing for granted', () => expect(readCodeArguments([], cwd)).toEqual(nothing));

  it('reads what @vscode/test-electron hands over', () => {
    const args = [
      'samples',
      '--locale=ja',
      '--no-sandbox',
      '--disable-gpu-sandbox',
      '--disable-updates',
      '--skip-welcome',
      '--disable-workspace-trust',
      '--extensionTestsPath=/suite.js',
      '--extensionDevelopmentPath=/one',
      '--extensionDevelopmentPath=/two',
      '--extensions-dir=/extensions',
      '--user-data-dir=/data',
    ];
    expect(readCodeArguments(args, cwd)).toEqual({
      ...nothing,
      extensionDevelopmentPaths: ['/one', '/two'],
      extensionTestsPath: '/suite.js',
      folder: join(cwd, 'samples'),
      userData: '/data',
      extensions: '/extensions',
      locale: 'ja',
    });
  });

  it('takes values after a space, folders as addresses, and its own arguments', () => {
    const address = pathToFileURL(join(cwd, 'samples')).href;
    const args = ['--folder-uri', address, '--user-data-dir', 'data', '--extension-host=web', '--timeout=5.5'];
    expect(readCodeArguments(args, cwd)).toMatchObject({
      folder: join(cwd, 'samples'),
      userData: join(cwd, 'data'),
      extensionHost: 'web',
      timeoutSeconds: 5.5,
    });
  });

  it('opens folders, not files', () => expect(readCodeArguments(['web.yaml'], cwd).folder).toBeNull());

  it.each([
    [['nowhere'], /There is no .*nowhere to open/],
    [['--user-data-dir'], /--user-data-dir needs a value/],
    [['--extensionTestsPath='], /--extensionTestsPath needs a value/],
    [['--extension-host=electron'], /node or web, not electron/],
    [['--timeout=soon'], /takes seconds, not soon/],
    [['--timeout=0'], /takes seconds, not 0/],
  ])('refuses %j', (args, message) => expect(() => readCodeArguments(args, cwd)).toThrow(message));
});
