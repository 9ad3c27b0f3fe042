import type { ItemFact, ItemStatus } from './item.events.js';
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

export function evolveItem(state: ItemState, fact: ItemFact): ItemState {
  const { newest, shelf } = state;
  switch (fact.type) {
    case 'ServiceItemDrafted':
      return {
        status: 'DRAFTED',
        agency: fact.data.agencyOrgId,
        network: fact.data.networkCode,
        newest: { version: 1, offer: fact.data },
      };
    case 'ServiceItemSubmitted':
      return { ...state, status: shelf === undefined ? 'SUBMITTED' : 'CHANGE_SUBMITTED' };
    case 'ServiceItemListed':
      return newest === undefined ? state : { ...state, status: 'LISTED', shelf: newest };
    case 'ServiceItemRevised':
      // Whoever changes what is under review takes it back to change it.
      return {
        ...state,
        status: shelf === undefined ? 'DRAFTED' : 'CHANGED',
        newest: { version: fact.data.version, offer: fact.data },
      };
    case 'ServiceItemDelisted':
      return { ...state, status: 'DELISTED', shelf: undefined };
    default:
      return state;
  }
}
