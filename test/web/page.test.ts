/** The built page in Chromium: what a person sees, presses and finds again. Pictures go to artifacts/web. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FromPanel, RolloutFinding, ToPanel } from '../../protocol/src/index';
import { answer, daemonSet, statefulSet, workers } from './answers';
import { ARTIFACTS, type OpenOptions, type OpenPage, startBrowser, startPages } from './page';
import type { ThemeName } from './themes';

const from = statefulSet('registry.k8s.io/nginx-slim:0.8');
const to = statefulSet('registry.k8s.io/nginx-slim:0.9');
const change: ToPanel = { type: 'rollout', answer: answer(from, to), base: 'head', baseLabel: 'HEAD (4f1c2aa)' };

function fleet(image: string, maxUnavailable: number | { percent: number }) {
  return daemonSet(image, {
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable, maxSurge: 0 } },
  });
}

const heldBack: RolloutFinding = {
  rule: 'sts-partition-holds-back',
  category: 'risk',
  message: 'partition 2 holds web-0 and web-1 back on the old template',
  field: 'spec.updateStrategy.rollingUpdate.partition',
  range: { start: { line: 12, character: 6 }, end: { line: 12, character: 15 } },
  fixable: true,
};

let browser: Browser;
let pages: Awaited<ReturnType<typeof startPages>>;

beforeAll(async () => {
  mkdirSync(ARTIFACTS, { recursive: true });
  browser = await startBrowser();
  pages = await startPages(browser);
});
afterAll(async () => {
  await pages?.close();
  await browser?.close();
});

/** Opens the page, sends messages, runs the test, and lets the page's own complaints fail it. */
async function withPage(options: OpenOptions, messages: readonly ToPanel[], test: (open: OpenPage) => Promise<void>) {
  const open = await pages.open(options);
  for (const message of messages) await open.send(message);
  await test(open);
  await open.close();
}

const last = <T extends FromPanel['type']>(posted: readonly FromPanel[], type: T) =>
  posted.filter((message): message is Extract<FromPanel, { type: T }> => message.type === type).at(-1);

/** Seconds at which the playhead stands. */
const playhead = async ({ page }: OpenPage) => Number(await page.getByRole('slider').getAttribute('aria-valuenow'));

describe('a rolling update of three pods', () => {
  it('says the verdict, and the same to the client', () =>
    withPage({}, [change], async (open) => {
      const sentence = (await open.page.locator('.verdict .sentence').textContent())?.trim();
      expect(sentence).toMatch(/web-2/);
      expect(sentence).toMatch(/2 of 3/);
      const rendered = last(await open.posted(), 'rendered');
      expect(rendered).toMatchObject({
        state: 'ready',
        select: 'StatefulSet/web',
        rows: ['web-0', 'web-1', 'web-2'],
      });
      expect(rendered?.verdict).toBe(sentence);
      expect(rendered?.seconds).toBeGreaterThan(10);
      await open.page.screenshot({ path: join(ARTIFACTS, 'three-pods.png') });
    }));

  it('has a row for each pod, old before and new after', () =>
    withPage({}, [change], async ({ page }) => {
      expect(await page.locator('.row-label').allInnerTexts()).toEqual(['web-0', 'web-1', 'web-2']);
      for (const row of ['web-0', 'web-1', 'web-2']) {
        const bars = page.locator(`[data-row="${row}"] .bar`);
        await expect(bars.first().getAttribute('class')).resolves.toContain('state-available age-old');
        await expect(bars.last().getAttribute('class')).resolves.toContain('state-available age-new');
        expect(await page.locator(`[data-row="${row}"] .state-terminating`).count()).toBeGreaterThan(0);
      }
      // web-2 goes first: its first bar ends before that of web-0
      const end = async (row: string) => {
        const box = await page.locator(`[data-row="${row}"] .bar`).first().boundingBox();
        return (box?.x ?? 0) + (box?.width ?? 0);
      };
      expect(await end('web-2')).toBeLessThan(await end('web-1'));
      expect(await end('web-1')).toBeLessThan(await end('web-0'));
    }));

  it('tells who did what, why, and where it stands in the manifest', () =>
    withPage({ height: 1600 }, [change], async (open) => {
      const entry = open.page.locator('.event', { hasText: 'deletes web-2' });
      expect(await entry.locator('.event-why').textContent()).not.toBe('');
      const link = entry.locator('.field');
      const field = (await link.textContent()) ?? '';
      expect(field).toMatch(/^spec\./);
      await link.click();
      const reveal = last(await open.posted(), 'reveal');
      expect(field.startsWith(reveal?.field ?? '-')).toBe(true);
    }));

  it('shows the cluster and the claims at the playhead', () =>
    withPage({}, [change], async ({ page }) => {
      await page.keyboard.press('Home');
      expect(await page.locator('.cluster .pod').count()).toBe(3);
      expect(await page.locator('.cluster .pod .age').allInnerTexts()).toEqual(['old', 'old', 'old']);
      await page.keyboard.press('End');
      expect(await page.locator('.cluster .pod .age').allInnerTexts()).toEqual(['new', 'new', 'new']);
      expect(await page.locator('.claim').count()).toBe(3);
      expect(await page.locator('.claims').textContent()).toMatch(/www-web-0\s*1Gi/);
    }));
});

