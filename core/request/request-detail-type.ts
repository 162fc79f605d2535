/** Apart from its schema, which would make functions larger that only put the event. */
export const PORTFOLIO_SHARE_REQUESTED = 'PortfolioShareRequested';
