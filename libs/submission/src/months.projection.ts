import { civilDateOf, parsePeriod, type Fact } from '#kernel';
import type { Document, Measurement, Projection } from '#read-store';
import { monthOf, partyOf } from './month.js';
import type { Quantity, SubFact } from './sub.events.js';

/** Day of the next month until which a month is declared complete in time. */
const DECLARE_BY_DAY = 10;
/** Of a month that is closed and reopened over and over, the last entries are shown. */
const ENTRIES_SHOWN = 20;

interface MonthEntry {
  readonly what: 'DECLARED' | 'CLOSED' | 'REOPENED';
  /** When it was recorded, a ledger instant. */
  readonly at: string;
  readonly account: string;
}

/** A node's month of reporting as the calendar shows it. */
export interface MonthDocument extends Document {
  readonly node: string;
  /** `YYYY-MM`. */
  readonly month: string;
  readonly status: 'OPEN' | 'DECLARED' | 'CLOSED';
  /** Civil date of the first declaration. */
  readonly declaredOn?: string;
  readonly isInTime?: boolean;
  readonly entries: readonly MonthEntry[];
  /** The node's own totals, as it stated them last. */
  readonly totals: readonly { readonly quantity: Quantity; readonly amount: number }[];
}

/** `2026-04-10` for `2026-03`. */
export function dueDayOf(month: string): string {
  const next = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), DECLARE_BY_DAY));
  return next.toISOString().slice(0, 10);
}

const STATUS = { DECLARED: 'DECLARED', CLOSED: 'CLOSED', REOPENED: 'OPEN' } as const;

function project(doc: MonthDocument | undefined, fact: Fact, stream: string): MonthDocument | undefined {
  const { kind, id: node } = partyOf(stream);
  if (kind !== 'node') return doc;
  const month = monthOf(stream);
  const known = doc ?? { node, month, status: 'OPEN', entries: [], totals: [] };
  const { type, data, meta } = fact as SubFact;
  switch (type) {
    case 'SubmissionDeclaredComplete': {
      const on = civilDateOf(meta.recordedAt);
      const first = known.declaredOn === undefined ? { declaredOn: on, isInTime: on <= dueDayOf(month) } : {};
      return { ...entered(known, 'DECLARED', fact), ...first, totals: data.totals ?? [] };
    }
    case 'PeriodClosed':
      return entered(known, 'CLOSED', fact);
    case 'PeriodReopened':
      return entered(known, 'REOPENED', fact);
    default:
      return known;
  }
}

const entered = (doc: MonthDocument, what: MonthEntry['what'], { meta }: Fact): MonthDocument => ({
  ...doc,
  status: STATUS[what],
  entries: [...doc.entries, { what, at: meta.recordedAt, account: meta.actor.account }].slice(-ENTRIES_SHOWN),
});

/** Rows for the last day of the month they are about. Totals stated anew replace those stated before. */
function measure(before: MonthDocument | undefined, after: MonthDocument): readonly Measurement[] {
  const row = (measure: string, amount: number, code?: string): Measurement => ({
    measure,
    amount,
    occurredOn: parsePeriod(after.month)?.to ?? '',
    dims: { node: after.node, ...(code === undefined ? {} : { code }) },
  });
  const totals = (doc: MonthDocument | undefined, sign: 1 | -1): readonly Measurement[] =>
    (doc?.totals ?? []).flatMap(({ quantity, amount }) => [
      row('own-total', sign === 1 ? amount : 0 - amount, quantity),
      row('own-total-stated', sign, quantity),
    ]);
  const isClosed = (doc: MonthDocument | undefined): boolean => doc?.status === 'CLOSED';
  const isFirst = before?.declaredOn === undefined && after.declaredOn !== undefined;
  return [
    ...(isFirst ? [row('month-declared', 1)] : []),
    ...(isFirst && after.isInTime === true ? [row('month-in-time', 1)] : []),
    ...(isClosed(after) === isClosed(before) ? [] : [row('month-closed', isClosed(after) ? 1 : -1)]),
    ...(before?.totals === after.totals ? [] : [...totals(before, -1), ...totals(after, 1)]),
  ];
}

/**
 * The calendar of submissions: a document for each node and month that anything was said about, and rows of which months were
 * declared complete, which of them in time, which are closed (taken back when they are opened again), and what nodes say their
 * months come to (`own-total`, quantity in `code`).
 */
export const monthsProjection: Projection<MonthDocument> = {
  name: 'months',
  version: 2,
  categories: ['sub'],
  measures: {
    'month-declared': { cuts: ['node'] },
    'month-in-time': { cuts: ['node'] },
    'month-closed': { cuts: [], also: ['node'] },
    'own-total': { cuts: [], also: ['node', 'code'] },
    'own-total-stated': { cuts: [], also: ['node', 'code'] },
  },
  indexes: ['node', 'month', 'status'],
  project,
  measure: (_fact, before, after) => (after === undefined || after === before ? [] : measure(before, after)),
};
