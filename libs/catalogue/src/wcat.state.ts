import { List } from 'immutable';
import { statusAfter } from '#kernel';
import { wcatEvents, type WcatFact } from './wcat.events.js';
import { withCatalogue, type WcatVersion } from './wcat.published.js';

export interface WcatState {
  readonly status: 'ABSENT' | 'PUBLISHED';
  readonly versions: List<WcatVersion>;
}

export const initialWcat: WcatState = { status: 'ABSENT', versions: List() };

export const evolveWcat = ({ status, versions }: WcatState, { type, data }: WcatFact): WcatState => ({
  status: statusAfter(wcatEvents, status, type),
  versions: withCatalogue(versions, data),
});
