import { Button } from '@mantine/core';
import { useState } from 'react';
import { ProblemError } from '#web/api/problem-error.ts';
import { NotSaved } from '#web/records/changed-meanwhile.tsx';
import { editSentences } from '#web/records/record-form.tsx';
import { Choice } from '#web/ui/choice.tsx';
import { ChoiceList } from '#web/ui/choice-list.tsx';
import { Field, type Look } from '#web/ui/fields.tsx';
import { ActButtons, ActForm, FieldRow, FormButtons } from '#web/ui/form.tsx';
import { NarrowSelect } from '#web/ui/narrow-select.tsx';
import { QuantityField } from '#web/ui/quantity-field.tsx';
import { QuantityLine, QuantityLines } from '#web/ui/quantity-lines.tsx';
import { RecordPicker } from '#web/ui/record-picker.tsx';
import { Tick } from '#web/ui/tick.tsx';
import styles from './gallery-page.module.css';
import { Specimen } from './specimen.tsx';

const looks: [Look, unknown][] = [
  [{ kind: 'text', label: 'Text', maxLength: 40, required: true }, 'Malbec'],
  [{ kind: 'long', label: 'Long text', maxLength: 400 }, null],
  [{ kind: 'choice', label: 'Choice', choices: [{ value: 'vip', label: 'VIP' }], none: 'As the company' }, null],
  [{ kind: 'number', label: 'Number', description: 'How many make a case.', min: 1, max: 100 }, 12],
  [
    { kind: 'money', label: 'Amount', currency: 'USD' },
    { amount: '12.50', currency: 'USD' },
  ],
  [{ kind: 'date', label: 'Date' }, '2031-12-02'],
  [{ kind: 'tick', label: 'Tick', description: 'What follows from it.' }, true],
  [{ kind: 'days', label: 'Days' }, [1, 2, 3, 4, 5]],
  [
    { kind: 'address', label: 'Address' },
    { line1: '1 Main Street', city: 'Ames' },
  ],
];

const late = new ProblemError({
  code: 'changed_meanwhile',
  facts: {
    version: 3,
    changes: [
      {
        actor: 'user:7 Ada Bell',
        at: '2031-12-02T14:05:00.000Z',
        action: 'product.update',
        changes: { name: { from: 'Malbec', to: 'Malbec Reserva' } },
      },
    ],
  },
});

