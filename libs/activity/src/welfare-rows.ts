import type { Measurement } from '#read-store';
import { row, type Dims, type Measure } from './measures.js';
import type { WelfareUnit } from '#kernel';
import type { WelfareTerms } from './welfare-terms.js';

/** The rows of the public-welfare statement (P12): how far each service under a catalogue entry has come. */

const STAGES = [
  'welfare-planned',
  'welfare-reported',
  'welfare-delivered',
  'welfare-accepted',
  'welfare-conforming',
] as const;

/** The civil day for which each stage counts; undefined while it is not reached, or no longer holds. */
export type Progress = Readonly<Record<(typeof STAGES)[number], string | undefined>>;

/** What stays of an invalidated activity: it was planned, and was said to be delivered. */
export const NOT_VOIDED = ['welfare-planned', 'welfare-reported'] as const satisfies readonly Measure[];

/** What registers keep of the entry a service is under. */
export interface UnderEntry {
  /** Each network has a catalogue of its own. */
  readonly network?: string;
  readonly entry?: string;
  readonly terms?: WelfareTerms;
}

export const underEntry = (stated: {
  readonly networkCode?: string;
  readonly entryCode?: string;
  readonly terms?: WelfareTerms;
}): UnderEntry =>
  stated.entryCode === undefined || stated.terms === undefined
    ? {}
    : { network: stated.networkCode ?? '', entry: stated.entryCode, terms: stated.terms };

/** Dimensions of a row of the statement; none where a service is under no entry. */
const dimsUnder = ({ network = '', entry, terms }: UnderEntry, dims: Dims): Dims | undefined =>
  entry === undefined || terms === undefined ? undefined : { ...dims, network, entry, level: terms.unit };

/** How far a service has come, as rows that stand. */
export function progressRows(under: UnderEntry, dims: Dims, progress: Progress): readonly Measurement[] {
  const cut = dimsUnder(under, dims);
  if (cut === undefined) return [];
  return STAGES.flatMap((stage) => {
    const day = progress[stage];
    return day === undefined ? [] : row(stage, 1, day, cut);
  });
}

/** What was delivered, counted in the unit of the entry; `amounts` says how much one fact is in each unit it can be counted in. */
export function quantityRows(
  under: UnderEntry,
  dims: Dims,
  on: string,
  amounts: Readonly<Partial<Record<WelfareUnit, number>>>,
): readonly Measurement[] {
  const cut = dimsUnder(under, dims);
  const amount = under.terms && amounts[under.terms.unit];
  return cut === undefined || amount === undefined ? [] : row('welfare-quantity', amount, on, cut);
}

/** All kinds of evidence the entry demands are there. `has` says whether there is enough of one. */
export const conforms = ({ terms }: UnderEntry, has: (kind: string) => boolean): boolean =>
  terms?.evidenceKinds.every(has) === true;
