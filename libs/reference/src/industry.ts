import { INDUSTRY_SECTIONS } from './data/industries.js';

/** The 大类 of GB/T 4754-2017 that an industry code falls into. */
export interface Industry {
  /** Two digits. */
  readonly division: string;
  readonly divisionName: string;
  /** One letter, A–T. */
  readonly section: string;
  readonly sectionName: string;
}

const SHAPE = /^\d{2,4}$/;
const INDUSTRIES: ReadonlyMap<string, Industry> = new Map(
  INDUSTRY_SECTIONS.flatMap(({ section, name, first, divisions }) =>
    divisions.map((divisionName, offset) => {
      const division = String(first + offset).padStart(2, '0');
      return [division, { division, divisionName, section, sectionName: name }] as const;
    }),
  ),
);

/**
 * The industry of a GB/T 4754-2017 code of two (大类), three (中类) or four digits (小类), without the section letter;
 * undefined where it is none.
 *
 * A code is accepted when its 大类 exists and its shape is right: 中类 and 小类 are not in the table, so a code such as
 * 3999 that no class bears is accepted as well.
 */
export function industryOf(code: string): Industry | undefined {
  return SHAPE.test(code) ? INDUSTRIES.get(code.slice(0, 2)) : undefined;
}
