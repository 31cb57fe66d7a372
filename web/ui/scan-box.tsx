import { Button, TextInput } from '@mantine/core';
import { ScanLine } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { t } from '#web/i18n/words.ts';
import styles from './scan-box.module.css';

/**
 * Takes what a scanner types, or a person: it acts on Enter, empties itself and keeps the focus, so that the next scan
 * lands in it too.
 */
export function ScanBox(props: {
  label: string;
  onScan: (code: string) => void;
  isBusy?: boolean;
  /** What came of the last scan, when it led nowhere. */
  says?: ReactNode;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  return (
    <form
      className={styles.scan}
      onSubmit={(event) => {
        event.preventDefault();
        const code = text.trim();
        if (code === '') return;
        setText('');
        input.current?.focus();
        props.onScan(code);
      }}
    >
      <TextInput
        ref={input}
        className={styles.input}
        aria-label={props.label}
        placeholder={props.label}
        leftSection={<ScanLine size={18} aria-hidden />}
        value={text}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        enterKeyHint="go"
        maxLength={100}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={props.isBusy ?? false}>
        {t('receiving.find')}
      </Button>
      <div className={styles.says} role="status">
        {props.says}
      </div>
    </form>
  );
}
