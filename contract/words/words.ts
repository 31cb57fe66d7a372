/**
 * What fields mean, by name. `name` is a field wherever it stands, `Order.lines.outstanding` the field `outstanding` in `lines` of the
 * schema `Order`. The longest that fits is said.
 */
export type Words = Readonly<Record<string, string>>;

/** What the values of a choice mean: by field as in `Words`, then by value. */
export type Values = Readonly<Record<string, Readonly<Record<string, string>>>>;
