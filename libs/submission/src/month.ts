import { viewOf, type Sight } from '#kernel';
import type { subEvents } from './sub.events.js';

/** Who posts, and in which month: `sub-{kind}-{id}-{yyyymm}`. */
export interface Party {
  readonly kind: 'node' | 'org';
  readonly id: string;
}

/** `month` is `YYYY-MM`. */
export const monthStream = ({ kind, id }: Party, month: string): string =>
  `sub-${kind}-${id}-${month.replace('-', '')}`;

/** Whose submissions a stream holds. */
export function partyOf(stream: string): Party {
  const [, kind, id] = /^sub-(node|org)-(.+)-\d{6}$/.exec(stream) ?? [];
  if ((kind !== 'node' && kind !== 'org') || id === undefined) throw new Error(`${stream} is no submission stream`);
  return { kind, id };
}

export const monthOf = (stream: string): string => `${stream.slice(-6, -2)}-${stream.slice(-2)}`;

interface MonthView {
  readonly isClosed: boolean;
  /** Said with the December: the whole year is. */
  readonly isYearClosed: boolean;
}

const monthView = viewOf<typeof subEvents, MonthView>(
  'submission/month',
  { isClosed: false, isYearClosed: false },
  {
    PeriodClosed: (_, { data }) => ({ isClosed: true, isYearClosed: data.annual === true }),
    PeriodReopened: (month) => ({ ...month, isClosed: false }),
  },
);

export const periodSight = (node: string, month: string): Sight<MonthView> => ({
  stream: monthStream({ kind: 'node', id: node }, month),
  view: monthView,
});
