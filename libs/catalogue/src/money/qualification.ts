import { Field, qualificationKind, qualificationLevel, type QualificationKind, type QualificationLevel } from '#kernel';

/** 资质 as rules of money ask for them. */

/** A qualification of a kind; of any level where none is said. */
export class QualificationAsked {
  @Field(qualificationKind) kind: QualificationKind;
  @Field(qualificationLevel, 'optional') level?: QualificationLevel;
}

/** A qualification as an organisation holds it: first day, last day, and the first day on which it no longer holds if it lapsed early. */
export interface HeldQualification {
  readonly kind: string;
  readonly level: string;
  readonly from: string;
  readonly to: string;
  readonly lapsedOn?: string;
}

const holdsOn = ({ from, to, lapsedOn }: HeldQualification, on: string): boolean =>
  from <= on && on <= to && (lapsedOn === undefined || on < lapsedOn);

const meets = (held: HeldQualification, asked: QualificationAsked): boolean =>
  held.kind === asked.kind && (asked.level === undefined || held.level === asked.level);

/** The qualification that meets what is asked on a civil date. */
export const qualificationOn = <Held extends HeldQualification>(
  held: readonly Held[],
  asked: QualificationAsked,
  on: string,
): Held | undefined => held.find((each) => meets(each, asked) && holdsOn(each, on));