/** What takes an answer, with and without one, right and wrong. */
export function FormSpecimens() {
  const [rule, setRule] = useState<'one' | 'two'>('one');
  const [units, setUnits] = useState<number | null>(51);
  const [isSet, setIsSet] = useState(true);
  return (
    <>
      <Specimen of="Field DayField">
        <div className={styles.stack}>
          <FieldRow>
            {looks.map(([look, value]) => (
              <Specimened key={look.label} look={look} first={value} />
            ))}
          </FieldRow>
          <FieldRow>
            {looks.slice(0, 6).map(([look]) => (
              <Specimened
                key={look.label}
                look={{ ...look, label: `${look.label}, wrong` }}
                first={null}
                error="Is missing."
              />
            ))}
          </FieldRow>
        </div>
      </Specimen>
      <ActSpecimen />
      <Specimen of="ChoiceList">
        <div className={styles.stack}>
          {[true, false].map((mayChoose) => (
            <ChoiceList
              key={String(mayChoose)}
              label="A rule"
              choices={[
                { value: 'one', label: 'At partial fulfillment', consequence: 'What is short becomes a backorder.' },
                { value: 'two', label: 'Never', consequence: 'Shortages stay on the order.' },
              ]}
              chosen={rule}
              mayChoose={mayChoose}
              onChoose={setRule}
            />
          ))}
        </div>
      </Specimen>
      <Specimen of="NarrowSelect">
        <NarrowSelect
          label="Reason"
          any="Any reason"
          value={rule}
          options={[
            { value: 'one', label: 'At partial fulfillment' },
            { value: 'two', label: 'Never' },
          ]}
          onChange={(value) => setRule(value ?? 'one')}
        />
      </Specimen>
      <Specimen of="Choice">
        <div className={styles.stack}>
          {[true, false].map((showsLabel) => (
            <Choice
              key={String(showsLabel)}
              label="Direction"
              showsLabel={showsLabel}
              options={[
                { value: 'one', label: 'We called' },
                { value: 'two', label: 'They called' },
              ]}
              value={rule}
              onChange={setRule}
            />
          ))}
        </div>
      </Specimen>
      <Specimen of="QuantityField">
        <FieldRow>
          <QuantityField label="Quantity" value={units} unitsPerCase={12} onChange={setUnits} />
          <QuantityField
            label="Refused"
            value={60}
            unitsPerCase={12}
            onChange={() => {}}
            error="Only 4 cs are there."
          />
          <QuantityField label="Closed" value={3} unitsPerCase={12} onChange={() => {}} disabled />
        </FieldRow>
      </Specimen>
      <Specimen of="QuantityLines QuantityLine">
        <QuantityLines label="Lines of a form">
          <QuantityLine
            name="Malbec"
            item="Malbec Reserva 2021"
            facts="4 cs reserved"
            fields={<QuantityField label="Picked" value={units} unitsPerCase={12} onChange={setUnits} />}
            outcome="4 cs + 3 picked, nothing stays open"
          />
          <QuantityLine
            name="Cahors"
            item="Cahors 2020"
            fields={<QuantityField label="Picked" value={12} unitsPerCase={12} onChange={() => {}} />}
            error="Only 6 can be had."
          />
        </QuantityLines>
      </Specimen>
      <Specimen of="RecordPicker">
        <div className={styles.stack}>
          <Picker label="Found" items={[{ id: '1', name: 'Corner Shop (A-1)' }]} />
          <Picker label="Searching" items={undefined} />
          <Picker label="Failed" items={undefined} problem="The server cannot be reached." />
        </div>
      </Specimen>
      <Specimen of="Tick">
        <div className={styles.many}>
          <Tick label="With words" isSet={isSet} onSet={setIsSet} />
          <Tick name="Without words" isSet={!isSet} onSet={(set) => setIsSet(!set)} />
          <Tick label="Closed" isSet disabled onSet={() => {}} />
        </div>
      </Specimen>
    </>
  );
}

function Specimened({ look, first, error }: { look: Look; first: unknown; error?: string }) {
  const [value, setValue] = useState(first);
  return <Field look={look} value={value} onChange={setValue} error={error} />;
}

type Named = { id: string; name: string };

function Picker(props: { label: string; items: readonly Named[] | undefined; problem?: string }) {
  const [chosen, setChosen] = useState<Named | null>(props.items?.[0] ?? null);
  return (
    <RecordPicker
      label={props.label}
      placeholder="Name or number"
      chosen={chosen}
      onChoose={setChosen}
      found={{ items: props.items, problem: props.problem ?? null, isOutdated: false }}
      onSearch={() => {}}
      says={({ name }) => name}
    />
  );
}

/** A form that began with what was typed before, and that somebody else was faster with. */
function ActSpecimen() {
  return (
    <Specimen of="ActForm FormFrame Restored FieldRow FormButtons ActButtons">
      <ActForm title="A form" note="What it does." onStartOver={() => {}} onSubmit={() => {}}>
        <NotSaved
          error={late}
          says={(change) =>
            editSentences(change, { name: { kind: 'text', label: 'Name', maxLength: 10 } }, { name: 'Malbec 2021' })
          }
          isBusy={false}
          onSaveMine={() => {}}
          onTakeTheirs={() => {}}
        />
        <FormButtons>
          <Button variant="default">Look first</Button>
        </FormButtons>
        <ActButtons act="Save" onClose={() => undefined} />
      </ActForm>
    </Specimen>
  );
}
