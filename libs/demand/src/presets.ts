/** Reopenings anyone concerned may state; beyond them hub or authority decide (domain §5.8). */
export const FREE_REOPENINGS = 2;

/** Limits on what may grow in one demand. */
export const DEMAND_LIMITS = { forwards: 20, referrals: 50, matches: 50, reopenings: 20, comments: 200 } as const;
