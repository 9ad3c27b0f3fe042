import type { CheckCode } from '#kernel';
import { sumPart, type Figure, type Part } from '#read-store';
import { CHECKS } from './checks.js';
import { accepted, late, timed } from './figures.js';
import { quality } from './quality.projection.js';

/** The defect rate of a check, under the check's own code. */
type CheckFigure = Figure & { readonly code: CheckCode };

const counted = (measure: string, code: CheckCode): Part => sumPart(quality, measure, { code });

const NOTE = {
  zh: '计于申报节点;更正后重计,退回不因更正而消失;同一内容的同一退回只计一次',
  en: 'for the node that posted; counted anew after corrections, refusals stay; the same refusal of the same content counts once',
};

const defectRate = (
  code: CheckCode,
  parts: Pick<Figure & { kind: 'ratio' }, 'numerator' | 'denominator'>,
): CheckFigure => ({
  code,
  kind: 'ratio',
  name: { zh: `不合格率:${CHECKS[code].name.zh}`, en: `Defects: ${CHECKS[code].name.en}` },
  formula: {
    zh: `${CHECKS[code].formula.zh};均计于登记日`,
    en: `${CHECKS[code].formula.en}; both for the day of recording`,
  },
  unit: { zh: '比例', en: 'share' },
  source: '工企业函〔2017〕187号 (十五) 不断提升报送数据质量;GB/T 36344-2018',
  note: NOTE,
  ...parts,
});

/** Checks that every posting passes on its way in. Refusals for other reasons are not in it: they never came to this check. */
const refusable = (code: CheckCode): CheckFigure => {
  const refused = counted('quality-refused', code);
  return defectRate(code, { numerator: [refused], denominator: [accepted, refused] });
};

/** Checks of entries of certain types only. */
const flaggable = (code: CheckCode): CheckFigure => {
  const refused = counted('quality-refused', code);
  return defectRate(code, {
    numerator: [counted('quality-flagged', code), refused],
    denominator: [counted('quality-checked', code), refused],
  });
};

/** The defect rates that are shares of postings; what judges a whole month (Q05, Q14, Q15) is in `month-checks.ts`. */
export const qualityFigures: readonly CheckFigure[] = [
  flaggable('Q01'),
  refusable('Q02'),
  refusable('Q03'),
  refusable('Q04'),
  flaggable('Q06'),
  flaggable('Q07'),
  flaggable('Q08'),
  refusable('Q09'),
  refusable('Q10'),
  flaggable('Q11'),
  flaggable('Q12'),
  defectRate('Q13', { numerator: [late], denominator: timed }),
];
