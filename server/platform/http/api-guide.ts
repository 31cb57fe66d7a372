/** What holds for every operation, as the API document begins. */
export const API_GUIDE = `Backorder management for wholesale distributors: orders, what could not be filled of them, when it can, and who gets stock first.

**Keys.** Send \`Authorization: Bearer <API key>\`. An administrator makes keys under Settings, API keys. Each operation names the permission it needs.

**Values.** Quantities are whole base units. Money is a decimal text with its currency. Days are \`YYYY-MM-DD\` in the time zone of the company, instants RFC 3339 in UTC. Ids are whole numbers as text. A field that is \`null\` has no value. An answer may gain fields: ignore those you do not know. Send only what is documented: any other field or parameter is refused with 422 and the near name.

**Lists** answer \`data\` and \`nextCursor\`. Give the cursor back as \`cursor\`, under the same filters and the same \`sort\`, until it is null. \`limit\` is 50 unless said otherwise, and at most 200.

**Trying again.** Every POST takes an \`Idempotency-Key\`: a text of your own, new for each intent, required where stock or money moves. The same key with the same body answers what the first one answered and does nothing, also while the first is still under way. The same key with another body is \`idempotency_key_reused\`. A key is kept for seven days; a refused request leaves its key free, so that you can mend it and send it again. After 429, 503 or no answer at all, send again with the same key when the seconds in \`Retry-After\` have passed.

**Two at once.** An answer with \`version\` has the same as its \`ETag\`. Send it back as \`If-Match\` with a PATCH: when somebody changed the record since, the answer is 412 \`changed_meanwhile\`, with who changed what. Without \`If-Match\` the change is made to whatever is there.

**Refusals** are problem+json (RFC 9457). Decide by \`code\`, which never changes its meaning; \`errors\` points at the fields at fault, and the facts beside it say how things stand. A refused request stores nothing. Every answer has a \`Request-Id\`: name it when you ask for help.

**Changes of this API.** Within \`v1\` fields, parameters, values of choices and codes are added. What was renamed before the first release stands in docs/api-changes.md.`;
