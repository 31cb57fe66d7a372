import { ERROR_FACTS } from '#contract/error-facts.ts';
import { ERRORS } from '#contract/errors.ts';

/** The error list of the documentation, as Markdown. */
export function describeErrors(): string {
  const rows = Object.entries(ERRORS)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([code, { status, title, meaning }]) => `| \`${code}\` | ${status} | ${title} | ${meaning} | ${factsOf(code)} |`,
    );
  return `# Errors\n\nEvery refusal is problem+json (RFC 9457) with one of these codes; its facts are further members of it. Generated from the registry.\n\n| code | status | title | meaning | facts |\n| --- | --- | --- | --- | --- |\n${rows.join('\n')}\n`;
}

function factsOf(code: string): string {
  const facts = (ERROR_FACTS as Record<string, Record<string, string>>)[code] ?? {};
  return Object.entries(facts)
    .map(([name, meaning]) => `\`${name}\`: ${meaning}`)
    .join('<br>');
}
