import { describe, expect, it } from 'vitest';
import { reasonPages, stalePages } from '../../scripts/reasonCodes.mjs';
import { reasonCodes } from '../../simulator/src/reasons';
import { en } from '../../simulator/src/words/en';
import { ja } from '../../simulator/src/words/ja';

const reasons = { codes: reasonCodes, en, ja };

describe('the pages of reason codes', () => {
  it('are those of the codes that there are: run `node scripts/reasonCodes.mjs`', () => {
    expect(stalePages(reasons)).toEqual([]);
  });
  it('hold every code once, with its sentence, its fields and where it is decided', () => {
    for (const text of Object.values(reasonPages(reasons))) {
      const headings = [...text.matchAll(/^### (.+)$/gm)].map((match) => match[1]);
      expect(headings.sort()).toEqual(Object.keys(reasonCodes).sort());
    }
    const page = reasonPages(reasons)['docs/reason-codes.md'] ?? '';
    const section = /### sts-update-budget\n([\s\S]*?)\n### /.exec(page)?.[1] ?? '';
    expect(section).toContain('maxUnavailable `maxUnavailable` leaves room (`unavailable` unavailable)');
    expect(section).toContain('.updateStatefulSetAfterInvariantEstablished`, 1.37.2');
    expect(section).toContain('`spec.updateStrategy.rollingUpdate.maxUnavailable`');
  });
  it('cannot be made while a code has no note, or a note no code', () => {
    const info = { role: 'wait', upstream: 'x', release: '1.37.2', fields: [] };
    expect(() => reasonPages({ ...reasons, codes: { ...reasonCodes, 'sts-new': info } })).toThrow('sts-new');
    const { 'way-wait': _, ...fewer } = reasonCodes;
    expect(() => reasonPages({ ...reasons, codes: fewer })).toThrow('way-wait');
  });
});
