import { Button, TextInput } from '@mantine/core';
import { ScanLine } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { t } from '#web/i18n/words.ts';
import styles from './scan-box.module.css';
import { useScanner } from './use-scanner.ts';

type ScanBoxProps = {
  label: string;
  onScan: (code: string) => void;
  isBusy?: boolean;
  /** What came of the last scan. */
  says?: ReactNode;
};

/**
 * Takes what a scanner types, or a person: it has the focus when the page opens, acts on Enter, empties itself and keeps
 * the focus, so that the next scan lands in it too. A scan while another field has the focus lands here as well.
 */
export function ScanBox(props: ScanBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  useEffect(() => input.current?.focus({ preventScroll: true }), []);
  useScanner(props.onScan);
  return (
    <form
      className={styles.scan}
      data-takes-scans
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
