import { sumPart, type Part } from '#read-store';
import { activityProjection } from './activity.projection.js';
import type { Measure } from './measures.js';

const { name, version } = activityProjection;
export const projection = { name, version };

export const SHARE = { zh: '比例', en: 'share' };

/** Channels that can carry a service; material sent is none by itself. */
export const SERVICE_CHANNELS = ['ONLINE', 'OFFLINE', 'REMOTE', 'OTHER'];

export const sum = (measure: Measure, dims: Part['dims'] = {}): Part => sumPart(projection, measure, dims);

/** 家次: activities and orders, each with each enterprise it served. */
export const unitsServed = (dims: Part['dims'] = {}): Part => sum('service-unit', dims);