describe('one selection', () => {
  it('an event takes its row and the playhead along', () =>
    withPage({ height: 1600 }, [change], async (open) => {
      await open.page.locator('.event', { hasText: 'deletes web-1' }).locator('.event-main').click();
      expect(await open.page.locator('.row-label[aria-pressed=true]').textContent()).toBe('web-1');
      expect(await open.page.locator('.marks .mark-chosen').count()).toBe(1);
      expect(await playhead(open)).toBeGreaterThan(1);
      expect(await open.page.locator('.pod.selected').textContent()).toContain('web-1');
    }));

  it('the field under the cursor marks its events', () =>
    withPage({ height: 1600 }, [change], async (open) => {
      expect(await open.page.locator('.event.of-field').count()).toBe(0);
      await open.send({ type: 'cursor', field: 'spec.template.spec.containers[0].image' });
      expect(await open.page.locator('.event.of-field').count()).toBeGreaterThan(0);
      await open.send({ type: 'cursor', field: null });
      expect(await open.page.locator('.event.of-field').count()).toBe(0);
    }));

  it('figures of the verdict lead into the timeline', () =>
    withPage({}, [change], async (open) => {
      await open.page.locator('.verdict .figure', { hasText: '2 of 3' }).click();
      expect(await open.page.locator('.curve-label .now').textContent()).toBe('2 of 3');
    }));
});

