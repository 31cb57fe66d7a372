import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { openBrowser, openScreens, type Screens } from './open-screens.ts';

/** For each test of a file the screens of a company of its own, all in one browser. */
export function screensOfEachTest(): Omit<Screens, 'close'> {
  let browser: Browser;
  let screens: Screens;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    screens = await openScreens(browser);
  });
  afterEach(() => screens?.close());
  return {
    get company() {
      return screens.company;
    },
    get faults() {
      return screens.faults;
    },
    openPage: (look) => screens.openPage(look),
  };
}
