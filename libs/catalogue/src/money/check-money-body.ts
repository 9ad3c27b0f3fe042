import { checkTogether } from '#kernel';
import { refuse } from '../catalogue-refusals.js';
import { recomputedExamples, type Recomputed } from './examples.js';
import type { MoneyRule } from './money-bodies.js';
import type { ContractWindow } from './contract-window.js';
import type { PurchaseBody } from './purchase-body.js';
import type { ServiceBody } from './service-body.js';
import type { VoucherBody } from './voucher-body.js';

/** Refuses a rule about money that contradicts itself, or an example of which comes to another amount. */
export function checkMoneyBody(rule: MoneyRule): void {
  checkTogether(...contradictionsOf(rule).map((found) => () => raise(found)));
  checkTogether(...recomputedExamples(rule).map((example, at) => () => checkExample(example, at)));
}

interface Contradiction {
  readonly what: string;
  readonly field: string;
}

function raise({ what, field }: Contradiction): void {
  throw refuse('rule-body-contradicts-itself', { params: { what }, pointer: `/data/body/${field}` });
}

function contradictionsOf({ kind, body }: MoneyRule): readonly Contradiction[] {
  switch (kind) {
    case 'VOUCHER':
      return [...ofService(body), ...ofVoucher(body)];
    case 'SUBSIDY':
      return [...ofService(body), ...twice('entries', body.entries)];
    case 'PURCHASE':
      return [...ofService(body), ...twice('entries', body.entries), ...ofMilestones(body)];
    case 'REWARD':
      return twice('bands', body.bands);
  }
}

const ofService = ({ contracts }: ServiceBody): readonly Contradiction[] =>
  contracts !== undefined && isEmpty(contracts) ? [{ what: 'from > to', field: 'contracts' }] : [];

const isEmpty = ({ from, to }: ContractWindow): boolean => from !== undefined && to !== undefined && from > to;

const ofVoucher = ({ voucherKinds, quotas }: VoucherBody): readonly Contradiction[] => [
  ...(quotas === undefined && voucherKinds.some(({ faceFen }) => faceFen === undefined)
    ? [{ what: '∄ quotas ∧ ∄ faceFen', field: 'quotas' }]
    : []),
  ...twice('voucherKinds', voucherKinds),
  ...voucherKinds.flatMap(({ classCaps = [] }, at) =>
    twice(
      `voucherKinds/${at}/classCaps`,
      classCaps.map(({ classCode }) => ({ code: classCode })),
    ),
  ),
];

function ofMilestones({ milestones }: PurchaseBody): readonly Contradiction[] {
  const sum = milestones.reduce((total, { shareBp }) => total + shareBp, 0);
  const field = 'milestones';
  return [...twice(field, milestones), ...(sum === 10_000 ? [] : [{ what: `Σ shareBp = ${sum} ≠ 10000`, field }])];
}

/** A code that two parts of one list bear. */
function twice(field: string, parts: readonly { readonly code: string }[]): readonly Contradiction[] {
  const codes = parts.map(({ code }) => code);
  const repeated = codes.find((code, index) => codes.indexOf(code) < index);
  return repeated === undefined ? [] : [{ what: `${repeated} × 2`, field }];
}

function checkExample({ name, statedFen, calculated, lacks }: Recomputed, at: number): void {
  const pointer = `/data/body/examples/${at}`;
  const [field] = lacks;
  if (field !== undefined)
    throw refuse('rule-example-incomplete', {
      params: { example: name, fields: lacks },
      pointer: `${pointer}/${field}`,
    });
  if (calculated.amountFen !== statedFen)
    throw refuse('rule-example-differs', {
      params: { example: name, stated: statedFen, computed: calculated.amountFen },
      pointer: `${pointer}/amountFen`,
    });
}
