/** The rule that bounds occurrence times of posted statements; its version is kept with every event it admitted. */
export interface PostingRule {
  readonly version: string;
  /** How far a poster's clock may run ahead, minutes. */
  readonly futureMinutes: number;
  /** How far back an entry may lie (补录期限), days. */
  readonly backdateDays: number;
}

export const POSTING_RULE: PostingRule = { version: 'posting@1', futureMinutes: 5, backdateDays: 90 };
