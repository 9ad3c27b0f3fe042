import { SEVERAL_AGENCIES, type Measurement } from '#read-store';

/** The measure under which rows of shared work say again, for each of its agencies, what they say once under `measure`. */
export const forEachAgency = (measure: string): string => `${measure}-for-each-agency`;

/** Rows of what these agencies did together: in totals once, and in a cut by agency once for each of them. */
export function sharedBy(agencies: readonly string[], rows: readonly Measurement[]): readonly Measurement[] {
  const [first, ...others] = agencies;
  if (first === undefined) return rows;
  const of = (agency: string, row: Measurement): Measurement => ({ ...row, dims: { ...row.dims, agency } });
  if (others.length === 0) return rows.map((row) => of(first, row));
  return rows.flatMap((row) => [
    of(SEVERAL_AGENCIES, row),
    ...agencies.map((agency) => of(agency, { ...row, measure: forEachAgency(row.measure) })),
  ]);
}
