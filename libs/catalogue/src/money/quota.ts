import { enterpriseSize, fen, Field, listOf, nested } from '#kernel';
import type { SizeClass } from '#reference';
import { fenOf, type Fen } from './fen.js';
import { QualificationAsked, qualificationOn, type HeldQualification } from './qualification.js';
import { fenStep, type Calculated } from './steps.js';

/** 年度额度 of enterprises of these sizes, or of these qualifications; where both are said, of who has both. */
export class QuotaLine {
  @Field(fen.as('年度额度', 'the quota of a fiscal year', 2_000_000)) amountFen: number;
  @Field(
    listOf(enterpriseSize, 1, 4).as('适用的企业规模;不限的不填', 'sizes it is for; left out: no limit', [
      'SMALL',
      'MICRO',
    ]),
    'optional',
  )
  sizes?: SizeClass[];
  @Field(
    nested(QualificationAsked).as('须具备的资质;不要求的不填', 'the qualification asked for; left out: none'),
    'optional',
  )
  qualification?: QualificationAsked;
}

export const quotaLines = listOf(nested(QuotaLine), 1, 20).as(
  '每一企业(收款单位)每财政年度的额度,多项适用时取最高;不设额度的不填',
  'quota of one enterprise, or payee, in a fiscal year; of several that apply the highest; left out: no quota',
);

/** Who asks: qualifications whenever held, the size by the newest figures, and the civil date of the anchor. */
export interface Asking<Held extends HeldQualification = HeldQualification> {
  readonly qualifications: readonly Held[];
  readonly size?: SizeClass | undefined;
  readonly on: string;
}

/** A quota, and the qualification it rests on; without one it rests on the size, or on nothing. */
export interface Quota<Held extends HeldQualification = HeldQualification> extends Calculated {
  readonly basis?: Held;
}

/** The quota of who asks on that day; undefined: the rule sets none. Nobody it names: 0. */
export function quotaOf<Held extends HeldQualification>(
  { quotas }: { readonly quotas?: readonly QuotaLine[] },
  asking: Asking<Held>,
): Quota<Held> | undefined {
  if (quotas === undefined) return undefined;
  let best: { readonly fen: Fen; readonly basis: Held | undefined } = { fen: fenOf(0), basis: undefined };
  for (const line of quotas) {
    const granted = grantedBy(line, asking);
    if (granted !== undefined && granted.fen > best.fen) best = granted;
  }
  const { fen: amountFen, basis } = best;
  return { amountFen, steps: [fenStep('QUOTA', amountFen)], ...(basis === undefined ? {} : { basis }) };
}

function grantedBy<Held extends HeldQualification>(
  { amountFen, sizes, qualification }: QuotaLine,
  { qualifications, size, on }: Asking<Held>,
): { readonly fen: Fen; readonly basis: Held | undefined } | undefined {
  if (sizes !== undefined && (size === undefined || !sizes.includes(size))) return undefined;
  if (qualification === undefined) return { fen: fenOf(amountFen), basis: undefined };
  const basis = qualificationOn(qualifications, qualification, on);
  return basis && { fen: fenOf(amountFen), basis };
}
