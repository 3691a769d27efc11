import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../settings';
import { withConfig } from './applyConfig';
import type { Config } from './configFile';
import { isExcluded } from './globs';

describe('globs', () => {
  it.each([
    ['*.yaml', 'a/b/c.yaml', true],
    ['*.yaml', 'a/b/c.yml', false],
    ['vendor', 'a/vendor/x.yaml', true],
    ['vendor/', 'vendor', false],
    ['vendor/', 'vendor/x.yaml', true],
    ['/vendor', 'a/vendor/x.yaml', false],
    ['a/*/c.yaml', 'a/b/c.yaml', true],
    ['a/*/c.yaml', 'a/b/b/c.yaml', false],
    ['a/**/c.yaml', 'a/c.yaml', true],
    ['a/**/c.yaml', 'a/b/b/c.yaml', true],
    ['**/test/**', 'x/test/y.yaml', true],
    ['{dev,test}/*.yaml', 'test/a.yaml', true],
    ['{dev,test}/*.yaml', 'prod/a.yaml', false],
    ['a?.yaml', 'ab.yaml', true],
    ['a?.yaml', 'a.yaml', false],
    ['a.yaml', 'aXyaml', false],
    ['', 'a.yaml', false],
    ['**', 'a.yaml', true],
  ])('%j on %j: %j', (glob, path, expected) => {
    expect(isExcluded([glob], path)).toBe(expected);
  });
  it('lets the last one decide', () => {
    expect(isExcluded(['*.yaml', '!keep.yaml'], 'keep.yaml')).toBe(false);
    expect(isExcluded(['!keep.yaml', '*.yaml'], 'keep.yaml')).toBe(true);
  });
  it('takes no longer for odd patterns', () => {
    expect(
      isExcluded([`${'*a'.repeat(200)}b`, `${'**/'.repeat(200)}b`], `${'a'.repeat(5000)}/${'a/'.repeat(500)}c`),
    ).toBe(false);
    expect(isExcluded(['{a,b}'.repeat(40)], 'x')).toBe(false);
  });
});

describe('a configuration over settings', () => {
  const config: Config = {
    uri: 'file:///repo/.rollout-lens.yaml',
    kubernetesVersion: '1.35',
    rules: { a: { severity: 'hint' }, b: { enabled: false } },
    exclude: ['gen/'],
  };
  const settings = { ...DEFAULT_SETTINGS, style: true, rules: { a: { enabled: true }, c: { enabled: false } } };

  it('comes first, and leaves alone what it does not say', () => {
    expect(withConfig(settings, config, 'file:///repo/x.yaml')).toEqual({
      ...settings,
      kubernetesVersion: '1.35',
      rules: { a: { enabled: true, severity: 'hint' }, b: { enabled: false }, c: { enabled: false } },
    });
    expect(withConfig(settings, null, 'file:///repo/x.yaml')).toBe(settings);
  });
  it('gives one object for what is equal', () => {
    const one = withConfig(settings, config, 'file:///repo/x.yaml');
    expect(withConfig(settings, config, 'file:///repo/y.yaml')).toBe(one);
  });
  it('leaves out what its globs say, below its own folder alone', () => {
    expect(withConfig(settings, config, 'file:///repo/gen/x.yaml').excluded).toBe(true);
    expect(withConfig(settings, config, 'file:///repo/g%65n/x.yaml').excluded).toBe(true);
    expect(withConfig(settings, config, 'file:///other/gen/x.yaml').excluded).toBeUndefined();
  });
});
