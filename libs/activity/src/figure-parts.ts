import { sumPart, type DistinctKey, type Part } from '#read-store';
import { activityProjection } from './activity.projection.js';
import type { Measure } from './measures.js';
import { forEachAgency } from './shared-rows.js';

const { name, version } = activityProjection;
export const projection = { name, version };

export const SHARE = { zh: '比例', en: 'share' };

/** Measures that activities have rows of, which several agencies may share. */
const OF_ACTIVITIES: readonly Measure[] = [
  'service-unit',
  'online-contact',
  'attendance',
  'activity-due',
  'activity-settled',
  'activity-held',
  'session',
  'contact-minutes',
  'welfare-planned',
  'welfare-reported',
  'welfare-delivered',
  'welfare-quantity',
  'welfare-accepted',
  'welfare-conforming',
];

const shared = (measure: Measure): Pick<Part, 'forEachAgency'> =>
  OF_ACTIVITIES.includes(measure) ? { forEachAgency: [forEachAgency(measure)] } : {};

export const sum = (measure: Measure, dims?: Part['dims']): Part => ({
  ...sumPart(projection, measure, dims),
  ...shared(measure),
});

/** Distinct things that have some of a measure. */
export const distinct = (measure: Measure, of: DistinctKey, dims?: Part['dims']): Part => ({
  ...sum(measure, dims),
  function: { kind: 'countDistinct', of: [of] },
});

/** 家次: activities and orders, each with each enterprise it served. */
export const unitsServed = (dims?: Part['dims']): Part => sum('service-unit', dims);
