/** What the page's suites share: one browser, one server, a change to show, and a way to open the page with it. */
import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { FromPanel, RolloutFinding, ToPanel } from '../../protocol/src/index';
import { answer, statefulSet } from './answers';
import { ARTIFACTS, type OpenOptions, type OpenPage, startBrowser, startPages } from './page';

export const from = statefulSet('registry.k8s.io/nginx-slim:0.8');
export const to = statefulSet('registry.k8s.io/nginx-slim:0.9');
export const change: Extract<ToPanel, { type: 'rollout' }> = {
  type: 'rollout',
  answer: answer(from, to),
  base: 'head',
  baseLabel: 'HEAD (4f1c2aa)',
};

export const heldBack: RolloutFinding = {
  rule: 'sts-partition-holds-back',
  category: 'risk',
  message: 'partition 2 holds web-0 and web-1 back on the old template',
  field: 'spec.updateStrategy.rollingUpdate.partition',
  range: { start: { line: 12, character: 6 }, end: { line: 12, character: 15 } },
  fixable: true,
};

/** Starts the browser for a suite and gives what opens pages in it. */
export function usePages() {
  let browser: Browser | undefined;
  let pages: Awaited<ReturnType<typeof startPages>> | undefined;
  beforeAll(async () => {
    mkdirSync(ARTIFACTS, { recursive: true });
    browser = await startBrowser();
    pages = await startPages(browser);
  });
  afterAll(async () => {
    await pages?.close();
    await browser?.close();
  });

  function open(options: OpenOptions = {}): Promise<OpenPage> {
    if (!pages) throw new Error('The browser has not started.');
    return pages.open(options);
  }

  /** Opens the page, sends messages, runs the test, and lets the page's own complaints fail it. */
  async function withPage(
    options: OpenOptions,
    messages: readonly ToPanel[],
    test: (opened: OpenPage) => Promise<void>,
  ): Promise<void> {
    const opened = await open(options);
    for (const message of messages) await opened.send(message);
    await test(opened);
    await opened.close();
  }
  return { open, withPage };
}

/** The last message of a type that the page has posted. */
export const last = <T extends FromPanel['type']>(posted: readonly FromPanel[], type: T) =>
  posted.filter((message): message is Extract<FromPanel, { type: T }> => message.type === type).at(-1);

/** Seconds at which the playhead stands. */
export const playhead = async ({ page }: OpenPage) =>
  Number(await page.getByRole('slider').getAttribute('aria-valuenow'));
