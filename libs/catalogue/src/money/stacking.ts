import type { MoneyRule } from './money-bodies.js';

/** A rule, and the id of its stream `rule-{id}`. */
export type IdentifiedRule = MoneyRule & { readonly ruleId: string };

/** 可叠加: whether one source may be paid under both rules. Both must allow the other's kind, and neither exclude the other. */
export const mayStack = (a: IdentifiedRule, b: IdentifiedRule): boolean => allows(a, b) && allows(b, a);

const allows = ({ body: { stacksWith = [], excludes = [] } }: IdentifiedRule, other: IdentifiedRule): boolean =>
  stacksWith.includes(other.kind) && !excludes.includes(other.ruleId);
