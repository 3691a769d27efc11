/** The built page in Chromium: what a person sees, presses and finds again. Pictures go to artifacts/web. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answer } from './answers';
import { ARTIFACTS } from './page';
import { change, from, heldBack, last, playhead, to, usePages } from './suite';

const { open, withPage } = usePages();

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
    withPage({}, [change], async ({ page }) => {
      // slowly enough that even a busy machine pauses it long before its end
      for (let i = 0; i < 3; i++) await page.keyboard.press('-');
      await page.keyboard.press('Space');
      await page.waitForFunction(
        () => Number(document.querySelector('.playhead')?.getAttribute('aria-valuenow')) > 0.5,
      );
      await page.getByRole('button', { name: 'Pause' }).click();
      await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
      const seen = await page.evaluate(async () => {
        const slider = document.querySelector('.playhead');
        const value = (name: string) => Number(slider?.getAttribute(name));
        const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
        await frame();
        const paused = value('aria-valuenow');
        for (let i = 0; i < 10; i++) await frame();
        return { paused, later: value('aria-valuenow'), end: value('aria-valuemax') };
      });
      expect(seen.later).toBe(seen.paused);
      expect(seen.paused).toBeLessThan(seen.end);
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
    const first = await open();
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
