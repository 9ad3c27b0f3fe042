import { sumPart, type Part } from '#read-store';
import { demandProjection } from './demand.projection.js';
import type { Measure } from './measures.js';

const { name, version } = demandProjection;
const projection = { name, version };

export const SHARE = { zh: '比例', en: 'share' };
export const PIECES = { zh: '件', en: 'demands' };
export const MINUTES = { zh: '分钟', en: 'minutes' };

export const sum = (measure: Measure, dims: Part['dims'] = {}): Part => sumPart(projection, measure, dims);

/** The rows of a percentile. */
export const each = (measure: Measure): Part => ({ projection, measures: [measure], function: { kind: 'count' } });

/** What shares of demands rest on; F09 joins it with the orders. */
export const acceptedDemands: Part = sum('demand-accepted');

/** Demands that a window has kept to itself. */
export const unforwarded: Part = sum('forward-owed');
