import { test } from 'vitest';
import { createEveryQuestion, sendEveryQuestion } from '../support/every-question.ts';
import { openStage } from '../support/recipient-browser.ts';

test('x', async () => {
  const stage = await openStage();
  await sendEveryQuestion(stage.world, await createEveryQuestion(stage.world));
  const page = await stage.openNewestLink();
  for (const v of [
    { width: 390, height: 844 },
    { width: 1280, height: 900 },
  ]) {
    await page.setViewportSize(v);
    await page.reload();
    for (let i = 0; i < 34; i++) {
      await page.keyboard.press('Tab');
      const r = await page.evaluate(() => {
        const d = (globalThis as any).document;
        const e = d.activeElement;
        const b = e.getBoundingClientRect();
        const x = b.left + b.width / 2,
          y = b.top + b.height / 2;
        const t = d.elementFromPoint(x, y);
        return {
          ok: t && (e.contains(t) || t.contains(e)),
          s: JSON.stringify([
            e.localName,
            e.id,
            b.top,
            b.bottom,
            (globalThis as any).innerHeight,
            (globalThis as any).scrollY,
            t?.outerHTML.slice(0, 80),
          ]),
        };
      });
      if (!r.ok) {
        console.log('BAD', v.width, r.s);
        await page.screenshot({ path: `/tmp/shots/bar-${v.width}-${i}.png` });
      }
    }
  }
  await stage.close();
}, 60000);
