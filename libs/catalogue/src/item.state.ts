import { statusAfter } from '#kernel';
import { itemEvents, type ItemFact, type ItemStatus } from './item.events.js';
import type { Worded } from './item.published.js';

/** A service item as its rules see it. */
export interface ItemState {
  readonly status: ItemStatus;
  readonly agency: string;
  readonly network: string;
  readonly newest?: Worded | undefined;
  /** What enterprises may order; absent while nothing is on the shelf. */
  readonly shelf?: Worded | undefined;
}

export const initialItem: ItemState = { status: 'ABSENT', agency: '', network: '' };

export const evolveItem = (state: ItemState, fact: ItemFact): ItemState => ({
  ...state,
  status: statusAfter(itemEvents, state.status, fact.type),
  ...detailsAfter(state, fact),
});

/** Also of the status: while something is on the shelf, what is written or reviewed is a change of it. */
function detailsAfter({ newest, shelf }: ItemState, fact: ItemFact): Partial<ItemState> {
  switch (fact.type) {
    case 'ServiceItemDrafted': {
      const { agencyOrgId: agency, networkCode: network } = fact.data;
      return { agency, network, newest: { version: 1, offer: fact.data } };
    }
    case 'ServiceItemSubmitted':
      return { status: shelf === undefined ? 'SUBMITTED' : 'CHANGE_SUBMITTED' };
    case 'ServiceItemRevised':
      // Whoever changes what is under review takes it back to change it.
      return {
        status: shelf === undefined ? 'DRAFTED' : 'CHANGED',
        newest: { version: fact.data.version, offer: fact.data },
      };
    case 'ServiceItemListed':
      return { shelf: newest };
    case 'ServiceItemDelisted':
      return { shelf: undefined };
  }
}
