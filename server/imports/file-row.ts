/** A row of a file: the line it ends on, and its cells. */
export type FileRow = { line: number; cells: string[] };

/** What a file turned out to be that cannot be read, in a sentence. */
export class UnreadableFile extends Error {}
