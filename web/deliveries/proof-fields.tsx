import { Button, FileButton } from '@mantine/core';
import { useRef, useState } from 'react';
import { t } from '#web/i18n/words.ts';
import styles from './deliveries.module.css';
import { pictureOf } from './picture.ts';

type Proof = { kind: 'photo' | 'signature'; image: string };

/** A signature or a photo of what was handed over, as little data as shows it. */
export function useProof() {
  const [proof, setProof] = useState<Proof | null>(null);
  const [problem, setProblem] = useState(false);
  async function take(file: File | null) {
    if (!file) return;
    const image = await pictureOf(file);
    setProblem(image === null);
    if (image) setProof({ kind: 'photo', image });
  }
  const fields = (
    <div className={styles.proof}>
      {proof?.kind === 'photo' ? (
        <img src={proof.image} alt={t('driver.photoTaken')} className={styles.photo} />
      ) : (
        <SignaturePad onSigned={(image) => setProof({ kind: 'signature', image })} isSigned={proof !== null} />
      )}
      {problem && <p role="alert">{t('driver.noPhoto')}</p>}
      <div className={styles.ways}>
        <FileButton onChange={(file) => void take(file)} accept="image/*" inputProps={{ capture: 'environment' }}>
          {(props) => (
            <Button variant="default" {...props}>
              {t('driver.photo')}
            </Button>
          )}
        </FileButton>
        <Button variant="subtle" disabled={proof === null} onClick={() => setProof(null)}>
          {t('driver.clear')}
        </Button>
      </div>
    </div>
  );
  return { given: proof, fields };
}

/** Room to sign with a finger. What is drawn is dark on white, whatever the screen looks like. */
function SignaturePad({ onSigned, isSigned }: { onSigned: (image: string) => void; isSigned: boolean }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isDrawing = useRef(false);
  const at = ({ clientX, clientY }: React.PointerEvent) => {
    const { left, top, width, height } = (canvas.current as HTMLCanvasElement).getBoundingClientRect();
    return [((clientX - left) / width) * 600, ((clientY - top) / height) * 240] as const;
  };
  function begin(event: React.PointerEvent) {
    const pen = canvas.current?.getContext('2d');
    if (!pen) return;
    if (!isSigned) pen.clearRect(0, 0, 600, 240);
    event.currentTarget.setPointerCapture(event.pointerId);
    isDrawing.current = true;
    Object.assign(pen, { lineWidth: 4, lineCap: 'round', strokeStyle: '#111' });
    pen.beginPath();
    pen.moveTo(...at(event));
  }
  function draw(event: React.PointerEvent) {
    const pen = canvas.current?.getContext('2d');
    if (!isDrawing.current || !pen) return;
    pen.lineTo(...at(event));
    pen.stroke();
  }
  function end() {
    if (!isDrawing.current) return;
    isDrawing.current = false;
    onSigned(canvas.current?.toDataURL('image/png') ?? '');
  }
  return (
    <div>
      <p className="quiet small">{t('driver.sign')}</p>
      <canvas
        ref={canvas}
        width={600}
        height={240}
        className={styles.pad}
        role="img"
        aria-label={t('driver.signature')}
        onPointerDown={begin}
        onPointerMove={draw}
        onPointerUp={end}
        onPointerCancel={end}
      />
    </div>
  );
}
