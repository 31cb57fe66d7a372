import type { Page } from 'playwright-core';

/** Signs somebody in, and waits for the first page that is theirs. */
export async function signIn(page: Page, person: { email: string; password: string }): Promise<void> {
  await page.goto('/');
  await page.getByLabel(/^E-mail/).fill(person.email);
  await page.locator('input[name=password]').fill(person.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.locator('#page h1').waitFor();
}
