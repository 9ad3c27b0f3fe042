import type { Dimension } from '../measurement.js';
import { dimensionsOf, type Declaration } from '../projection.js';

/** What a projection declares for its collections. */
export interface Declared extends Required<Pick<Declaration, 'indexes' | 'holders' | 'daily' | 'perRow'>> {
  readonly dimensions: readonly Dimension[];
}

export function declaredBy(declaration: Declaration): Declared {
  const { indexes, holders = [], daily = [], perRow = [], measures = {} } = declaration;
  for (const measure of holders)
    if (!['node', 'org'].every((name) => measures[measure]?.cuts.includes(name)))
      throw new Error(`${measure} is of no organisations at nodes`);
  return { indexes, holders, daily, perRow, dimensions: dimensionsOf(declaration) };
}
