/** From the plan to the customer; `cancelled` when everything on it was voided. */
export const SHIPMENT_STATUSES = ['planned', 'shipped', 'delivered', 'cancelled'] as const;
