import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { en } from '#web/i18n/en.ts';
import { ButtonLink } from '#web/ui/button-link.ts';
import { Card, Ends } from '#web/ui/card.tsx';
import { useCompany } from '#web/ui/company.ts';
import { DayOr, DayText, InstantText } from '#web/ui/date-text.tsx';
import { Figure, Figures } from '#web/ui/figures.tsx';
import { type FlagName, FlagSign, Flags } from '#web/ui/flags.tsx';
import { Money } from '#web/ui/money.tsx';
import { Columns, Fact, Facts, Section } from '#web/ui/page.tsx';
import { Quantity, QuantityOrDash } from '#web/ui/quantity.tsx';
import { SideList } from '#web/ui/side-list.tsx';
import { type Status, StatusBadge } from '#web/ui/status-badge.tsx';
import { TabCount, TabList } from '#web/ui/tab-list.tsx';
import { TwoLines, UpToTwoLines } from '#web/ui/two-lines.tsx';
import styles from './gallery-page.module.css';
import { Specimen } from './specimen.tsx';

const statuses = Object.keys(en.status) as Status[];
const flags = Object.keys(en.flag) as FlagName[];

/** What is said of a record: statuses, flags, figures, dates, amounts. */
export function WordSpecimens() {
  return (
    <>
      <Specimen of="StatusBadge">
        <div className={styles.many}>
          {statuses.map((status) => (
            <StatusBadge key={status} status={status} />
          ))}
        </div>
      </Specimen>
      <Specimen of="Flags FlagSign">
        <div className={styles.stack}>
          <Flags of={Object.fromEntries(flags.map((name) => [name, true]))} />
          <div className={styles.many}>
            {flags.map((name) => (
              <FlagSign key={name} name={name} />
            ))}
          </div>
        </div>
      </Specimen>
      <Specimen of="ButtonLink">
        <div className={styles.many}>
          <Button>Primary</Button>
          <Button variant="default">Secondary</Button>
          <Button disabled>Disabled</Button>
          <Button loading>Busy</Button>
          <ButtonLink to="/gallery">Leads somewhere</ButtonLink>
          <button type="button" className="link">
            In a sentence
          </button>
        </div>
      </Specimen>
      <Specimen of="Figures Figure">
        <Figures label="Figures">
          <Link to="/gallery">
            <Figure name="Open value" value="$12,340.50" />
          </Link>
          <Link to="/gallery" hash="overdue">
            <Figure name="Overdue" value="7" past />
          </Link>
          <Link to="/gallery" hash="loading">
            <Figure name="On its way" value={undefined} />
          </Link>
        </Figures>
      </Specimen>
      <Specimen of="TabList TabCount">
        <div className={styles.stack}>
          <TabList label="Lists" size="large">
            <Link to="/gallery">Orders</Link>
            <Link to="/gallery" hash="elsewhere" activeOptions={{ includeHash: true }}>
              Backorders
            </Link>
          </TabList>
          <TabList label="Views">
            <Link to="/gallery">
              Open <TabCount of={31} />
            </Link>
            <Link to="/gallery" hash="all" activeOptions={{ includeHash: true }}>
              All <TabCount of={10_001} />
            </Link>
            <Link to="/gallery" hash="waits" activeOptions={{ includeHash: true }}>
              Not counted <TabCount of={undefined} />
            </Link>
          </TabList>
        </div>
      </Specimen>
      <Specimen of="SideList">
        <SideList
          label="Pages"
          links={[
            <Link key="here" to="/gallery">
              This page
            </Link>,
            <Link key="other" to="/gallery" hash="other" activeOptions={{ includeHash: true }}>
              Another page
            </Link>,
          ]}
        >
          <p>What the page shows.</p>
        </SideList>
      </Specimen>
      <AmountSpecimens />
    </>
  );
}

/** Dates, amounts, and what holds a few of them together. */
function AmountSpecimens() {
  const { today } = useCompany();
  return (
    <>
      <Specimen of="DayText DayOr InstantText">
        <div className={styles.many}>
          <DayText on={today} />
          <DayText on="2031-12-02" />
          <DayOr on={null} otherwise="No date" />
          <InstantText at={`${today}T14:05:00.000Z`} />
        </div>
      </Specimen>
      <Specimen of="Quantity QuantityOrDash Money">
        <div className={styles.many}>
          <Quantity of={51} unitsPerCase={12} />
          <Quantity of={48} unitsPerCase={12} />
          <Quantity of={7} unitsPerCase={1} />
          <QuantityOrDash of={0} unitsPerCase={12} />
          <Money of={{ amount: '1234.50', currency: 'USD' }} />
          <Money of={{ amount: '0.1275', currency: 'USD' }} />
        </div>
      </Specimen>
      <Specimen of="Card Ends TwoLines UpToTwoLines">
        <div className={styles.stack}>
          <Card title="BO-1001" status={<StatusBadge status="ready_to_fulfill" />}>
            <div>Malbec Reserva 2021</div>
            <Ends>
              <span className="quiet small">Outstanding 4 cs + 3</span>
              <Money of={{ amount: '637.50', currency: 'USD' }} />
            </Ends>
          </Card>
          <div>
            <TwoLines
              first="A name that is longer than the place it stands in, so that its end has to be read as a title"
              second="MALBEC-21 · 12 per case"
            />
            <UpToTwoLines first="A name that may take both lines" second="MALBEC-21 · 12 per case" aside="+2" />
          </div>
        </div>
      </Specimen>
      <Specimen of="Columns Section Facts Fact">
        <Columns
          main={
            <Section title="A section" note="a note beside it" actions={<Button variant="default">Act</Button>}>
              <p>What it holds.</p>
            </Section>
          }
          aside={
            <Section title="Beside it">
              <Facts>
                <Fact name="Terms">Net 30</Fact>
                <Fact name="Left out">{null}</Fact>
              </Facts>
            </Section>
          }
        />
      </Specimen>
    </>
  );
}
