/**
 * The checks of data quality (报送数据质量) that a refusal or a flag may count against, by code; what each of them is, stands in
 * `libs/submission/src/checks.ts`.
 */
export const CHECK_CODES = [
  'Q01',
  'Q02',
  'Q03',
  'Q04',
  'Q05',
  'Q06',
  'Q07',
  'Q08',
  'Q09',
  'Q10',
  'Q11',
  'Q12',
  'Q13',
  'Q14',
  'Q15',
] as const;
export type CheckCode = (typeof CHECK_CODES)[number];
