import { DAY_MS, enterpriseSize, Field, integer, listOf, nested } from '#kernel';
import type { SizeClass } from '#reference';
import { QualificationAsked, qualificationOn } from './qualification.js';
import type { Asking } from './quota.js';

/** 申领条件: who may apply, as of the anchor's day. */
export class Applicants {
  @Field(
    listOf(enterpriseSize, 1, 4).as('可申领的企业规模;不限的不填', 'sizes that may apply; left out: no limit', [
      'SMALL',
      'MICRO',
    ]),
    'optional',
  )
  sizes?: SizeClass[];
  @Field(
    integer(1, 3_650).as(
      '登记注册至少满多少日;不限的不填',
      'registered for at least so many days; left out: no limit',
      365,
    ),
    'optional',
  )
  registeredDays?: number;
  @Field(
    listOf(nested(QualificationAsked), 1, 20).as(
      '须具备其中一项资质;不限的不填',
      'one of these qualifications is needed; left out: none',
    ),
    'optional',
  )
  qualifications?: QualificationAsked[];
}

export interface Applicant extends Asking {
  /** Civil date on which it was registered with the registry; unknown: none. */
  readonly registeredOn?: string | undefined;
}

/** What an applicant lacks, by the name of the condition; empty: it may apply. */
export function unmetBy(asked: Applicants | undefined, applicant: Applicant): readonly (keyof Applicants)[] {
  const { sizes, registeredDays, qualifications } = asked ?? {};
  const { size, registeredOn, qualifications: held, on } = applicant;
  const isOfSize = sizes === undefined || (size !== undefined && sizes.includes(size));
  const isOldEnough =
    registeredDays === undefined || (registeredOn !== undefined && haveGone(registeredDays, registeredOn, on));
  const isQualified =
    qualifications === undefined || qualifications.some((each) => qualificationOn(held, each, on) !== undefined);
  return [
    ...(isOfSize ? [] : (['sizes'] as const)),
    ...(isOldEnough ? [] : (['registeredDays'] as const)),
    ...(isQualified ? [] : (['qualifications'] as const)),
  ];
}

const haveGone = (days: number, from: string, to: string): boolean =>
  Date.parse(from) + days * DAY_MS <= Date.parse(to);
