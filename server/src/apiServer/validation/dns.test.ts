import { describe, expect, it } from 'vitest';
import { addressForm } from './dns';
import { expected, type Row, refusals } from './testing/table';

const ROWS: readonly Row[] = [
  ['None without nameservers', { '~.dnsPolicy': 'None' }, ['~.dnsConfig Required']],
  ['None with an empty config', { '~.dnsPolicy': 'None', '~.dnsConfig': {} }, ['~.dnsConfig.nameservers Required']],
  ['None with a nameserver', { '~.dnsPolicy': 'None', '~.dnsConfig': { nameservers: ['1.1.1.1'] } }, []],
  [
    'four nameservers',
    { '~.dnsConfig': { nameservers: ['1.1.1.1', '1.1.1.2', '1.1.1.3', '::1'] } },
    ['~.dnsConfig.nameservers Invalid'],
  ],
  [
    'a nameserver that is none',
    { '~.dnsConfig': { nameservers: ['dns.example'] } },
    ['~.dnsConfig.nameservers[0] Invalid'],
  ],
  [
    'leading zeros since 1.36',
    { '~.dnsConfig': { nameservers: ['010.0.0.1'] } },
    ['~.dnsConfig.nameservers[0] Invalid'],
  ],
  ['leading zeros before', { '~.dnsConfig': { nameservers: ['010.0.0.1'] } }, [], { minor: 35 }],
  ['an upper case IPv6 address', { '~.dnsConfig': { nameservers: ['2001:DB8::1'] } }, []],
  [
    'a search that ends in an underscore',
    { '~.dnsConfig': { searches: ['a_', '__a', '_'] } },
    ['~.dnsConfig.searches[0] Invalid', '~.dnsConfig.searches[1] Invalid', '~.dnsConfig.searches[2] Invalid'],
  ],
  ['searches', { '~.dnsConfig': { searches: ['.', 'a.b.', '_a.b'] } }, []],
  [
    'searches in 1.32',
    { '~.dnsConfig': { searches: ['.', 'a.b.', '_a.b'] } },
    ['~.dnsConfig.searches[0] Invalid', '~.dnsConfig.searches[2] Invalid'],
    { minor: 32 },
  ],
  ['33 searches', { '~.dnsConfig': { searches: Array(33).fill('a') } }, ['~.dnsConfig.searches Invalid']],
  [
    'searches of more than 2048 characters',
    { '~.dnsConfig': { searches: Array(32).fill('a'.repeat(63).concat('.b')) } },
    ['~.dnsConfig.searches Invalid'],
  ],
  ['an option without name', { '~.dnsConfig': { options: [{ value: '1' }] } }, ['~.dnsConfig.options[0] Required']],
  [
    'host aliases',
    { '~.hostAliases': [{ ip: 'x', hostnames: ['a', 'A'] }] },
    ['~.hostAliases[0].ip Invalid', '~.hostAliases[0].hostnames[1] Invalid'],
  ],
];

describe('DNS and addresses', () => {
  for (const [title, changes, want, conditions] of ROWS) {
    it(title, () => {
      expect(refusals(changes, conditions)).toEqual(expected(...want));
    });
  }

  it.each([
    ['1.2.3.4', 'valid'],
    ['1.2.3', 'invalid'],
    ['1.2.3.256', 'invalid'],
    ['01.2.3.4', 'leading-zeros'],
    ['::', 'valid'],
    ['1:2:3:4:5:6:7:8', 'valid'],
    ['1:2:3:4:5:6:7', 'invalid'],
    ['1::2::3', 'invalid'],
    ['fe80::1%eth0', 'invalid'],
    ['::ffff:1.2.3.4', 'ipv4-mapped'],
    ['::FFFF:102:304', 'ipv4-mapped'],
    ['64:ff9b::1.2.3.4', 'valid'],
    ['', 'invalid'],
  ])('%s is %s', (text, form) => {
    expect(addressForm(text)).toBe(form);
  });
});
