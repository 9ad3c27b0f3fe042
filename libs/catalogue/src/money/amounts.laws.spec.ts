import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonical, Refusal, schemaOf, type Json, type JsonSchema } from '#kernel';
import { codesOf } from '#reference';
import { checkBody } from '../rule-bodies.js';
import { fenOf, leftOf } from './fen.js';
import { MONEY_BODIES } from './money-bodies.js';
import { MONEY_KINDS } from './money-kind.js';
import { purchaseAmount } from './purchase-amount.js';
import { subsidyAmount } from './subsidy-amount.js';
import { voucherAmount, type VoucherInput } from './voucher-amount.js';
import { JIANGMEN_2020 } from './vouchers-of-places.js';
import { diagnosisPurchase, welfareSubsidy } from './welfare-money.js';

const fen = fc.nat(200_000_000_000);
const unit = fc.constantFrom(1, 7, 100, 10_000);
const basisPoints = fc.nat(10_000);

const rules = fc
  .record({
    roundingUnitFen: unit,
    base: fc.subarray(['CONTRACT', 'INVOICE', 'PAID'] as const, { minLength: 1 }),
    rateBp: basisPoints,
    cap: fc.option(fen, { nil: undefined }),
    face: fc.option(fen, { nil: undefined }),
  })
  .map(({ roundingUnitFen, base, rateBp, cap, face }) => ({
    ...JIANGMEN_2020,
    roundingUnitFen,
    base,
    voucherKinds: [
      {
        code: 'V',
        name: '券',
        rateBp,
        ...(cap === undefined ? {} : { perOrderCapFen: cap }),
        ...(face === undefined ? {} : { faceFen: face }),
      },
    ],
  }));
const orders = fc.record({
  contractFen: fen,
  invoiceFen: fen,
  redLetterFen: fen,
  paidFen: fen,
  voucherPartFen: fen,
  quotaLeftFen: fen,
  poolLeftFen: fen,
}) satisfies fc.Arbitrary<VoucherInput>;

describe('the amount of a voucher, whatever the rule and the order', () => {
  it('is never negative, a whole number of units, and at most each of its bounds', () =>
    fc.assert(
      fc.property(rules, orders, (rule, order) => {
        const { amountFen, steps } = voucherAmount(rule, order);
        expect(amountFen).toBeGreaterThanOrEqual(0);
        expect(amountFen % rule.roundingUnitFen).toBe(0);
        const bounds = steps.filter(({ code }) => /^(?:RATED|BASE|.*_CAP|FACE|.*_LEFT)$/.test(code));
        for (const { value } of bounds) expect(amountFen).toBeLessThanOrEqual(value);
      }),
    ));

  it('is the largest such number: one unit more is more than the rate gives, or than a bound', () =>
    fc.assert(
      fc.property(rules, orders, (rule, order) => {
        const { amountFen, steps } = voucherAmount(rule, order);
        const more = BigInt(amountFen + rule.roundingUnitFen);
        const value = (code: string) =>
          BigInt(steps.find((step) => step.code === code)?.value ?? Number.MAX_SAFE_INTEGER);
        const isMoreThanRate = more * 10_000n > value('BASE') * value('RATE');
        const isMoreThanBound = ['ORDER_CAP', 'FACE', 'QUOTA_LEFT', 'POOL_LEFT'].some((code) => more > value(code));
        expect(isMoreThanRate || isMoreThanBound).toBe(true);
      }),
    ));

  it('does not fall when the base rises', () =>
    fc.assert(
      fc.property(rules, orders, fen, (rule, order, more) => {
        const larger = {
          ...order,
          contractFen: order.contractFen + more,
          invoiceFen: order.invoiceFen + more,
          paidFen: order.paidFen + more,
        };
        expect(voucherAmount(rule, larger).amountFen).toBeGreaterThanOrEqual(voucherAmount(rule, order).amountFen);
      }),
    ));

  it('never comes to more than the quota together, into however many orders a sum is split', () =>
    fc.assert(
      fc.property(rules, fen, fc.array(fen, { maxLength: 20 }), (rule, quota, invoices) => {
        let left = fenOf(quota);
        let sum = 0;
        for (const fenOfOrder of invoices) {
          const order = { contractFen: fenOfOrder, invoiceFen: fenOfOrder, paidFen: fenOfOrder, quotaLeftFen: left };
          const { amountFen } = voucherAmount(rule, order);
          sum += amountFen;
          left = leftOf(left, amountFen);
        }
        expect(sum).toBeLessThanOrEqual(quota);
      }),
    ));

  it('is the same for the same numbers, steps and all', () =>
    fc.assert(
      fc.property(rules, orders, (rule, order) =>
        expect(voucherAmount(structuredClone(rule), structuredClone(order))).toEqual(voucherAmount(rule, order)),
      ),
    ));

  it('is estimated by what is known, and an estimate is never below the settlement', () =>
    fc.assert(
      fc.property(rules, orders, (rule, order) => {
        const { contractFen, quotaLeftFen } = order;
        const estimate = voucherAmount({ ...rule, base: ['CONTRACT', ...rule.base] }, { contractFen, quotaLeftFen });
        const settled = voucherAmount({ ...rule, base: ['CONTRACT', ...rule.base] }, order);
        expect(settled.amountFen).toBeLessThanOrEqual(estimate.amountFen);
      }),
    ));
});

