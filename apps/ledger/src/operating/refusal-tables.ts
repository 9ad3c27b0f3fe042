import { accountRefusals } from '#account';
import { activityRefusals } from '#activity';
import { catalogueRefusals } from '#catalogue';
import { demandRefusals } from '#demand';
import { eventStoreRefusals } from '#event-store';
import { kernelRefusals, type RefusalText } from '#kernel';
import { networkRefusals } from '#network';
import { readStoreRefusals } from '#read-store';
import { submissionRefusals } from '#submission';
import { webRefusals } from '#web';
import { ledgerRefusals } from '../ledger-refusals.js';
import { readingRefusals } from '../reading/query.js';
import { operatingRefusals } from './operating-refusals.js';

/** The refusals of every part, by where they are declared. A code stands in one table only. */
export const REFUSAL_TABLES: Readonly<Record<string, Readonly<Record<string, RefusalText>>>> = {
  'libs/kernel': kernelRefusals,
  'libs/event-store': eventStoreRefusals,
  'libs/read-store': readStoreRefusals,
  'libs/web': webRefusals,
  'libs/account': accountRefusals,
  'libs/network': networkRefusals,
  'libs/catalogue': catalogueRefusals,
  'libs/demand': demandRefusals,
  'libs/activity': activityRefusals,
  'libs/submission': submissionRefusals,
  'apps/ledger': ledgerRefusals,
  'apps/ledger/reading': readingRefusals,
  'apps/ledger/operating': operatingRefusals,
};
