import type { Viewer } from '../platform/viewer.ts';
import type { DemoCompany } from './demo-company.ts';

/** Who of the warehouse does a piece of work. */
export function warehousePerson(demo: DemoCompany, subject: string): Viewer {
  const { warehouse } = demo.people;
  return warehouse[Math.floor(demo.chances.fraction('warehouse person', subject) * warehouse.length)] as Viewer;
}
