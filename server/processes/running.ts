/** A part of the product at work, until it is told to end. */
export type Running = { stop(): Promise<void> };

export const say = (message: string) => console.log(`  ${message}`);
