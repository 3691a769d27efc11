import type { Trace } from '../../../simulator/src/index';
import { toMarkdown } from './simulateMarkdown';
import type { Subject } from './simulateReport';
import { toText } from './simulateText';

export type { Subject } from './simulateReport';
export type SimulateFormat = 'text' | 'json' | 'markdown';
export const SIMULATE_FORMATS: readonly SimulateFormat[] = ['text', 'json', 'markdown'];

/** Words a trace for one of the formats. */
export function formatTrace(trace: Trace, format: SimulateFormat, subject: Subject): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ scenario: subject.scenario, ...trace, ...(subject.refused === null ? {} : { refused: subject.refused }) })}\n`;
    case 'text':
      return toText(trace, subject);
    case 'markdown':
      return toMarkdown(trace, subject);
  }
}
