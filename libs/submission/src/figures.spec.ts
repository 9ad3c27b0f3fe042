import { describe, expect, it } from '@jest/globals';
import { submissionFigures } from './figures.js';
import { qualityFigures } from './quality-figures.js';

describe('every figure of reporting', () => {
  it.each([...submissionFigures, ...qualityFigures].map(({ code, formula }) => [code, formula] as const))(
    '%s says in its formula for which day it counts',
    (_, { zh, en }) => {
      expect(zh).toMatch(/[,;]均?计于(?:登记日|所报月份的末日)$/);
      expect(en).toMatch(/[,;] (?:both )?for the (?:day of recording|last day of the month declared)$/);
    },
  );
});
