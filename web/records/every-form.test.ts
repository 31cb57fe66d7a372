import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const web = join(import.meta.dirname, '..');

/** Where what is typed is no draft, and why. */
const KEPT_NOWHERE: Record<string, string> = {
  'accounts/forgotten-pages.tsx': 'a password',
  'accounts/password-page.tsx': 'a password',
  'accounts/sign-in-form.tsx': 'a password',
  'catalog/product-picker.tsx': 'what is looked for',
  'catalog/variant-picker.tsx': 'what is looked for',
  'customers/customer-picker.tsx': 'what is looked for',
  'purchasing/supplier-picker.tsx': 'what is looked for',
  'orders/entry/item-entry.tsx': 'what is looked for',
  'search/command-palette.tsx': 'what is looked for',
  'ui/record-picker.tsx': 'what is looked for',
  'ui/search-box.tsx': 'what is looked for; it stands in the address',
  'ui/scan-box.tsx': 'a code on its way into a count',
  'ui/quantity-field.tsx': 'a number on its way into a form',
  'messages/live-preview.tsx': 'where a test mail goes',
  'shipments/ride-form.tsx': 'nothing is typed',
  'ui/form.tsx': 'the frame itself',
};

const files = readdirSync(web, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.tsx') && !path.startsWith('gallery/') && !(path in KEPT_NOWHERE))
  .map((path) => ({ path, text: readFileSync(join(web, path), 'utf8') }));

test('what a field types goes into a form that keeps it, never into the state of a component', () => {
  const isFedByField = (text: string, set: string) =>
    new RegExp(`onChange=\\{(${set}\\}|\\((event|value|typed|written)\\) =>\\s+(void )?${set}\\()`).test(text) &&
    /<(TextInput|Textarea|NumberInput|PasswordInput|QuantityField)\b/.test(text);
  const typedInto = files.flatMap(({ path, text }) =>
    [...text.matchAll(/const \[\w+, (\w+)\] = useState/g)]
      .map(([, set]) => set as string)
      .filter((set) => isFedByField(text, set))
      .map((set) => `${path}: ${set}`),
  );
  expect(typedInto).toEqual([]);
});

test('every form keeps what is typed into it by the one rule', () => {
  const forms = files.filter(({ text }) => /<(form|FormFrame|ActForm|ActFieldsForm|RecordForm)\b/.test(text));
  const without = forms.filter(
    ({ text }) => !/\buseForm\b|\bform[:=]|\bform\?:|<RecordForm\b|\b(usePromising|useWay)\b/.test(text),
  );
  expect(forms.length).toBeGreaterThan(30);
  expect(without.map(({ path }) => path)).toEqual([]);
});
