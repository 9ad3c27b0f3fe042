import { describe, expect, it } from '@jest/globals';
import { canonical, Refusal, sha256 } from '#kernel';
import { checkBody } from '../rule-bodies.js';
import { knownRules } from './known-rules.js';
import { BEIJING_2022, JIANGMEN_2020, XIAMEN_2018 } from './vouchers-of-places.js';
import { AGENCY_REWARD, diagnosisPurchase, welfareSubsidy } from './welfare-money.js';

function refusalOf(kind: string, body: object): Refusal | undefined {
  try {
    checkBody(kind, body);
    return undefined;
  } catch (refused) {
    if (refused instanceof Refusal) return refused;
    throw refused;
  }
}
const subsidy = welfareSubsidy('HN');
const purchase = diagnosisPurchase('HN');
const [first, second] = JIANGMEN_2020.examples;

describe('a rule about money', () => {
  it.each(knownRules('HN'))('of $ruleId is taken, with its worked examples', ({ kind, body }) =>
    expect(refusalOf(kind, body)).toBeUndefined(),
  );

  it('has one digest, in whatever order its members come', () => {
    for (const { body } of knownRules('HN')) {
      const reordered = Object.fromEntries(Object.entries(body).toReversed());
      expect(sha256(canonical(reordered))).toBe(sha256(canonical(body)));
    }
  });

  it('has one worked example at least', () => {
    const refused = refusalOf('VOUCHER', { ...JIANGMEN_2020, examples: [] });
    expect([refused?.code, refused?.errors.map(({ code, pointer }) => `${code} ${pointer}`)]).toEqual([
      'rule-body-invalid',
      ['field-list /data/body/examples'],
    ]);
  });

  it('is refused when an example comes to another amount, naming it and both amounts', () => {
    const examples = [first, { ...second, amountFen: 1_000_000 }];
    const refused = refusalOf('VOUCHER', { ...JIANGMEN_2020, examples });
    expect([refused?.code, refused?.params, refused?.errors.map(({ pointer }) => pointer)]).toEqual([
      'rule-example-differs',
      { example: '下一张发票 20000 元,额度余 5000 元', stated: 1_000_000, computed: 500_000 },
      ['/data/body/examples/1/amountFen'],
    ]);
  });

  it('names every example that differs', () => {
    const bands = [{ code: 'A', name: '优秀', amountFen: 100 }];
    const examples = [1, 2].map((n) => ({ name: `例 ${n}`, band: 'A', amountFen: n }));
    const refused = refusalOf('REWARD', { ...AGENCY_REWARD, bands, examples });
    expect(refused?.errors.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      'rule-example-differs /data/body/examples/0/amountFen',
      'rule-example-differs /data/body/examples/1/amountFen',
    ]);
  });

  const [beijing] = BEIJING_2022.examples;
  const [xiamen] = XIAMEN_2018.examples;
  const [training] = subsidy.examples;
  const [signed] = purchase.examples;
  it.each([
    ['VOUCHER', JIANGMEN_2020, { ...first, paidFen: undefined }, ['paidFen']],
    ['VOUCHER', BEIJING_2022, { ...beijing, size: undefined }, ['size']],
    ['VOUCHER', BEIJING_2022, { ...beijing, classCode: undefined }, ['classCode']],
    ['VOUCHER', XIAMEN_2018, { ...xiamen, voucherKind: undefined }, ['voucherKind']],
    ['VOUCHER', XIAMEN_2018, { ...xiamen, classCode: '1106' }, ['classCode']],
    ['SUBSIDY', subsidy, { ...training, entryCode: 'GY-09' }, ['entryCode']],
    ['SUBSIDY', subsidy, { ...training, attendance: undefined }, ['attendance']],
    ['PURCHASE', purchase, { ...signed, milestone: 'LATER', contractFen: undefined }, ['contractFen', 'milestone']],
    ['REWARD', AGENCY_REWARD, { name: '无此档次', band: 'E', amountFen: 0 }, ['band']],
  ])('of kind %s is refused when an example cannot show anything', (kind, body, example, fields) => {
    const stated = JSON.parse(JSON.stringify({ ...body, examples: [example] })) as object;
    const refused = refusalOf(kind, stated);
    expect([refused?.code, refused?.params['fields']]).toEqual(['rule-example-incomplete', fields]);
  });

  const [kind] = XIAMEN_2018.voucherKinds;
  const [entry] = subsidy.entries;
  const [milestone] = purchase.milestones;
  it.each([
    ['VOUCHER', { ...JIANGMEN_2020, contracts: { day: 'SIGNED', from: '2020-02-01', to: '2020-01-31' } }, 'from > to'],
    ['VOUCHER', { ...XIAMEN_2018, voucherKinds: [kind, { ...kind, name: '又一种' }] }, 'SPECIAL × 2'],
    ['VOUCHER', { ...XIAMEN_2018, quotas: undefined }, '∄ quotas ∧ ∄ faceFen'],
    ['SUBSIDY', { ...subsidy, entries: [entry, { ...entry, unitPriceFen: 1 }] }, 'GY-01 × 2'],
    ['PURCHASE', { ...purchase, milestones: [milestone] }, 'Σ shareBp = 3000 ≠ 10000'],
  ])('of kind %s does not contradict itself', (ruleKind, body, what) => {
    const refused = refusalOf(ruleKind, body);
    expect([refused?.code, refused?.params]).toEqual(['rule-body-contradicts-itself', { what }]);
  });

  it('has no fraction anywhere', () =>
    expect(refusalOf('VOUCHER', { ...JIANGMEN_2020, quotas: [{ amountFen: 0.5 }] })?.code).toBe('rule-body-invalid'));
});
