import { afterEach, beforeEach } from 'vitest';
import { openScreens, type Screens } from './open-screens.ts';

/** For each test of a file the screens of a company of its own. */
export function screensOfEachTest(): Omit<Screens, 'close'> {
  let screens: Screens;
  beforeEach(async () => {
    screens = await openScreens();
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
    signIn: (page, person) => screens.signIn(page, person),
  };
}
