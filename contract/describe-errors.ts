import { ERRORS } from '#contract/errors.ts';

/** The error list of the documentation, as Markdown. */
export function describeErrors(): string {
  const rows = Object.entries(ERRORS)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { status, title, meaning }]) => `| \`${code}\` | ${status} | ${title} | ${meaning} |`);
  return `# Errors\n\nEvery refusal is problem+json (RFC 9457) with one of these codes. Generated from the registry.\n\n| code | status | title | meaning |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`;
}
