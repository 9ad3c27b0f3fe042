import { isCivilDate, type RecordedEvent } from '#kernel';
import type { Measurement, MeasurementRow } from './measurement.js';
import type { Declaration } from './projection.js';

/** A measurement with the event it is about, before a place in the log makes it a row. */
export interface Stated extends Measurement {
  readonly originId: string;
  readonly sign: 1 | -1;
}

/** Checks what a projection measured against what it declares; throws what is wrong with it, which parks the stream. */
export function stated(
  measurement: Measurement,
  originId: string,
  { measures }: Pick<Declaration, 'measures'>,
): Stated {
  const { measure, amount, occurredOn, dims } = measurement;
  if (!Number.isSafeInteger(amount)) throw new TypeError(`${measure} has amount ${amount}, not a safe integer`);
  if (!isCivilDate(occurredOn)) throw new TypeError(`${measure} counts for ${occurredOn}, not a civil date`);
  const declared = measures?.[measure];
  if (declared === undefined) throw new TypeError(`${measure} is no measure that is declared`);
  for (const [name, value] of Object.entries<unknown>(dims)) {
    const isDeclared = declared.cuts.includes(name) || declared.also?.includes(name) === true;
    if (!isDeclared || (value !== undefined && typeof value !== 'string'))
      throw new TypeError(`${measure} has no dimension ${name} with a ${typeof value}`);
  }
  return { measure, amount, occurredOn, dims, originId, sign: amount < 0 ? -1 : 1 };
}

/** Gives statements their place: the rows of `event`. */
export const toRows = (statements: readonly Stated[], event: RecordedEvent): readonly MeasurementRow[] =>
  statements.map(({ measure, amount, sign, occurredOn, dims, originId }, n) => ({
    measure,
    amount,
    sign,
    occurredOn,
    dims,
    originId,
    n,
    position: event.position,
    eventId: event.id,
    stream: event.stream,
  }));

/**
 * What must be added to the `standing` rows of a stream so that they amount to the `expected` statements: what no longer
 * holds is taken back whole and what holds now is stated whole, so that counts and percentiles come out right too, not
 * only sums. Statements are the same when they agree in origin, measure, dimensions, day and size.
 */
export function difference(expected: readonly Stated[], standing: readonly Stated[]): readonly Stated[] {
  const lacking = new Map<string, { readonly statement: Stated; times: number }>();
  const add = (statement: Stated, times: number): void => {
    const key = keyOf(statement);
    const found = lacking.get(key);
    if (found === undefined) lacking.set(key, { statement, times });
    else found.times += times;
  };
  for (const row of standing) add(row, -row.sign);
  for (const statement of expected) add(statement, statement.sign);
  return [...lacking.values()].flatMap(({ statement, times }) =>
    Array.from({ length: Math.abs(times) }, () => signed(statement, times < 0 ? -1 : 1)),
  );
}

const keyOf = ({ originId, measure, occurredOn, dims, amount }: Stated): string => {
  const cut = Object.entries(dims).filter(([, value]) => value !== undefined && value !== '');
  return JSON.stringify([originId, measure, occurredOn, Math.abs(amount), ...cut.toSorted(byName).flat()]);
};

const byName = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  one < other ? -1 : 1;

const signed = (statement: Stated, sign: 1 | -1): Stated => ({
  ...statement,
  sign,
  // A zero stays a zero: JSON and SQLite know no -0.
  amount: statement.amount === 0 ? 0 : Math.abs(statement.amount) * sign,
});
