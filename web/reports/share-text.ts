/** "94.5 %", a dash where there is nothing to measure. */
export const share = (of: number | null) => (of === null ? '–' : `${(of * 100).toFixed(1)} %`);
