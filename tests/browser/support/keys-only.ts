import type { Page } from 'playwright-core';

/** A person without a mouse: they tab to what they want, and see at each stop where they are. */
export function keysOnly(page: Page) {
  const { keyboard } = page;
  const press = async (...keys: string[]) => {
    for (const key of keys) await keyboard.press(key);
  };
  /** Tabs on until something so called has the focus, which may be where they are already. */
  const tabTo = async (name: string | RegExp, most = 60): Promise<void> => {
    const passed: string[] = [];
    for (let step = 0; step <= most; step += 1) {
      const here = await page.evaluate(focused);
      if (here && !here.isSeen) throw new Error(`nobody sees that “${here.name}” has the focus at ${page.url()}`);
      if (here && (typeof name === 'string' ? here.name === name : name.test(here.name))) return;
      passed.push(here?.name ?? 'nothing');
      await keyboard.press('Tab');
    }
    throw new Error(`no way by Tab to ${name} at ${page.url()}: ${passed.join(' › ')}`);
  };
  return {
    press,
    tabTo,
    type: (words: string) => keyboard.type(words),
    /** Types over what a field says. */
    async fill(name: string | RegExp, words: string): Promise<void> {
      await tabTo(name);
      await press('Control+A');
      await keyboard.type(words);
    },
    async choose(name: string | RegExp): Promise<void> {
      await tabTo(name);
      await press('Enter');
    },
  };
}

/** Runs in the browser: what has the focus, by the name it is called, and whether it can be seen that it has. */
function focused(): { name: string; isSeen: boolean } | null {
  const element = document.activeElement as HTMLInputElement | null;
  if (!element || element === document.body) return null;
  // A border that turns to the accent has done so a moment later.
  for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
  const named = (element.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id));
  const words = [
    element.getAttribute('aria-label'),
    ...named.map((other) => other?.textContent),
    ...[...(element.labels ?? [])].map((label) => label.textContent),
    element.innerText,
  ];
  const name =
    words
      .find((text) => text?.trim())
      ?.replace(/\s+/g, ' ')
      .trim() ?? '';
  const accent = document.createElement('i');
  accent.style.color = 'var(--accent)';
  document.body.append(accent);
  const { color } = getComputedStyle(accent);
  accent.remove();
  const around = [element, element.parentElement, element.nextElementSibling, element.closest('tr')];
  const isMarked = around.some((one) => {
    if (!one) return false;
    const { outlineStyle, boxShadow, borderTopColor } = getComputedStyle(one);
    return outlineStyle !== 'none' || boxShadow !== 'none' || borderTopColor === color;
  });
  const { top, bottom, width } = element.getBoundingClientRect();
  const isInSight = width > 0 && bottom > 0 && top < innerHeight;
  // A heading has the focus for whoever hears the page, and is no stop.
  return { name, isSeen: element.tabIndex < 0 || (isMarked && isInSight) };
}