describe('the milestones of a purchase', () => {
  it('come to the whole together, whatever was rounded', () => {
    const shares = fc
      .array(fc.integer({ min: 0, max: 10_000 }), { minLength: 0, maxLength: 6 })
      .map((cuts) => [0, ...cuts.toSorted((a, b) => a - b), 10_000])
      .map((cuts) => cuts.slice(1).map((cut, at) => cut - (cuts[at] ?? 0)));
    fc.assert(
      fc.property(shares, unit, fc.nat(100_000), fen, (bps, roundingUnitFen, quantity, contractFen) => {
        const milestones = bps.map((shareBp, at) => ({ code: `M${at}`, name: '节点', shareBp }));
        const rule = { ...diagnosisPurchase('HN'), roundingUnitFen, milestones };
        const paid = milestones.map(({ code }) =>
          purchaseAmount(rule, { entryCode: 'GY-04', quantity, contractFen, milestone: code }),
        );
        const whole = Math.min(333_333 * quantity, contractFen);
        const sum = paid.reduce((total, { amountFen }) => total + amountFen, 0);
        expect(sum).toBe(whole - (whole % roundingUnitFen));
      }),
    );
  });
});

describe('a subsidy', () => {
  it('is never negative, at most every bound, and does not fall with the quantity', () => {
    const rule = welfareSubsidy('HN');
    const entryCode = fc.constantFrom('GY-01', 'GY-02', 'GY-03', 'GY-99');
    fc.assert(
      fc.property(
        entryCode,
        fc.nat(50_000),
        fc.nat(50_000),
        fc.nat(60),
        fen,
        unit,
        (code, quantity, more, came, left, roundingUnitFen) => {
          const amount = (n: number) =>
            subsidyAmount(
              { ...rule, roundingUnitFen },
              { entryCode: code, quantity: n, attendance: came, quotaLeftFen: left },
            );
          const { amountFen, steps } = amount(quantity);
          expect(amountFen % roundingUnitFen).toBe(0);
          for (const { value } of steps.filter(({ code: name }) => /^(?:STANDARD|DELIVERY_CAP|QUOTA_LEFT)$/.test(name)))
            expect(amountFen).toBeLessThanOrEqual(value);
          expect(amount(quantity + more).amountFen).toBeGreaterThanOrEqual(amountFen);
        },
      ),
    );
  });
});

describe('whatever body fits its schema', () => {
  it.each(codesOf(MONEY_KINDS))('of kind %s is taken or refused, and never breaks the ledger', (kind) => {
    let refused = 0;
    fc.assert(
      fc.property(fitting(schemaOf(MONEY_BODIES[kind])), (body) => {
        try {
          checkBody(kind, body as object);
        } catch (failure) {
          expect(failure).toBeInstanceOf(Refusal);
          refused += 1;
        }
      }),
      { numRuns: 300 },
    );
    expect(refused).toBeGreaterThan(0);
  });
});

/** Values that fit a schema of the payload vocabulary, the least and the largest numbers among them. */
function fitting(schema: JsonSchema): fc.Arbitrary<unknown> {
  const { type, enum: choices, pattern, format, minimum, maximum, minItems = 0 } = schema;
  if (Array.isArray(choices)) return fc.constantFrom<unknown>(...choices);
  if (type === 'object') {
    const { required, properties } = schema as { required: string[]; properties: Record<string, JsonSchema> };
    const members = Object.entries(properties).map(([name, member]) => [name, fitting(member)] as const);
    return fc.record(Object.fromEntries(members), { requiredKeys: required });
  }
  if (type === 'array') {
    const length = { minLength: Number(minItems), maxLength: Number(minItems) + 2, selector: canonical };
    return fc.uniqueArray(fitting(schema['items'] as JsonSchema) as fc.Arbitrary<Json>, length);
  }
  if (type === 'integer')
    return fc.oneof(
      fc.constantFrom(Number(minimum), Number(maximum)),
      fc.integer({ min: Number(minimum), max: Number(maximum) }),
    );
  if (type === 'boolean') return fc.boolean();
  if (format === 'civil-date') return fc.constantFrom('2019-10-02', '2026-03-05');
  return typeof pattern === 'string' ? fc.stringMatching(new RegExp(pattern, 'u')) : fc.constant('名称');
}
