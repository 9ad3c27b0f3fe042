import { RunningLedger } from '../support/running-ledger.js';
import { heldActivity, openSmallProvince } from '../support/small-province.js';
import { SHARED } from './posting-client.js';

/** The time of what posting clients say lies after it. */
export const CLOCK = { DEMO_CLOCK: '2026-03-01T08:00:00+08:00' };

export interface PostedLedger {
  readonly dataDir: string;
  /** The credential of the window that posting clients post for. */
  readonly window: string;
}

/** The directory of a ledger, stopped, to which posting clients can post. */
export async function postedLedger(): Promise<PostedLedger> {
  const ledger = await RunningLedger.start(CLOCK);
  const province = await openSmallProvince(ledger);
  await heldActivity(province, SHARED.slice('act-'.length), 9, 1);
  await ledger.stop();
  return { dataDir: ledger.dataDir, window: province.window };
}
