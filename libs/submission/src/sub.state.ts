import { statusAfter } from '#kernel';
import { subEvents, type SubFact } from './sub.events.js';

export interface SubState {
  readonly status: 'ABSENT' | 'OPEN' | 'DECLARED' | 'CLOSED';
  readonly rejections: number;
  readonly adjustments: number;
  /** The account that closed the month. */
  readonly closedBy?: string;
}

export const initialSub: SubState = { status: 'ABSENT', rejections: 0, adjustments: 0 };

export const evolveSub = (state: SubState, fact: SubFact): SubState => ({
  ...state,
  status: statusAfter(subEvents, state.status, fact.type),
  ...detailsAfter(state, fact),
});

function detailsAfter({ status, rejections, adjustments }: SubState, fact: SubFact): Partial<SubState> {
  const begun = status === 'ABSENT' ? 'OPEN' : status;
  switch (fact.type) {
    case 'PostingRejected':
      return { status: begun, rejections: rejections + 1 };
    case 'AdjustmentPosted':
      return { status: begun, adjustments: adjustments + 1 };
    case 'PeriodClosed':
      return { closedBy: fact.meta.actor.account };
    default:
      return {};
  }
}
