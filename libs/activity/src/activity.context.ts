import type { Context } from '#kernel';
import { serviceActivity } from './activity.js';
import { order } from './order.js';

/** What the network does: service orders and service activities. */
export const activity: Context = { name: 'activity', zh: '服务活动', aggregates: [order, serviceActivity] };
