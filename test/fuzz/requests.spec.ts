import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { ROLES } from '#kernel';
import { asked } from './asking.js';
import type { Asked } from './caller.js';
import { wrongContents } from './contents.js';
import { wrongCredentials } from './credentials.js';
import { wrongFiles } from './files.js';
import { HostileLedger } from './hostile-ledger.js';
import { wrongMethods } from './methods.js';

let ledger: HostileLedger;

beforeAll(async () => {
  ledger = await HostileLedger.start();
}, 60_000);
afterAll(async () => {
  console.log(`${ledger.caller.sent} requests`);
  await ledger.discard();
});

const expectAsked = (requests: readonly Asked[]): Promise<void> =>
  ledger.expectAll(requests, ({ fault }, answer) => fault(answer));

describe('a request', () => {
  // Never (input): bad input is answered with a 5xx
  it.each(ROLES)(
    'of a %s is answered as documented, whatever it asks for',
    async (role) => {
      await expectAsked(asked(ledger.published, ledger.headersOf(role)));
    },
    120_000,
  );

  it('without a credential is let in nowhere', async () => {
    await expectAsked(wrongCredentials(ledger.published, ledger.keyOf('WINDOW')));
  }, 60_000);

  it('for what there is not is refused', async () => {
    await expectAsked(wrongMethods(ledger.published, ledger.headersOf('AUTHORITY')));
  }, 60_000);

  it('with content that cannot be read is refused', async () => {
    const headers = ledger.headersOf('EVALUATOR');
    await expectAsked([...wrongContents(headers), ...wrongFiles(headers)]);
  }, 60_000);
});

describe('the ledger that was asked', () => {
  it('lives, within its memory, and takes what is well formed', async () => {
    await ledger.expectWell();
  });

  it('has parked nothing, stops in order, and its projections are what a rebuild makes of the log', async () => {
    await ledger.expectSound();
  }, 120_000);
});
