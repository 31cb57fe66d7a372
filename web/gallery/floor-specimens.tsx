import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Floor, FloorActs } from '#web/ui/floor.tsx';
import { Menu } from '#web/ui/menu.tsx';
import { ScanBox } from '#web/ui/scan-box.tsx';
import { SidePanel } from '#web/ui/side-panel.tsx';
import styles from './gallery-page.module.css';
import { Specimen } from './specimen.tsx';

/** What is worked with in the warehouse, and what opens beside a list or below a button. */
export function FloorSpecimens() {
  const [scanned, setScanned] = useState<string | null>(null);
  const [isBeside, setIsBeside] = useState(false);
  return (
    <>
      <Specimen of="Floor FloorActs ScanBox">
        <Floor>
          <div className={styles.stack}>
            <ScanBox label="Scan an item" onScan={setScanned} says={scanned && `Nothing is called ${scanned}.`} />
            <ScanBox label="Scan, while it is looked for" onScan={setScanned} isBusy />
            <TextInput label="Picked" defaultValue="4 cs + 3" />
            <FloorActs>
              <Button>Record pick</Button>
              <Button variant="default">Short</Button>
            </FloorActs>
          </div>
        </Floor>
      </Specimen>
      <Specimen of="Menu">
        <Menu label="More">
          {(close) => (
            <li>
              <button type="button" className="link" onClick={close}>
                A choice
              </button>
            </li>
          )}
        </Menu>
      </Specimen>
      <Specimen of="SidePanel">
        <Button variant="default" onClick={() => setIsBeside(true)}>
          Open beside
        </Button>
        {isBeside && (
          <SidePanel
            label="A record beside its list"
            heading="BO-1001"
            tools={
              <Button variant="default" onClick={() => setIsBeside(false)}>
                Close it
              </Button>
            }
          >
            <p>What is known of it.</p>
          </SidePanel>
        )}
      </Specimen>
    </>
  );
}
