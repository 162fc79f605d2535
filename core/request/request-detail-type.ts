/** Apart from its schema, which would weigh in a function that only puts it. */
export const PORTFOLIO_SHARE_REQUESTED = 'PortfolioShareRequested';
