/** Subject, base, version, and the what-ifs as chips. */
import { useState } from 'preact/hooks';
import type { Base, RolloutAnswer, WhatIf } from '../../../protocol/src/index';
import { defaultPodRule, formatRelease, NEWEST_PATCH, parseRelease } from '../../../simulator/src/index';
import { Icon } from '../icons';
import type { Action } from '../session';
import { post } from '../vscodeApi';
import { withWhatIf } from '../whatIf';
import type { Words } from '../words';

interface HeaderProps {
  readonly answer: RolloutAnswer;
  readonly base: Base;
  /** how the client names the base; empty: by our own word */
  readonly baseLabel: string;
  readonly whatIf: readonly WhatIf[];
  readonly words: Words;
  readonly dispatch: (action: Action) => void;
}

export function Header({ answer, base, baseLabel, whatIf, words, dispatch }: HeaderProps) {
  const [open, setOpen] = useState(false);
  return (
    <header class="header">
      <div class="header-line">
        <Subject answer={answer} words={words} />
        <span class="change">
          <Choice
            name={words.base}
            value={base}
            options={(['head', 'saved', 'nothing'] as const).map((value) => ({
              value,
              label: value === base && baseLabel !== '' ? baseLabel : words.bases[value],
            }))}
            choose={(chosen: Base) => post({ type: 'base', base: chosen })}
          />
          <Icon name="arrowRight" />
          <span class="quiet">{words.editor}</span>
        </span>
        <span class="gap" />
        <Choice
          name={words.version}
          value={answer.kubernetesVersion}
          options={versionsWith(answer.kubernetesVersion).map((value) => ({ value, label: `Kubernetes ${value}` }))}
          choose={(kubernetesVersion: string) => post({ type: 'version', kubernetesVersion })}
        />
        <button type="button" class="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name="beaker" />
          {words.whatIf}
        </button>
      </div>
      {open && <WhatIfForm answer={answer} whatIf={whatIf} words={words} dispatch={dispatch} />}
      {whatIf.length > 0 && (
        <ul class="chips" aria-label={words.whatIf}>
          {whatIf.map((change) => (
            <li key={change.kind} class="chip">
              <Icon name="beaker" />
              {chipLabel(change, words)}
              <button
                type="button"
                class="chip-remove"
                aria-label={words.remove(chipLabel(change, words))}
                onClick={() => dispatch({ type: 'what-if', whatIf: withWhatIf(whatIf, change.kind, null) })}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </header>
  );
}

function Subject({ answer, words }: { readonly answer: RolloutAnswer; readonly words: Words }) {
  const [kind = '', name = ''] = (answer.selected ?? '').split('/');
  const namespace = answer.to?.namespace ?? '';
  return (
    <h1 class="subject">
      <Icon name="layers" />
      {answer.workloads.length > 1 ? (
        <Choice
          name={words.workload}
          value={answer.selected ?? ''}
          options={answer.workloads.map((workload) => {
            const value = `${workload.kind}/${workload.name}`;
            return { value, label: `${workload.kind} ${workload.name}` };
          })}
          choose={(select: string) => post({ type: 'select', select })}
        />
      ) : (
        <span>
          <span class="kind">{kind}</span> {name}
        </span>
      )}
      {namespace !== '' && namespace !== 'default' && <span class="quiet namespace">{namespace}</span>}
    </h1>
  );
}

/** The newest patch releases that are covered, newest first, and the one in force if it is another. */
export function versionsWith(current: string): readonly string[] {
  const versions = [...NEWEST_PATCH]
    .map(([minor, patch]) => ({ major: 1, minor, patch }))
    .map(formatRelease)
    .reverse();
  const release = parseRelease(current);
  const covered = release !== null && versions.includes(formatRelease(release));
  return versions
    .map((version) => (covered && release && version === formatRelease(release) ? current : version))
    .concat(covered ? [] : [current]);
}

interface ChoiceProps<Value extends string> {
  readonly name: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly choose: (value: Value) => void;
}

/** A native select in VS Code's colours. */
function Choice<Value extends string>({ name, value, options, choose }: ChoiceProps<Value>) {
  return (
    <select
      class="choice"
      aria-label={name}
      title={name}
      value={value}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.currentTarget.value);
        if (chosen) choose(chosen.value);
      }}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

function chipLabel(change: WhatIf, words: Words): string {
  switch (change.kind) {
    case 'never-ready':
      return words.neverReady;
    case 'pod-times':
      return words.podTimesChip(String(change.start), String(change.ready), String(change.terminate));
  }
}

type WhatIfFormProps = Pick<HeaderProps, 'answer' | 'whatIf' | 'words' | 'dispatch'>;

function WhatIfForm({ answer, whatIf, words, dispatch }: WhatIfFormProps) {
  const usual = defaultPodRule(answer.to?.template);
  const times = whatIf.find((change) => change.kind === 'pod-times') ?? {
    kind: 'pod-times',
    start: usual.startSeconds ?? 0,
    ready: usual.readySeconds ?? 0,
    terminate: usual.terminateSeconds ?? 0,
  };
  const set = (kind: WhatIf['kind'], change: WhatIf | null) =>
    dispatch({ type: 'what-if', whatIf: withWhatIf(whatIf, kind, change) });
  const field = (key: 'start' | 'ready' | 'terminate', label: string) => (
    <label class="seconds">
      <span>{label}</span>
      <input
        type="number"
        min="0"
        max="86400"
        step="any"
        value={times[key]}
        onChange={(event) => {
          const value = event.currentTarget.valueAsNumber;
          if (Number.isFinite(value) && value >= 0) set('pod-times', { ...times, [key]: Math.min(value, 86_400) });
        }}
      />
      <span class="quiet">{words.seconds}</span>
    </label>
  );
  const broken = whatIf.some((change) => change.kind === 'never-ready');
  return (
    <fieldset class="what-if">
      <legend class="visually-hidden">{words.whatIf}</legend>
      <label class="check">
        <input
          type="checkbox"
          checked={broken}
          onChange={() => set('never-ready', broken ? null : { kind: 'never-ready' })}
        />
        {words.neverReady}
      </label>
      <span class="times">
        <span class="quiet">{words.podTimes}</span>
        {field('start', words.startSeconds)}
        {field('ready', words.readySeconds)}
        {field('terminate', words.terminateSeconds)}
      </span>
    </fieldset>
  );
}
