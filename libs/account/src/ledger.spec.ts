import { describe, it } from '@jest/globals';
import { fact, given } from '#testing/given';
import { ledger } from './ledger.js';

const opened = (divisionCode: string) => ({ mode: 'LIVE', name: '广东省中小企业服务台账', divisionCode });
const byLedger = { by: 'LEDGER' } as const;
const fresh = given(ledger, 'ledger-self');

describe('the ledger', () => {
  it('opens itself, once', () => {
    const opening = fact('LedgerOpened', opened('440000'), byLedger);
    fresh.when(opening).recordsIt();
    fresh.past([opening]).when(opening).refuses('status-not-allowed');
  });
  it('is opened by nobody else', () =>
    fresh.when(fact('LedgerOpened', opened('440000'), { by: 'AUTHORITY' })).refuses('role-may-not-state'));
  it('is kept for a division that exists', () =>
    fresh.when(fact('LedgerOpened', opened('990000'), byLedger)).refuses('division-not-in-force'));
});
