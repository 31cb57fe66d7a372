import { useState } from 'react';
import { t } from '#web/i18n/words.ts';
import { Choice } from '#web/ui/choice.tsx';
import styles from './mail.module.css';

/** A mail as it is read: formatted, or as plain text. What it says is shown apart from the page, and can do nothing there. */
export function Mail(props: { subject: string; text: string; html: string; to?: string | null }) {
  const [part, setPart] = useState<'html' | 'text'>('html');
  return (
    <div className={styles.mail}>
      <div className={styles.head}>
        <div>
          <p className={styles.subject}>{props.subject}</p>
          {props.to && <p className="quiet small">{t('messages.to', { address: props.to })}</p>}
        </div>
        <Choice
          label={t('messages.part.label')}
          options={[
            { value: 'html', label: t('messages.part.html') },
            { value: 'text', label: t('messages.part.text') },
          ]}
          value={part}
          onChange={setPart}
        />
      </div>
      {part === 'html' ? (
        <iframe
          className={styles.frame}
          sandbox=""
          srcDoc={props.html}
          title={t('messages.mailOf', { subject: props.subject })}
        />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <pre className={styles.text} tabIndex={0}>
          {props.text}
        </pre>
      )}
    </div>
  );
}
