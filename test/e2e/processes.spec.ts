import { setTimeout as elapsed } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningLedger } from '../support/running-ledger.js';
import { openSmallProvince, PLACED, type SmallProvince } from '../support/small-province.js';

const CLOCK = { DEMO_CLOCK: '2026-03-01T08:00:00+08:00', ROLES: 'api,projector,process' };
const at = (month: number, day: number, hour = 10): string =>
  `2026-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00+08:00`;

interface Item {
  readonly name: string;
  readonly owed: number;
  readonly due: number;
  readonly stated: number;
  readonly notStated: readonly { readonly stream: string; readonly code: string; readonly tries: number }[];
}

let ledger: RunningLedger;
let province: SmallProvince;

/** What `/v1/processes` says at a simulated time, once `is` holds. */
async function processes(time: string, is: (item: Item) => boolean, on = ledger): Promise<Item> {
  for (;;) {
    const { body } = await on.fetch('/v1/processes', { headers: { 'Demo-Now': time } });
    const [item] = body['items'] as readonly Item[];
    if (item !== undefined && is(item)) return item;
    await elapsed(50);
  }
}

const statusOf = async (stream: string): Promise<unknown> => {
  const { body } = await ledger.fetch(`/v1/streams/${stream}`);
  return (body['state'] as { readonly status: unknown }).status;
};

beforeAll(async () => {
  ledger = await RunningLedger.start(CLOCK);
  province = await openSmallProvince(ledger);
}, 60_000);
afterAll(() => ledger.discard());

describe('a ledger that states what falls due', () => {
  it('says what is owed before, and states it at its instant when the clock has come there', async () => {
    await province.say(province.buyer, 'activity.order-placed', 'ord-1', at(3, 3), PLACED);
    const before = await processes(at(3, 9), ({ owed }) => owed === 1);
    expect(before).toMatchObject({
      name: 'order-deadlines',
      due: 0,
      stated: 0,
      nextDueOn: '2026-03-11',
      notStated: [],
    });
    await processes(at(3, 11, 11), ({ stated }) => stated === 1);
    expect(await statusOf('ord-1')).toBe('EXPIRED');
    const { body } = await ledger.fetch('/v1/streams/ord-1/history');
    expect((body['items'] as readonly object[]).at(-1)).toMatchObject({
      type: 'cn.smes.activity.order-expired.v1',
      time: '2026-03-11T00:00:00.000+08:00',
      actor: { account: 'ledger', org: 'ledger', role: 'LEDGER' },
      source: 'urn:liuhen:process:order-deadlines',
      data: { days: 7 },
    });
  });

  it('shows it to those that read all, and to nobody else', async () => {
    for (const [key, status] of [
      [province.auditor, 200],
      [province.hub, 200],
      [province.window, 403],
      [province.agency, 403],
      [province.buyer, 403],
    ] as const)
      expect((await ledger.fetch('/v1/processes', { key })).status).toBe(status);
  });
});

describe('a ledger that could not state something when it fell due', () => {
  it('says so and why when its month is closed, and states the rest', async () => {
    const away = await RunningLedger.start({ ...CLOCK, ROLES: 'api,projector' });
    const { say, buyer, hub, window } = await openSmallProvince(away);
    await say(buyer, 'activity.order-placed', 'ord-march', at(3, 3), PLACED);
    await say(buyer, 'activity.order-placed', 'ord-april', at(4, 3), PLACED);
    await say(window, 'submission.submission-declared-complete', 'sub-node-Wa-202603', at(4, 9), {});
    await say(hub, 'submission.period-closed', 'sub-node-Wa-202603', at(4, 9), {});
    await away.stop();
    const back = await RunningLedger.start(CLOCK, away.dataDir);
    const item = await processes(at(4, 20), ({ notStated, stated }) => notStated.length + stated === 2, back);
    expect(item).toMatchObject({
      owed: 1,
      due: 1,
      stated: 1,
      notStated: [{ stream: 'ord-march', code: 'period-closed' }],
    });
    const { text } = await back.fetch('/metrics');
    expect(text).toContain('liuhen_process_due{process="order-deadlines"} 1');
    expect(text).toContain('liuhen_process_not_stated{process="order-deadlines"} 1');
    await back.discard();
  }, 60_000);
});
