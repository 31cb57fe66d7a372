import type { Page } from 'playwright-core';

/** A person's acts on a page, counted: a click, a key that does something, a field that is typed into are one each. */
export function actsOn(page: Page) {
  const main = page.locator('main');
  let acts = 0;
  return {
    main,
    count: () => acts,
    async type(label: string, words: string): Promise<void> {
      acts += 1;
      await main
        .getByLabel(new RegExp(`^${label}`))
        .first()
        .fill(words);
    },
    async press(key: string): Promise<void> {
      acts += 1;
      await page.keyboard.press(key);
    },
    async click(role: 'button' | 'link' | 'checkbox', name: string): Promise<void> {
      acts += 1;
      await main.getByRole(role, { name }).first().click();
    },
  };
}