describe('time', () => {
  it('is scrubbed by dragging', () =>
    withPage({}, [change], async (open) => {
      const box = await open.page.locator('.surface').boundingBox();
      if (!box) throw new Error('no timeline');
      await open.page.mouse.move(box.x + 40, box.y + 40);
      await open.page.mouse.down();
      await open.page.mouse.move(box.x + box.width / 2, box.y + 40, { steps: 5 });
      const middle = await playhead(open);
      await open.page.mouse.move(box.x + box.width - 1, box.y + 40, { steps: 5 });
      await open.page.mouse.up();
      const max = Number(await open.page.getByRole('slider').getAttribute('aria-valuemax'));
      expect(middle).toBeGreaterThan(max * 0.4);
      expect(middle).toBeLessThan(max * 0.6);
      expect(await playhead(open)).toBe(max);
    }));

  it('is driven by the keyboard', () =>
    withPage({}, [change], async (open) => {
      const { page } = open;
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      const second = await playhead(open);
      const event = await page.locator('.event.selected .event-what').textContent();
      await page.keyboard.press('ArrowLeft');
      expect(await playhead(open)).toBeLessThanOrEqual(second);
      expect(await page.locator('.event.selected .event-what').textContent()).not.toBe(event);
      await page.keyboard.press('ArrowDown');
      expect(await page.locator('.row-label[aria-pressed=true]').count()).toBe(1);
      const speed = Number(await page.locator('.speed select').inputValue());
      await page.keyboard.press('+');
      expect(Number(await page.locator('.speed select').inputValue())).toBeGreaterThan(speed);
      await page.keyboard.press('-');
      expect(Number(await page.locator('.speed select').inputValue())).toBe(speed);
      await page.keyboard.press('End');
      expect(await playhead(open)).toBeGreaterThan(second);
      await page.keyboard.press('Home');
      expect(await playhead(open)).toBe(0);
    }));

  it('plays and pauses', () =>
    withPage({}, [change], async (open) => {
      const { page } = open;
      await page.keyboard.press('Space');
      await page.waitForFunction(
        () => Number(document.querySelector('.playhead')?.getAttribute('aria-valuenow')) > 0.5,
      );
      await page.getByRole('button', { name: 'Pause' }).click();
      const paused = await playhead(open);
      await page.waitForTimeout(80);
      expect(await playhead(open)).toBe(paused);
    }));

  it('steps instead of gliding where less motion is asked for', () =>
    withPage({ reducedMotion: true }, [change], async ({ page }) => {
      await page.keyboard.press('Space');
      const seen = await page.evaluate(async () => {
        const values: number[] = [];
        const slider = document.querySelector('.playhead');
        const observer = new MutationObserver(() => values.push(Number(slider?.getAttribute('aria-valuenow'))));
        if (slider) observer.observe(slider, { attributes: true, attributeFilter: ['aria-valuenow'] });
        await new Promise((done) => setTimeout(done, 1800));
        return values;
      });
      expect(seen.length).toBeGreaterThan(0);
      // gliding would show a new value in nearly every frame
      expect(seen.length).toBeLessThanOrEqual(4);
    }));

  it('every control can be reached by tab, and shows it', () =>
    withPage({}, [change], async ({ page }) => {
      const seen = new Set<string>();
      for (let i = 0; i < 40; i++) {
        await page.keyboard.press('Tab');
        const name = await page.evaluate(() => {
          const element = document.activeElement;
          if (!element || element === document.body) return null;
          const visible = getComputedStyle(element).outlineStyle !== 'none' || element.matches('.playhead');
          return visible ? (element.getAttribute('aria-label') ?? element.textContent ?? '') : 'invisible focus';
        });
        if (name !== null) seen.add(name);
      }
      expect([...seen]).toEqual(
        expect.arrayContaining(['Compared with', 'Kubernetes version', 'Play', 'Next event', 'Speed']),
      );
      expect(seen).toContain('Playhead');
      expect(seen).not.toContain('invisible focus');
    }));
});

describe('following the editor', () => {
  it('keeps playhead, selection and scroll while the text changes', () =>
    withPage({ height: 700 }, [change], async (open) => {
      const { page } = open;
      await page.locator('.event', { hasText: 'deletes web-1' }).locator('.event-main').click();
      const before = await playhead(open);
      await page.locator('.event-scroll').evaluate((element) => {
        element.scrollTop = 57;
      });
      await open.send({
        ...change,
        answer: answer(from, { ...to, template: { ...to.template, fingerprint: 'other' } }),
      });
      expect(await playhead(open)).toBe(before);
      expect(await page.locator('.event.selected').textContent()).toContain('deletes web-1');
      expect(await page.locator('.row-label[aria-pressed=true]').textContent()).toBe('web-1');
      expect(await page.locator('.event-scroll').evaluate((element) => element.scrollTop)).toBe(57);
    }));

  it('finds its state again after a reload', async () => {
    const first = await pages.open();
    await first.send(change);
    await first.page.locator('.event', { hasText: 'deletes web-1' }).locator('.event-main').click();
    await first.page.locator('.speed select').selectOption('5');
    await first.page.waitForTimeout(200);
    const kept = await first.kept();
    const t = await playhead(first);
    await first.close();
    expect(kept).toMatchObject({
      uri: 'file:///web.yaml',
      select: 'StatefulSet/web',
      base: 'head',
      speed: 5,
      row: 'web-1',
    });
    await withPage({ kept }, [change], async (open) => {
      expect(await playhead(open)).toBe(t);
      expect(await open.page.locator('.event.selected').textContent()).toContain('deletes web-1');
      expect(await open.page.locator('.speed select').inputValue()).toBe('5');
    });
  });

  it('asks for another base, version and fix', () =>
    withPage({}, [{ ...change, answer: answer(from, to, { findings: [heldBack] }) }], async (open) => {
      const { page } = open;
      expect(await page.getByLabel('Compared with').locator('option:checked').textContent()).toBe('HEAD (4f1c2aa)');
      await page.getByLabel('Compared with').selectOption('nothing');
      await page.getByLabel('Kubernetes version').selectOption({ label: 'Kubernetes 1.34.4' });
      await page.getByRole('button', { name: 'Fix' }).click();
      const posted = await open.posted();
      expect(posted[0]).toEqual({ type: 'ready' });
      expect(last(posted, 'base')).toEqual({ type: 'base', base: 'nothing' });
      expect(last(posted, 'version')).toEqual({ type: 'version', kubernetesVersion: '1.34.4' });
      expect(last(posted, 'fix')).toEqual({ type: 'fix', rule: heldBack.rule, field: heldBack.field });
    }));

  it('ignores messages that are none', () =>
    withPage({}, [change], async (open) => {
      const text = await open.page.locator('#root').textContent();
      await open.page.evaluate(() => {
        for (const data of [null, 7, 'x', { type: 'rollout' }, { type: 'cursor', field: 3 }, []])
          window.postMessage(data, '*');
      });
      await open.page.waitForTimeout(50);
      expect(await open.page.locator('#root').textContent()).toBe(text);
    }));
});

