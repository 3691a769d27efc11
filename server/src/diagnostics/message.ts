/** Sentences from templates: made at the edge, in the reader's language. */
import type { Finding, Language, Localized, Params, Rule } from './rule';

/** Fills `{param}` placeholders; one without a parameter stays as it is, so that a slip shows. */
export function fill(template: string, params: Params, language: Language): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return typeof value === 'object' ? value[language] : String(value);
  });
}

/** The sentence of a rule's message; an unknown key falls back to `default`, then to the rule's id. */
export function sentence(rule: Rule, key: string, params: Params, language: Language): string {
  const template = rule.messages[key] ?? rule.messages['default'];
  return template ? fill(template[language], params, language) : rule.id;
}

/** The sentence of a finding. */
export function messageOf(rule: Rule, finding: Finding, language: Language): string {
  return sentence(rule, finding.message ?? 'default', finding.params ?? {}, language);
}

/** `a, b and c` in both languages; more than `most` are counted. */
export function enumerate(names: readonly string[], most = 4): Localized {
  const shown = names.length > most ? names.slice(0, most - 1) : names;
  const rest = names.length - shown.length;
  const ja = rest > 0 ? `${shown.join('、')} ほか ${rest} 件` : shown.join('、');
  if (rest > 0) return { en: `${shown.join(', ')} and ${rest} more`, ja };
  const last = shown.at(-1) ?? '';
  return { en: shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${last}` : last, ja };
}
