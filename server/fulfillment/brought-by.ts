/** Whether a fulfillment `f` is brought by a driver, the parameter; anybody's where that is null. */
export const isBroughtBy = (driver: string) => `(${driver}::bigint is null or exists (
  select from shipments way join routes driven on driven.id = way.route_id where way.id = f.shipment_id and driven.driver_id = ${driver}))`;