describe('what if', () => {
  it('the new template never becomes ready: it sticks, says so, and can be taken back', () =>
    withPage({}, [change], async (open) => {
      const { page } = open;
      const calm = await page.locator('.verdict .sentence').textContent();
      await page.locator('.if-broken .link').click();
      expect(await page.locator('.chip').textContent()).toContain('never becomes ready');
      expect(await page.locator('.verdict.bad .sentence').textContent()).toMatch(/stuck.*web-2/);
      expect(await page.locator('[data-row="web-2"] .row-stuck').textContent()).toContain('web-2');
      expect(await page.locator('.axis-stuck').count()).toBe(1);
      await page.keyboard.press('End');
      expect(await page.locator('.cluster .pod', { hasText: 'web-2' }).getAttribute('aria-label')).toContain(
        'not ready',
      );
      await page.screenshot({ path: join(ARTIFACTS, 'stuck.png') });
      await page.getByRole('button', { name: /^Remove/ }).click();
      expect(await page.locator('.verdict .sentence').textContent()).toBe(calm);
    }));

  it('slower pods take longer', () =>
    withPage({}, [change], async (open) => {
      const { page } = open;
      const before = last(await open.posted(), 'rendered')?.seconds ?? 0;
      await page.getByRole('button', { name: 'What if' }).click();
      await page.getByRole('spinbutton', { name: 'Start' }).fill('30');
      await page.getByRole('spinbutton', { name: 'Start' }).press('Tab');
      expect(last(await open.posted(), 'rendered')?.seconds).toBeGreaterThan(before + 60);
      expect(await page.locator('.chip').textContent()).toContain('30');
    }));
});

