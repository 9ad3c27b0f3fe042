import type { BoundedContext } from '#context';
import { activityRefusals } from './activity-refusals.js';
import { activityProjection } from './activity.projection.js';
import { activityFigures } from './figures.js';
import { orderFigures } from './order-figures.js';
import { welfareStatement } from './welfare-figures.js';
import { WelfareStatementController } from './welfare-statement.controller.js';
import { serviceActivity } from './activity.js';
import { orderDeadlines } from './order-deadlines.process.js';
import { order } from './order.js';
import { paper } from './paper.js';

/** What the network does: service orders and service activities. */
export const activity: BoundedContext = {
  name: 'activity',
  zh: '服务活动',
  aggregates: [order, serviceActivity, paper],
  refusals: activityRefusals,
  projections: [activityProjection],
  figures: {
    network: activityFigures,
    agency: [...activityFigures, ...orderFigures],
    cited: Object.values(welfareStatement),
  },
  processes: [orderDeadlines],
  reads: [WelfareStatementController],
};
