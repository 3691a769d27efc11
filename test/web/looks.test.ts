/** The page in both languages, in four themes, and where it is narrow. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answer } from './answers';
import { ARTIFACTS } from './page';
import { change, from, heldBack, to, usePages } from './suite';
import type { ThemeName } from './themes';

const { withPage } = usePages();

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

  it.each([320, 520, 700])('shows whole names of pods at %i px, also of the selected one', (width) =>
    withPage({ width }, [change], async ({ page }) => {
      await page.locator('.row-label', { hasText: 'web-2' }).click();
      const cut = await page
        .locator('.row-label .name')
        .evaluateAll((names) =>
          names.filter((name) => name.scrollWidth > name.clientWidth).map((name) => name.innerHTML),
        );
      expect(cut).toEqual([]);
    }),
  );
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
