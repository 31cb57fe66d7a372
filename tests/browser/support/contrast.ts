import type axe from 'axe-core';

/** What is known of texts: the looks that had contrast enough. */
export type Contrast = { faults: axe.Result[]; passed: string[] };

/**
 * Runs in the browser: lets the checker compare the colours of each text with what lies behind it, which takes most of its
 * time. A text of the same colours, size and weight before the same backgrounds as one that passed is not asked about again.
 */
export async function checkContrast([within, known]: [string, string[]]): Promise<Contrast> {
  const { axe: checker } = window as unknown as { axe: typeof axe };
  const isClear = (colour: string) => colour === 'rgba(0, 0, 0, 0)';

  /** What paints behind or before a text without being around it: a panel that lies over the page. */
  const elsewhere = (element: Element, { left, top, width, height }: DOMRect): string[] => {
    const pile = document.elementsFromPoint(left + width / 2, top + height / 2);
    const own = pile.indexOf(element);
    return pile.flatMap((other, index) => {
      if (other.contains(element) || element.contains(other)) return [];
      const { backgroundColor, backgroundImage } = getComputedStyle(other);
      if (isClear(backgroundColor) && backgroundImage === 'none') return [];
      return [`${index < own ? 'over' : 'under'} ${backgroundColor} ${backgroundImage}`];
    });
  };
  const lookOf = (element: Element, box: DOMRect): string => {
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
    const parts = [color, fontSize, fontWeight, textShadow, element.matches(':disabled'), ...elsewhere(element, box)];
    for (let around: Element | null = element; around; around = around.parentElement) {
      const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode } = getComputedStyle(around);
      const paints = `${backgroundColor} ${backgroundImage} ${opacity} ${filter} ${mixBlendMode}`;
      if (paints !== 'rgba(0, 0, 0, 0) none 1 none normal') parts.push(paints);
    }
    return parts.join('|');
  };
  const hasText = (element: Element) =>
    element.matches('input, select, textarea') ||
    [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== '');

  const passed = new Set(known);
  const looks = new Map<string, Element[]>();
  for (const element of document.querySelectorAll(`:is(${within}), :is(${within}) *`)) {
    const box = element.getBoundingClientRect();
    // What is there for screen readers only is a dot.
    if (box.width <= 1 || box.height <= 1 || !hasText(element)) continue;
    const look = lookOf(element, box);
    if (!passed.has(look)) looks.set(look, [...(looks.get(look) ?? []), element]);
  }

  const faults: axe.Result[] = [];
  const check = async (elements: Element[]) => {
    if (elements.length === 0) return;
    const options = { runOnly: ['color-contrast'], elementRef: true, preload: false };
    const { violations, passes } = await checker.run(
      { include: elements as unknown as axe.ContextProp },
      options as axe.RunOptions,
    );
    faults.push(...violations);
    const right = new Set(passes.flatMap(({ nodes }) => nodes.map(({ element }) => element)));
    for (const [look, texts] of looks) if (texts.some((text) => right.has(text as HTMLElement))) passed.add(look);
  };
  // One of each look, and the others where it is none the checker has an opinion of.
  await check([...looks.values()].map(([first]) => first as Element));
  await check([...looks].filter(([look]) => !passed.has(look)).flatMap(([, [, ...others]]) => others));
  const inWords = faults.map(({ nodes, ...fault }) => ({
    ...fault,
    nodes: nodes.map(({ element: _, ...node }) => node),
  }));
  return { faults: inWords, passed: [...passed].slice(known.length) };
}
