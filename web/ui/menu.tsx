import { Button } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import { type ReactNode, useId, useRef, useState } from 'react';
import styles from './menu.module.css';
import { useDismiss } from './use-dismiss.ts';

/** A button that shows a short list of choices below it. Escape and a click elsewhere close it. */
export function Menu(props: { label: string; icon?: ReactNode; children: (close: () => void) => ReactNode }) {
  const [isOpen, setIsOpen] = useState(false);
  const whole = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  useDismiss({ isOpen, whole, returnTo: button, onClose: () => setIsOpen(false) });
  return (
    <div ref={whole} className={styles.whole}>
      <Button
        ref={button}
        variant="default"
        leftSection={props.icon}
        rightSection={<ChevronDown size={14} aria-hidden />}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
      >
        {props.label}
      </Button>
      {isOpen && (
        <ul id={id} className={styles.list} aria-label={props.label}>
          {props.children(() => setIsOpen(false))}
        </ul>
      )}
    </div>
  );
}
