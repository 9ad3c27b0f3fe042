import { codeList, type CodeOf } from '#reference';

/** 锚定日期: the day that says which version of a rule and which quota, size and qualifications hold. */
export const ANCHORS = codeList('money-anchors', '适用日期', 'which day a rule of money goes by', {
  ISSUE: ['发券日', 'the voucher was issued'],
  ORDER: ['下单日', 'the order was placed'],
  COMPLETION: ['办结日', 'the service was completed'],
});
export type Anchor = CodeOf<typeof ANCHORS>;
