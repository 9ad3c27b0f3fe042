import type { Dimensions, Measurement } from '#read-store';
import { row } from './measures.js';
import { stageRows, type Stages } from './stages.js';
import type { WelfareUnit } from '#kernel';
import type { WelfareTerms } from './welfare-terms.js';

/** The rows of the public-welfare statement (P12): how far each service under a catalogue entry has come. */

const STAGES = ['welfare-planned', 'welfare-delivered', 'welfare-accepted', 'welfare-conforming'] as const;

export type Progress = Stages<(typeof STAGES)[number]>;

/** What registers keep of the entry a service is under. */
export interface UnderEntry {
  /** `network/entry`: each network has a catalogue of its own. */
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
    : { entry: `${stated.networkCode ?? ''}/${stated.entryCode}`, terms: stated.terms };

/** Dimensions of a row of the statement; none where a service is under no entry. */
const dimsUnder = ({ entry, terms }: UnderEntry, dims: Dimensions): Dimensions | undefined =>
  entry === undefined || terms === undefined ? undefined : { ...dims, code: entry, level: terms.unit };

/** What a fact changed of the statement. */
export function progressRows(
  under: UnderEntry,
  dims: Dimensions,
  before: Progress | undefined,
  after: Progress,
): readonly Measurement[] {
  const cut = dimsUnder(under, dims);
  return cut === undefined ? [] : stageRows(STAGES, cut, before, after);
}

/** What was delivered, counted in the unit of the entry; `amounts` says how much one fact is in each unit it can be counted in. */
export function quantityRows(
  under: UnderEntry,
  dims: Dimensions,
  on: string,
  amounts: Readonly<Partial<Record<WelfareUnit, number>>>,
): readonly Measurement[] {
  const cut = dimsUnder(under, dims);
  const amount = under.terms && amounts[under.terms.unit];
  return cut === undefined || amount === undefined ? [] : row('welfare-quantity', amount, on, cut);
}

/** All kinds of evidence the entry demands are there. `evidence` counts files by kind. */
export const conforms = ({ terms }: UnderEntry, evidence: Readonly<Record<string, number>>): boolean =>
  terms?.evidenceKinds.every((kind) => (evidence[kind] ?? 0) > 0) === true;
