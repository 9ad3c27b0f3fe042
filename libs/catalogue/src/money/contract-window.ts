import { civilDate, Field, oneOf } from '#kernel';
import { codeList, type CodeOf } from '#reference';

const CONTRACT_DAYS = codeList('money-contract-days', '合同按哪一天计', 'which day of a contract is looked at', {
  SIGNED: ['签订日', 'signed'],
  COMPLETED: ['完成日', 'completed'],
});
type ContractDay = CodeOf<typeof CONTRACT_DAYS>;

/** 计入的合同: contracts count whose day lies between these, both inclusive; it may begin before the voucher was issued. */
export class ContractWindow {
  @Field(oneOf(CONTRACT_DAYS)) day: ContractDay;
  @Field(civilDate.as('首日;不限的不填', 'first day; left out: no limit', '2019-10-02'), 'optional') from?: string;
  @Field(civilDate.as('末日;不限的不填', 'last day; left out: no limit', '2020-10-15'), 'optional') to?: string;
}

/** The days of a contract as far as they are known, civil dates. */
export type ContractDates = Readonly<Partial<Record<ContractDay, string>>>;

/** Whether a contract counts; undefined where its day is not known yet. */
export function countsIn(window: ContractWindow | undefined, dates: ContractDates): boolean | undefined {
  if (window === undefined) return true;
  const { day, from, to } = window;
  const date = dates[day];
  if (date === undefined) return undefined;
  return (from === undefined || from <= date) && (to === undefined || date <= to);
}
