import { categoryOf } from '#kernel';
import type { Projection } from '#read-store';
import { MEASURED } from './measures.js';
import { measureActivity, projectActivity, type ActivityDoc } from './service-activity.projection.js';
import { measureOrder, projectOrder, type OrderDoc } from './order.projection.js';

export type ServiceDoc = OrderDoc | ActivityDoc;

const asOrder = (doc: ServiceDoc | undefined): OrderDoc | undefined => (doc?.is === 'order' ? doc : undefined);
const asActivity = (doc: ServiceDoc | undefined): ActivityDoc | undefined => (doc?.is === 'activity' ? doc : undefined);

/** Orders and activities for the registers, and the rows every figure of this context is a sum of (see `measures.ts`). */
export const activityProjection: Projection<ServiceDoc> = {
  name: 'activity',
  version: 8,
  categories: ['ord', 'act'],
  indexes: ['is', 'status', 'node', 'agency', 'buyer', 'class', 'kind', 'welfare', 'flags'],
  measures: MEASURED,
  holders: ['service-unit', 'online-contact'],
  project: (doc, fact, stream) =>
    categoryOf(stream) === 'ord' ? projectOrder(asOrder(doc), fact) : projectActivity(asActivity(doc), fact),
  measure: (fact, before, after, stream) =>
    categoryOf(stream) === 'ord'
      ? measureOrder(fact, asOrder(before), asOrder(after))
      : measureActivity(fact, asActivity(before), asActivity(after)),
};
