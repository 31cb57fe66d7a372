import type { Locator, Page } from 'playwright-core';

/** What a person does with a screen, and looks for on it, by the words that stand there. */
export function screenOf(page: Page) {
  const main = page.locator('main');
  const field = (name: string) => main.getByRole('textbox', { name });
  return {
    main,
    field,
    heading: main.getByRole('heading', { level: 1 }),
    /** The status and the flags beside the title. */
    badges: main.locator('header'),
    news: main.getByRole('status'),
    button: (name: string | RegExp) => main.getByRole('button', { name, exact: true }),

    async sees(words: string | RegExp, within: Locator = main): Promise<void> {
      await within.getByText(words).first().waitFor();
    },

    async fill(name: string, value: string): Promise<void> {
      await field(name).fill(value);
    },

    /** Types into a picker and takes the one that is found. */
    async pick(name: string, words: string): Promise<void> {
      await main.getByRole('combobox', { name }).fill(words);
      await main.locator('[role=option]:visible', { hasText: words }).click();
    },

    /** Goes somewhere by the menu, which a phone keeps folded. */
    async goTo(place: string): Promise<void> {
      const menu = page.getByRole('button', { name: 'Open the menu' });
      if (await menu.isVisible()) await menu.click();
      await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: place, exact: true }).click();
    },
  };
}
