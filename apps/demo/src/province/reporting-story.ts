import { DAY_MS, sha256 } from '#kernel';
import type { Account } from './accounts.js';
import { instantMs, lastDayOf, monthEnd, nextPosting } from './calendar.js';
import type { Cast } from './cast.js';
import { endsYear, type Closing } from './closings.js';
import { Random } from './random.js';
import { Story } from './story.js';
import { ADJUSTMENTS, REOPENING_REASONS } from './vocabulary.js';

/** Of the months, so many are declared complete before they are over. */
const HASTY_SHARE = 0.02;
/** Of the nodes, so many owe an adjustment for the year that was closed, and for so many the authority is asked in vain. */
const ADJUSTED_SHARE = 0.12;
const ASKED_IN_VAIN_SHARE = 0.03;

/** Who says that a node's month is complete. */
export interface Reporter {
  readonly node: string;
  readonly account: Account;
}

/** One node's month: declared complete by the node, closed by the hub, seldom opened again by the authority. */
export function tellMonth(cast: Cast, { node, account }: Reporter, month: string, seed: string): void {
  const { agenda, offices, closings } = cast;
  const random = new Random(`${seed}/reporting/${node}/${month}`);
  const closing = closings.of(node)(month);
  const story = new Story({ agenda, stream: streamOf(node, month), random });
  if (random.chance(HASTY_SHARE)) {
    const atMs = instantMs(monthEnd(lastDayOf(month)), '08:45');
    story.mistake({ by: daily(account), type: 'SubmissionDeclaredComplete', data: {}, atMs }, 'period-not-over');
  }
  if (closing.declaredMs !== undefined)
    story.tellAt({ by: account, type: 'SubmissionDeclaredComplete', data: {}, atMs: closing.declaredMs });
  const data = endsYear(month) ? { annual: true } : {};
  story.tellAt({ by: offices.hub, type: 'PeriodClosed', data, atMs: closing.closedMs });
  if (endsYear(month)) tellYearEnd(cast, { node, story, random }, closing);
  else if (closing.reopenedMs !== undefined && closing.closedAgainMs !== undefined) {
    const data = { reason: random.pick(REOPENING_REASONS), basisSha256: sha256(`重开批复 ${node} ${month}`) };
    story.tellAt({ by: offices.authority, type: 'PeriodReopened', data, atMs: closing.reopenedMs });
    story.tellAt({ by: offices.hub, type: 'PeriodClosed', data: {}, atMs: closing.closedAgainMs });
  }
}

const streamOf = (node: string, month: string): string => `sub-node-${node}-${month.replace('-', '')}`;

/** Declarations are made when they are due, also by windows that import their activities once a month. */
const daily = (account: Account): Account => ({ ...account, isMonthly: false });

interface YearEnd {
  readonly node: string;
  /** The December. */
  readonly story: Story;
  readonly random: Random;
}

/** What is found after the year was closed is entered as an adjustment in the January that follows. */
function tellYearEnd({ agenda, offices }: Cast, { node, story, random }: YearEnd, { closedMs }: Closing): void {
  const { authority, hub } = offices;
  if (random.chance(ASKED_IN_VAIN_SHARE)) {
    const data = { reason: random.pick(REOPENING_REASONS), basisSha256: sha256(`重开申请 ${node}`) };
    const atMs = nextPosting(authority.desk, closedMs);
    story.mistake({ by: authority, type: 'PeriodReopened', data, atMs }, 'year-closed');
  }
  if (!random.chance(ADJUSTED_SHARE)) return;
  const { quantity, reason, most } = random.pick(ADJUSTMENTS);
  const data = {
    period: `2026-${String(random.integer(1, 12)).padStart(2, '0')}`,
    quantity,
    amount: random.integer(1, most) * (random.chance(0.5) ? 1 : -1),
    reason,
    basisSha256: sha256(`调整说明 ${node}`),
  };
  const january = new Story({ agenda, stream: streamOf(node, '2027-01'), random });
  january.tell({ by: hub, type: 'AdjustmentPosted', data, atMs: closedMs + random.integer(1, 5) * DAY_MS });
}