describe('other states', () => {
  it('waits for the first message', () =>
    withPage({}, [], async (open) => {
      expect(await open.page.locator('[role=status]').textContent()).toContain('Reading the manifest');
      expect(await open.posted()).toEqual([{ type: 'ready' }]);
    }));

  it('lists the workloads where there is none at the cursor', () => {
    const range = heldBack.range;
    const none = answer(null, null, {
      state: { kind: 'no-workload' },
      workloads: [
        { kind: 'StatefulSet', name: 'web', namespace: 'default', document: 0, range },
        { kind: 'DaemonSet', name: 'fluentd', namespace: 'default', document: 1, range },
      ],
    });
    return withPage({}, [{ ...change, answer: none }], async (open) => {
      await open.page.getByRole('button', { name: 'DaemonSet fluentd' }).click();
      expect(last(await open.posted(), 'select')).toEqual({ type: 'select', select: 'DaemonSet/fluentd' });
      expect(last(await open.posted(), 'rendered')).toMatchObject({ state: 'no-workload', rows: [] });
    });
  });

  it.each([
    ['broken', 'Line 12: a value is missing.'],
    ['refused', 'spec.volumeClaimTemplates cannot be changed.'],
  ] as const)('keeps the last picture, dimmed, when the manifest is %s', (kind, problem) =>
    withPage({}, [change], async (open) => {
      await open.send({
        ...change,
        answer: answer(null, null, { selected: 'StatefulSet/web', state: { kind, problem } }),
      });
      expect(await open.page.getByRole('alert').textContent()).toContain(problem);
      expect(await open.page.locator('.picture.dimmed .row-label').count()).toBe(3);
      expect(last(await open.posted(), 'rendered')).toMatchObject({ state: kind, verdict: problem });
      await open.page.screenshot({ path: join(ARTIFACTS, `${kind}.png`) });
      await open.send(change);
      expect(await open.page.locator('.picture.dimmed, [role=alert]').count()).toBe(0);
    }),
  );

  it('says a problem also without a picture before it', () => {
    const broken = answer(null, null, { state: { kind: 'broken', problem: 'Line 3: not a mapping.' } });
    return withPage({}, [{ ...change, answer: broken }], async ({ page }) => {
      expect(await page.getByRole('alert').textContent()).toContain('Line 3: not a mapping.');
      expect(await page.locator('.timeline').count()).toBe(0);
    });
  });

  it('says that nothing restarts when nothing differs, and offers the first install', () =>
    withPage({}, [{ ...change, answer: answer(from, from) }], async (open) => {
      expect(last(await open.posted(), 'rendered')).toMatchObject({
        state: 'unchanged',
        rows: ['web-0', 'web-1', 'web-2'],
      });
      await open.page.getByRole('button', { name: 'Show the first install' }).click();
      expect(last(await open.posted(), 'base')).toEqual({ type: 'base', base: 'nothing' });
      await open.page.screenshot({ path: join(ARTIFACTS, 'unchanged.png') });
    }));

  it('installs: from nothing to all', () =>
    withPage({}, [{ ...change, base: 'nothing', baseLabel: '', answer: answer(null, to) }], async (open) => {
      await open.page.keyboard.press('Home');
      expect(await open.page.locator('.curve-label .now').textContent()).toBe('0 of 3');
      await open.page.keyboard.press('End');
      expect(await open.page.locator('.curve-label .now').textContent()).toBe('3 of 3');
      expect(await open.page.locator('.age-old').count()).toBe(0);
      await open.page.screenshot({ path: join(ARTIFACTS, 'install.png') });
    }));
});

describe('many nodes', () => {
  const nodes = (count: number): ToPanel => ({ type: 'nodes', nodes: workers(count), label: `${count} workers` });
  const rollout = (maxUnavailable: number | { percent: number }, image = 'fluentd:2'): ToPanel => ({
    type: 'rollout',
    answer: answer(fleet('fluentd:1', maxUnavailable), fleet(image, maxUnavailable)),
    base: 'head',
    baseLabel: '',
  });

  it('draws 60 as thin rows', () =>
    withPage({}, [nodes(60), rollout(3)], async (open) => {
      expect(await open.page.locator('[data-row]').count()).toBe(60);
      expect(last(await open.posted(), 'rendered')?.rows).toHaveLength(60);
      await open.page.screenshot({ path: join(ARTIFACTS, 'sixty-nodes.png') });
    }));

  it('draws 5,000 as bands and cells, and selects one by a click', () =>
    withPage({}, [nodes(5000), rollout({ percent: 10 })], async (open) => {
      const { page } = open;
      expect(await page.locator('[data-row]').count()).toBe(0);
      const summary = () => page.locator('.node-grid canvas').getAttribute('data-summary');
      await page.keyboard.press('Home');
      expect(await summary()).toMatch(/Available \(old\) {2}5,000/);
      await page.keyboard.press('End');
      expect(await summary()).toMatch(/Available \(new\) {2}5,000/);
      const box = await page.locator('.surface').boundingBox();
      await page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + 40);
      expect(await summary()).toMatch(/Available \(new\).*Available \(old\)/);
      await page.locator('.node-grid canvas').click({ position: { x: 3, y: 24 } });
      expect((await open.kept())?.row ?? '').toBeDefined();
      await page.waitForTimeout(200);
      expect((await open.kept())?.row).toMatch(/^node-\d{4}$/);
      // the log draws only what is in sight
      expect(await page.locator('.event').count()).toBeLessThan(120);
      await page.screenshot({ path: join(ARTIFACTS, 'five-thousand-nodes.png') });
    }));

  it('follows typing within its time', () =>
    withPage({}, [change], async (open) => {
      const measure = (message: ToPanel) =>
        open.page.evaluate(async (data) => {
          const count = () =>
            (globalThis as unknown as { posted: FromPanel[] }).posted.filter((m) => m.type === 'rendered').length;
          const before = count();
          const start = performance.now();
          window.postMessage(data, '*');
          while (count() === before) await new Promise((done) => setTimeout(done, 0));
          return performance.now() - start;
        }, message);
      const times: number[] = [];
      for (let i = 0; i < 5; i++)
        times.push(await measure({ ...change, answer: answer(from, statefulSet(`nginx:${i}`)) }));
      await open.send(nodes(5000));
      const many: number[] = [];
      for (let i = 0; i < 4; i++) many.push(await measure(rollout(50, `fluentd:${i + 2}`)));
      // the best of a few: what else the machine does is not the page's doing
      const [few, fleet5000] = [Math.min(...times), Math.min(...many)];
      console.log(`typing: ${few.toFixed(0)} ms for 3 pods, ${fleet5000.toFixed(0)} ms for 5,000 nodes`);
      // the aims are 100 and 250 ms; a busy machine gets room
      expect(few).toBeLessThan(300);
      expect(fleet5000).toBeLessThan(2000);
    }));
});

