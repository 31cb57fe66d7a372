import { fieldsOfDates, parametersOfDates, valuesOfDates } from '#contract/words/dates.ts';
import { valuesOfDecisions } from '#contract/words/decisions.ts';
import { fieldsOfDeliveries, parametersOfDeliveries, valuesOfDeliveries } from '#contract/words/deliveries.ts';
import { everywhere } from '#contract/words/everywhere.ts';
import { fieldsOfImports, parametersOfImports, valuesOfImports } from '#contract/words/imports.ts';
import { fieldsOfInvoices, parametersOfInvoices, valuesOfInvoices } from '#contract/words/invoices.ts';
import { fieldsOfMessages, parametersOfMessages, valuesOfMessages } from '#contract/words/messages.ts';
import { parameters as others } from '#contract/words/parameters.ts';
import { fieldsOfQuickbooks, parametersOfQuickbooks, valuesOfQuickbooks } from '#contract/words/quickbooks.ts';
import { recordsOfDemand } from '#contract/words/records-of-demand.ts';
import { recordsOfSupply } from '#contract/words/records-of-supply.ts';
import { fieldsOfReports, parametersOfReports, valuesOfReports } from '#contract/words/reports.ts';
import {
  fieldsOfSubstitutions,
  parametersOfSubstitutions,
  valuesOfSubstitutions,
} from '#contract/words/substitutions.ts';
import { values as otherValues } from '#contract/words/values.ts';

const fields = joined(
  everywhere,
  recordsOfDemand,
  recordsOfSupply,
  fieldsOfMessages,
  fieldsOfSubstitutions,
  fieldsOfDeliveries,
  fieldsOfReports,
  fieldsOfImports,
  fieldsOfDates,
  fieldsOfInvoices,
  fieldsOfQuickbooks,
);
const parameters = joined(
  others,
  parametersOfMessages,
  parametersOfSubstitutions,
  parametersOfDeliveries,
  parametersOfDates,
  parametersOfReports,
  parametersOfImports,
  parametersOfInvoices,
  parametersOfQuickbooks,
);
const values = joined(
  otherValues,
  valuesOfDecisions,
  valuesOfMessages,
  valuesOfSubstitutions,
  valuesOfDeliveries,
  valuesOfDates,
  valuesOfReports,
  valuesOfImports,
  valuesOfInvoices,
  valuesOfQuickbooks,
);

/** What a field of a schema means, by where it stands: `['Order', 'lines', 'outstanding']`. Undefined where nobody says it. */
export function wordsOfField(place: readonly string[]): string | undefined {
  return longest(place, fields);
}

/** What a parameter of an operation means. */
export function wordsOfParameter(operation: string, name: string): string | undefined {
  return longest([operation, name], parameters);
}

/** What each value of the choice at a place means; undefined where nobody says it. */
export function wordsOfValue(place: readonly string[], value: string): string | undefined {
  for (let start = 0; start < place.length; start += 1) {
    const said = values[place.slice(start).join('.')]?.[value];
    if (said !== undefined) return said;
  }
  return undefined;
}

/** Every name under which words are kept, so that a test finds those that describe nothing any more. */
export const allWords = { fields: Object.keys(fields), parameters: Object.keys(parameters), values };

function longest(place: readonly string[], words: Readonly<Record<string, string>>): string | undefined {
  for (let start = 0; start < place.length; start += 1) {
    const said = words[place.slice(start).join('.')];
    if (said !== undefined) return said;
  }
  return undefined;
}

/** The words of all capabilities. A name with two meanings says of which record each is. */
function joined<Said>(...parts: Readonly<Record<string, Said>>[]): Record<string, Said> {
  const names = parts.flatMap((part) => Object.keys(part));
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length > 0) throw new Error(`contract/words says twice what these mean: ${twice.join(', ')}`);
  return Object.assign({}, ...parts);
}
