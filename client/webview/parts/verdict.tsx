/** The verdict: one sentence with its numbers in bold, what it means if the template is broken, and the findings. */

import type { Base, RolloutAnswer, RolloutFinding, WhatIf } from '../../../protocol/src/index';
import { explainReason, verdictSentence } from '../../../simulator/src/index';
import { Icon, type IconName } from '../icons';
import type { Picture } from '../picture';
import type { Action } from '../session';
import { post } from '../vscodeApi';
import type { Words } from '../words';

export type Tone = 'good' | 'warning' | 'bad';

/** A piece of the sentence; `t` and `row` say what a click on it shows. */
export interface Piece {
  readonly text: string;
  readonly bold: boolean;
  readonly t?: number;
  readonly row?: string;
}

/**
 * Cuts a sentence into plain and bold pieces. Bold are counts, lengths of time and the names of pods and nodes; those
 * that the verdict can place are links into the timeline.
 */
export function piecesOf(sentence: string, picture: Picture): readonly Piece[] {
  const { verdict } = picture.trace;
  const names = new Set(picture.rows.length <= 200 ? picture.rows.map((row) => row.name) : verdict.restarts);
  const pattern =
    /[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?-\d+(?![\w-])|\d[\d,.]*(?: of | のうち最少 | ?\/ ?)\d[\d,]*|\d[\d,.]*\s?(?:days?|[dh]\b|min\b|s\b|%|秒|分|時間|日)(?:\s?\d+\s?(?:[dh]\b|min\b|s\b|秒|分|時間))*|\d[\d,]*/g;
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of sentence.matchAll(pattern)) {
    const text = match[0];
    if (match.index > at) pieces.push({ text: sentence.slice(at, match.index), bold: false });
    at = match.index + text.length;
    if (names.has(text)) pieces.push({ text, bold: true, row: text });
    else if (isFewest(text, picture)) pieces.push({ text, bold: true, t: verdict.fewestAvailable.at });
    else if (/\d\s?(?:d|h|min|s|秒|分|時間)$/.test(text)) pieces.push({ text, bold: true, t: picture.last });
    else pieces.push({ text, bold: true });
  }
  if (at < sentence.length) pieces.push({ text: sentence.slice(at), bold: false });
  return pieces;
}

/** `2 of 3`, `2 / 3`, `3 のうち最少 2`: is it what the verdict says of the fewest? */
function isFewest(text: string, picture: Picture): boolean {
  const { count, of } = picture.trace.verdict.fewestAvailable;
  const parts = text.split(/ of | のうち最少 |\//).map((part) => Number(part.replace(/[,\s]/g, '')));
  const [first, second] = text.includes('のうち') ? [parts[1], parts[0]] : parts;
  return parts.length === 2 && first === count && second === of;
}

/** How the rollout is judged at a glance. */
export function toneOf(picture: Picture, findings: readonly RolloutFinding[]): Tone {
  const { verdict } = picture.trace;
  if (verdict.stuck || findings.some((finding) => finding.category === 'rejected' || finding.category === 'broken')) {
    return 'bad';
  }
  const down = verdict.change !== 'install' && verdict.fewestAvailable.count === 0 && verdict.fewestAvailable.of > 0;
  return down || findings.some((finding) => finding.category === 'risk') ? 'warning' : 'good';
}

const TONE_ICON: Readonly<Record<Tone, IconName>> = { good: 'pass', warning: 'warning', bad: 'error' };

interface VerdictProps {
  readonly picture: Picture;
  readonly answer: RolloutAnswer;
  readonly base: Base;
  readonly whatIf: readonly WhatIf[];
  readonly words: Words;
  readonly dispatch: (action: Action) => void;
}

export function Verdict({ picture, answer, base, whatIf, words, dispatch }: VerdictProps) {
  const { verdict } = picture.trace;
  const tone = toneOf(picture, answer.findings);
  const broken = whatIf.some((change) => change.kind === 'never-ready');
  const showIfBroken = !broken && !picture.isStill && verdict.ifBroken.lost + verdict.ifBroken.objects.length > 0;
  return (
    <section class={`verdict ${tone}`} aria-label={words.verdict}>
      <Icon name={TONE_ICON[tone]} class="tone" />
      <div class="verdict-text">
        <p class="sentence">
          {piecesOf(verdictSentence(verdict, words.language), picture).map((piece, index) => (
            <SentencePiece key={`${index}|${piece.text}`} piece={piece} dispatch={dispatch} />
          ))}
        </p>
        {picture.isStill && (
          <p class="quiet">
            {words.unchangedHint}{' '}
            {base !== 'nothing' && (
              <button type="button" class="link" onClick={() => post({ type: 'base', base: 'nothing' })}>
                {words.showFirstInstall}
              </button>
            )}
          </p>
        )}
        {showIfBroken && (
          <p class="if-broken">
            {words.ifBroken(
              verdict.ifBroken.lost,
              picture.wanted,
              explainReason(verdict.ifBroken.stopsAtReason, words.language),
            )}{' '}
            <button
              type="button"
              class="link"
              onClick={() => dispatch({ type: 'what-if', whatIf: [...whatIf, { kind: 'never-ready' }] })}
            >
              {words.showIfBroken}
            </button>
          </p>
        )}
        <Findings findings={answer.findings} words={words} />
      </div>
    </section>
  );
}

function SentencePiece({ piece, dispatch }: { readonly piece: Piece; readonly dispatch: (action: Action) => void }) {
  const { text, bold, t, row } = piece;
  if (!bold) return <>{text}</>;
  if (t === undefined && row === undefined) return <b>{text}</b>;
  return (
    <button
      type="button"
      class="figure"
      onClick={() => {
        if (row !== undefined) dispatch({ type: 'select-row', row });
        else if (t !== undefined) dispatch({ type: 'scrub', t });
      }}
    >
      {text}
    </button>
  );
}

const FINDING_ICON: Readonly<Record<RolloutFinding['category'], IconName>> = {
  rejected: 'error',
  broken: 'error',
  risk: 'warning',
  style: 'info',
};

const GRAVITY: Readonly<Record<RolloutFinding['category'], number>> = { rejected: 0, broken: 1, risk: 2, style: 3 };

/** The gravest first; those of one category as they stand in the manifest. */
export function gravestFirst(findings: readonly RolloutFinding[]): readonly RolloutFinding[] {
  return [...findings].sort((a, b) => GRAVITY[a.category] - GRAVITY[b.category]);
}

/** The findings that bear on the rollout, the gravest first. */
export function Findings({ findings, words }: { readonly findings: readonly RolloutFinding[]; readonly words: Words }) {
  if (findings.length === 0) return null;
  return (
    <ul class="findings">
      {gravestFirst(findings).map((finding) => (
        <li key={`${finding.rule}|${finding.field}|${finding.message}`} class={`finding ${finding.category}`}>
          <Icon name={FINDING_ICON[finding.category]} />
          <span>
            <span class="visually-hidden">{words.categories[finding.category]}: </span>
            {finding.message}{' '}
            <button
              type="button"
              class="link"
              aria-label={words.reveal(finding.field)}
              onClick={() => post({ type: 'reveal', field: finding.field })}
            >
              {words.line(finding.range.start.line + 1)}
            </button>
          </span>
          {finding.fixable && (
            <button
              type="button"
              class="small"
              onClick={() => post({ type: 'fix', rule: finding.rule, field: finding.field })}
            >
              <Icon name="lightbulb" />
              {words.fix}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
