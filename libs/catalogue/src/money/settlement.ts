import type { MoneyBody } from './money-body.js';

/**
 * The last day of the settlement that a civil date falls into, itself included; undefined: the rule settles at any time.
 */
export function settlementDayOf(
  { settlementDays }: Pick<MoneyBody, 'settlementDays'>,
  date: string,
): string | undefined {
  if (settlementDays === undefined) return undefined;
  const year = Number(date.slice(0, 4));
  return [year, year + 1]
    .flatMap((each) => settlementDays.map((day) => `${each}-${day}`))
    .toSorted()
    .find((day) => day >= date);
}
