import type { Context } from '#kernel';
import { demand as aggregate } from './demand.js';

/** What enterprises ask for: demands, appeals and questions. */
export const demand: Context = { name: 'demand', zh: '需求', aggregates: [aggregate] };
