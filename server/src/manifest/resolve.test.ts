import { describe, expect, it } from 'vitest';
import { formatFloat32, resolvePlain, resolveTagged } from './resolve';

describe('plain scalars as Go reads them', () => {
  it.each([
    ['', null, 'null'],
    ['~', null, 'null'],
    ['Null', null, 'null'],
    ['nULL', 'nULL', 'string'],
    ['y', true, 'bool'],
    ['On', true, 'bool'],
    ['NO', false, 'bool'],
    ['oN', 'oN', 'string'],
    ['true', true, 'bool'],
    ['0755', 493, 'int'],
    ['0o10', 8, 'int'],
    ['0x1F', 31, 'int'],
    ['-0x1f', -31, 'int'],
    ['0b101', 5, 'int'],
    ['08', 8, 'float'],
    ['1_000', 1000, 'int'],
    ['+12', 12, 'int'],
    ['3.0', 3, 'float'],
    ['1e1', 10, 'float'],
    ['1.', 1, 'float'],
    ['.5', 0.5, 'float'],
    ['1.5e-3', 0.0015, 'float'],
    ['.', '.', 'string'],
    ['1e999', '1e999', 'string'],
    ['9223372036854775807', 9_223_372_036_854_775_807n, 'int'],
    ['18446744073709551615', 18_446_744_073_709_551_615n, 'int'],
    ['18446744073709551616', 18_446_744_073_709_552_000, 'float'],
    ['1:30', '1:30', 'string'],
    ['2001-12-14', '2001-12-14', 'string'],
    ['500m', '500m', 'string'],
    ['1Gi', '1Gi', 'string'],
    ['0x', '0x', 'string'],
    ['-', '-', 'string'],
    ['_1', '_1', 'string'],
    ['<<', '<<', 'string'],
  ])('%s', (text, value, type) => {
    expect(resolvePlain(text)).toEqual({ value, type });
  });

  it('knows infinity and NaN as floats', () => {
    expect(resolvePlain('-.Inf').value).toBe(Number.NEGATIVE_INFINITY);
    expect(resolvePlain('.NaN').value).toBeNaN();
  });
});

describe('tags', () => {
  const tag = (name: string, text: string) => resolveTagged(`tag:yaml.org,2002:${name}`, text);
  it('force a type, or fail', () => {
    expect(tag('str', '5')).toEqual({ value: '5', type: 'string' });
    expect(tag('int', '0x10')).toEqual({ value: 16, type: 'int' });
    expect(tag('float', '5')).toEqual({ value: 5, type: 'float' });
    expect(tag('bool', 'on')).toEqual({ value: true, type: 'bool' });
    expect(tag('int', '1.5')).toEqual({ fails: '!!int' });
    expect(tag('null', 'x')).toEqual({ fails: '!!null' });
    expect(resolveTagged('!own', '5')).toEqual({ value: '5', type: 'string' });
  });
  it('decode binary', () => {
    expect(tag('binary', '5pel5pys')).toEqual({ value: '日本', type: 'string' });
    expect(tag('binary', 'no base64')).toEqual({ fails: '!!binary' });
  });
});

describe('float keys', () => {
  it.each([
    [1.5, '1.5'],
    [1_000_000, '1e+06'],
    [100_000, '100000'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [-2.25, '-2.25'],
    [16_777_217, '1.6777216e+07'],
    [0, '0'],
    [Number.POSITIVE_INFINITY, '.inf'],
  ])('%d', (value, text) => {
    expect(formatFloat32(value)).toBe(text);
  });
});
