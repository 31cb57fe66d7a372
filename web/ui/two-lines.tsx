import type { ReactNode } from 'react';
import styles from './two-lines.module.css';

/** A cell of two lines: what it is, and quietly what belongs to it. What does not fit can be read as a title. */
export function TwoLines({ first, second }: { first: ReactNode; second: ReactNode }) {
  return (
    <>
      <div className={styles.line} title={typeof first === 'string' ? first : undefined}>
        {first}
      </div>
      <div className={`${styles.line} quiet small`}>{second}</div>
    </>
  );
}

/** A name of so many characters may need both lines of a narrow column. */
const LONG = 24;

/**
 * A cell of two lines whose first may take both: a long name is read whole where there is room, and what belongs to it gives
 * way. `end` is how the name ends, which is not cut in a narrow column; `aside` stands at the end of the second line
 * whatever happens.
 */
export function UpToTwoLines(props: {
  first: ReactNode;
  end?: string | undefined;
  second: ReactNode;
  aside?: ReactNode;
}) {
  const { first, second, aside } = props;
  const name = typeof first === 'string' ? first : undefined;
  const end = name && name.length > LONG ? props.end : undefined;
  return (
    <div className={styles.upToTwo} title={name}>
      {(aside || end) && <span className={styles.firstLine} aria-hidden />}
      {(aside || end) && (
        <span className={styles.aside}>
          {end && <span className={styles.end}>{end}</span>} {aside}
        </span>
      )}
      <div>{name && end ? <Ending name={name} end={end} /> : first}</div>
      <div className="quiet small">{second}</div>
    </div>
  );
}

const BEFORE_END = ' · ';

/** A name whose end stands aside in a narrow column. */
function Ending({ name, end }: { name: string; end: string }) {
  return (
    <>
      {name.slice(0, -(end.length + BEFORE_END.length))} <span className={styles.inline}>· {end}</span>
    </>
  );
}
