import { groupBy } from '#domain/group-by.ts';
import { createShipment } from '../fulfillment/create-shipment.ts';
import { departShipment } from '../fulfillment/depart-shipment.ts';
import { asked, askedOf, type DemoCompany, doTogether } from './demo-company.ts';
import { warehousePerson } from './warehouse-person.ts';

/** The most stops the trucks are loaded for; the rest of what is picked still stands on the dock. */
const MOST_STOPS = 9;
/** So many of them are still planned; the others have left. */
const STILL_PLANNED = 2;

type Row = { id: string; customer_id: string; route_id: string };

/** On the last day our trucks are on their way: what is picked for customers of a route goes there together. */
export async function loadTrucks(demo: DemoCompany): Promise<void> {
  const { rows } = await demo.database.query<Row>(PICKED);
  const stops = [...groupBy(rows, ({ customer_id }) => customer_id).values()].slice(0, MOST_STOPS);
  const by = { viewer: warehousePerson(demo, 'trucks'), now: demo.calendar.instant(demo.calendar.today, 0.99) };
  const planned = await doTogether(
    demo,
    stops.map((picked) => {
      const body = {
        fulfillmentIds: picked.map(({ id }) => id),
        routeId: picked[0]?.route_id as string,
        deliveryOn: demo.calendar.today,
      };
      return { ...by, useCase: (viewer, work) => createShipment(viewer, asked(body), work) };
    }),
  );
  for (const { id } of planned.slice(0, -STILL_PLANNED)) {
    await doTogether(demo, [
      { ...by, useCase: (viewer, work) => departShipment(viewer, askedOf(id, undefined), work) },
    ]);
  }
}

const PICKED = `
  select f.id, f.customer_id, t.route_id
  from fulfillments f
  join lateral (select s.route_id from route_stops s where s.customer_id = f.customer_id order by s.route_id limit 1) t on true
  where f.status in ('picked', 'packed') and f.shipment_id is null
    and not exists (select from put_back_tasks p join fulfillment_lines l on l.id = p.fulfillment_line_id
      where l.fulfillment_id = f.id and p.done_at is null)
  order by t.route_id, f.id`;
