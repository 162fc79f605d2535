/** The source of our own repairs, which are ordinary requests. Only the stack's own account may use it. */
export const RECONCILIATION_SOURCE = 'foliocast.reconciliation';