describe('languages and themes', () => {
  it('speaks Japanese', () =>
    withPage({ language: 'ja' }, [change], async (open) => {
      const text = await open.page.locator('#root').textContent();
      expect(text).toContain('タイムライン');
      expect(text).toContain('クラスター');
      expect(await open.page.locator('.verdict .sentence').textContent()).toMatch(/[ぁ-ん]/);
      expect(await open.page.locator('.event', { hasText: 'web-2' }).first().textContent()).toMatch(/[ぁ-ん]/);
      await open.page.screenshot({ path: join(ARTIFACTS, 'japanese.png') });
    }));

  const themes: readonly ThemeName[] = ['dark', 'light', 'hc-black', 'hc-light'];
  it.each(themes)('has readable text in %s', (theme) =>
    withPage(
      { theme, height: 1200 },
      [{ ...change, answer: answer(from, to, { findings: [heldBack] }) }],
      async (open) => {
        await open.page.locator('.event', { hasText: 'deletes web-1' }).locator('.event-main').click();
        const low = await open.page.evaluate(lowContrast);
        expect(low).toEqual([]);
        await open.page.screenshot({ path: join(ARTIFACTS, `${theme}.png`) });
      },
    ),
  );

  it('is one column with tabs at 320 px, and nothing sticks out', () =>
    withPage({ width: 320, height: 1000 }, [change], async ({ page }) => {
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      expect(await page.locator('.cluster').isVisible()).toBe(true);
      expect(await page.locator('.event-scroll').isVisible()).toBe(false);
      await page.getByRole('button', { name: /^Events/ }).click();
      expect(await page.locator('.cluster').isVisible()).toBe(false);
      expect(await page.locator('.event-scroll').isVisible()).toBe(true);
      await page.screenshot({ path: join(ARTIFACTS, 'narrow.png') });
    }));
});

/** Texts on the page whose colour stands out less than 4.5:1 from what lies under them. Runs in the page. */
function lowContrast(): string[] {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return ['no canvas'];
  /** paints colours over each other, as the page does */
  const paint = (colours: readonly string[]): number[] => {
    context.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
    }
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (rgb: readonly number[]) => {
    const [r = 0, g = 0, b = 0] = rgb.map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const found: string[] = [];
  for (const element of document.querySelectorAll<HTMLElement | SVGElement>('#root *')) {
    const text = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
    if (text.length === 0 || element.matches('.visually-hidden, option') || !element.checkVisibility()) continue;
    const grounds: string[] = [];
    for (let at: Element | null = element; at; at = at.parentElement)
      grounds.unshift(getComputedStyle(at).backgroundColor);
    const style = getComputedStyle(element);
    let colour = style.color;
    if (element instanceof SVGElement) {
      colour = style.fill;
      const bar = element.previousElementSibling;
      if (element.matches('.bar-label') && bar) grounds.push(getComputedStyle(bar).fill);
    }
    const [light = 0, dark = 0] = [luminance(paint(grounds)), luminance(paint([...grounds, colour]))].sort(
      (a, b) => b - a,
    );
    const contrast = (light + 0.05) / (dark + 0.05);
    if (contrast < 4.5) found.push(`${element.textContent?.trim().slice(0, 30)}: ${contrast.toFixed(2)}`);
  }
  return found;
}
