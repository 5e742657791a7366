import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';

interface Axe {
  readonly run: (part: string | Document, options: object) => Promise<AxeOutcome>;
}

interface AxeOutcome {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

declare global {
  interface Window {
    axe?: Axe;
  }
}

/** Read by the page itself: to hand it over anew for each of a hundred screens takes longer than what it does. */
const axeSource = readFile(
  createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright')).resolve(
    'axe-core/axe.min.js',
  ),
  'utf8',
);

/** What axe finds to mend in the page or in a part of it (a CSS selector), as it is now, by all rules or by those given. */
export const axeFaults = async (
  page: Page,
  { part, rules }: { readonly part?: string; readonly rules?: readonly string[] } = {},
): Promise<readonly (readonly string[])[]> => {
  await atRest(page);
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(await axeSource);
  return page.evaluate(
    async ({ selector, only }) => {
      if (window.axe === undefined) throw new Error('axe is not there');
      // A menu lies over the page, in no landmark, keeps the focus in it and hides the rest from screen readers
      // meanwhile. axe knows that of dialogs, of menus it does not.
      const enabled = document.querySelector('[role=menu]') === null;
      const hiddenByMenu = ['region', 'aria-hidden-focus', 'landmark-one-main', 'page-has-heading-one'];
      const { violations } = await window.axe.run(selector ?? document, {
        resultTypes: ['violations'],
        ...(only === undefined ? {} : { runOnly: only }),
        rules:
          only === undefined
            ? {
                'target-size': { enabled: true },
                ...Object.fromEntries(hiddenByMenu.map((rule) => [rule, { enabled }])),
              }
            : {},
      });
      return violations.map(({ id, nodes }) => [
        id,
        ...nodes.map(({ html, failureSummary }) => `${html.slice(0, 240)} ${failureSummary}`),
      ]);
    },
    { selector: part, only: rules },
  );
};

/** Fails where axe finds a fault in a part of the page (a CSS selector), as it is now. */
export const isAccessible = async (page: Page, part: string): Promise<void> => {
  expect(await axeFaults(page, { part })).toEqual([]);
};

/**
 * Ends what moves or changes its colour: a colour on its way to another one has no contrast to speak of. It is ended
 * rather than waited for: an animation that Chromium does not draw (out of sight, or held up) never finishes by itself.
 */
export const atRest = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const moving = () =>
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
        .filter(({ playState }) => playState !== 'finished');
    // What ends may begin the next one (a dialog that leaves gives its colours back), in the frame after.
    for (let round = 0; round < 10 && moving().length > 0; round += 1) {
      for (const animation of moving()) animation.finish();
      await new Promise((resolve) => {
        requestAnimationFrame(resolve);
        setTimeout(resolve, 100);
      });
    }
  });
