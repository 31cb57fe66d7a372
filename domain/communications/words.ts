/** How a customer was reached. */
export const COMMUNICATION_METHODS = ['phone', 'email', 'in_person', 'other'] as const;

/** How a customer took what they were told. */
export const REACTIONS = ['satisfied', 'neutral', 'unhappy'] as const;
