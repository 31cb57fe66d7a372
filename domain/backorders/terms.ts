/** What a backorder takes over from its order, and may be given for itself (rule 20). */
export const BACKORDER_TERMS = ['deliveryAddress', 'requestedOn', 'shipPolicy', 'notes'] as const;
