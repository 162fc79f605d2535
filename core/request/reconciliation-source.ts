/** As which source our repairs come in by the front door; only our own account may claim it. */
export const RECONCILIATION_SOURCE = 'foliocast.reconciliation';
