import { inspectionRule } from '../rule';

/**
 * A comment that suppresses nothing. The language service raises it, once everything else is known of a document: no
 * look at an object alone could.
 */
export const suppressionUnused = inspectionRule({
  id: 'suppression-unused',
  category: 'risk',
  severity: 'information',
  kinds: [],
  messages: {
    default: {
      en: 'This comment suppresses nothing: no rule has a finding {where}.',
      ja: 'このコメントは何も抑制していません。{where}指摘はありません。',
    },
    rule: {
      en: 'This suppresses nothing: {rule} has no finding {where}.',
      ja: '何も抑制していません。{where} {rule} の指摘はありません。',
    },
    unknown: {
      en: 'There is no rule {rule}, so nothing is suppressed by it.',
      ja: '{rule} という規則はないため、何も抑制されません。',
    },
    misspelt: {
      en: 'There is no rule {rule}, so nothing is suppressed by it: is {meant} meant?',
      ja: '{rule} という規則はないため、何も抑制されません。{meant} のことですか?',
    },
  },
  check: () => [],
});
