import { readingRefusals } from '#context';
import { eventStoreRefusals } from '#event-store';
import { kernelRefusals, type RefusalText } from '#kernel';
import { readStoreRefusals } from '#read-store';
import { recorderRefusals } from '#recorder';
import { webRefusals } from '#web';
import { CONTEXTS } from '../contexts.js';
import { ledgerRefusals } from '../ledger-refusals.js';
import { operatingRefusals } from './operating-refusals.js';

/** The refusals of every part, by where they are declared. A code stands in one table only. */
export const REFUSAL_TABLES: Readonly<Record<string, Readonly<Record<string, RefusalText>>>> = {
  'libs/kernel': kernelRefusals,
  'libs/event-store': eventStoreRefusals,
  'libs/recorder': recorderRefusals,
  'libs/read-store': readStoreRefusals,
  'libs/web': webRefusals,
  'libs/context': readingRefusals,
  ...Object.fromEntries(CONTEXTS.map(({ name, refusals }) => [`libs/${name}`, refusals])),
  'apps/ledger': ledgerRefusals,
  'apps/ledger/operating': operatingRefusals,
};
