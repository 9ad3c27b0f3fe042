import { describe, it } from '@jest/globals';
import type { Fact } from '#kernel';
import { fact, given } from '#testing/given';
import { order } from './order.js';
import { paper } from './paper.js';
import { demand, hub, item, march, placed, PLACED, PLACED_DIRECTLY, window, world } from './worked-order.fixture.js';

type Others = Readonly<Record<string, readonly Fact[]>>;
const { demandId: _demand, ...WITHOUT_LINK } = PLACED;

const place = (data: object, seeing: Others = {}) =>
  given(order)
    .among(paper)
    .seeing({ ...world, ...seeing })
    .when(placed(data));

/** What else happened to a demand or an item, and at which hour of 1 March; orders are placed at 10. */
const then = (others: Others, type: string, data: object, hour: number): Others =>
  Object.fromEntries(
    Object.entries(others).map(([stream, facts]) => [
      stream,
      [...facts, fact(type, data, { by: window, occurredAt: march(1, hour) })],
    ]),
  );

describe('the demand of an order', () => {
  it('is named, or it is said why there is none', () => {
    place(PLACED).recordsIt();
    place(PLACED_DIRECTLY).recordsIt();
    place(WITHOUT_LINK).refuses('demand-or-reason');
    place({ ...PLACED, withoutDemand: 'CAMPAIGN' }).refuses('demand-or-reason');
  });

  // Never (the business): an order names a demand of others, or an item that was not on the shelf
  it('is one that is known, and the buyer’s own', () => {
    place({ ...PLACED, demandId: 'd-2' }).refuses('ordered-demand-unknown', { demand: 'd-2' });
    place({ ...PLACED, demandId: 'd-2' }, demand('d-2', { orgId: 'E002' })).refuses('ordered-demand-of-other', {
      demand: 'd-2',
      buyer: 'E001',
    });
  });

  it('is flagged when a person or team asked, who may have become the buyer', () => {
    const data = { ...PLACED, demandId: 'd-2' };
    place(data, demand('d-2', { orgId: undefined, subjectId: 'team-1' })).records({
      type: 'OrderPlaced',
      data: { ...data, flags: ['demand-of-person'] },
    });
  });

  it('was accepted when the order was placed', () => {
    const [registered] = demand('d-1')['dem-d-1'] ?? [];
    const unaccepted = { 'dem-d-1': registered === undefined ? [] : [registered] };
    place(PLACED, unaccepted).refuses('ordered-demand-not-open', { demand: 'd-1' });
    place(PLACED, then(unaccepted, 'DemandAccepted', {}, 11)).refuses('ordered-demand-not-open');
    place(PLACED, then(unaccepted, 'DemandAccepted', {}, 9)).recordsIt();
  });

  it.each([
    ['DemandClosed', { outcome: 'SATISFIED' }],
    ['DemandClosed', { outcome: 'WITHDRAWN' }],
    ['DemandRejected', {}],
  ])('had not ended by then: %s %j', (type, data) => {
    place(PLACED, then(demand('d-1'), type, data, 9)).refuses('ordered-demand-not-open');
    place(PLACED, then(demand('d-1'), type, data, 11)).recordsIt();
  });

  it('may have been reopened, which does not accept it', () => {
    const closed = then(demand('d-1'), 'DemandClosed', { outcome: 'UNMET' }, 8);
    place(PLACED, then(closed, 'DemandReopened', {}, 9)).recordsIt();
    const [registered] = demand('d-1')['dem-d-1'] ?? [];
    const rejected = then({ 'dem-d-1': registered === undefined ? [] : [registered] }, 'DemandRejected', {}, 8);
    place(PLACED, then(rejected, 'DemandReopened', {}, 9)).refuses('ordered-demand-not-open');
  });

  it('stays open while it is forwarded and matched', () => {
    place(PLACED, then(demand('d-1'), 'DemandMatched', { agencyOrgId: 'A002' }, 9)).recordsIt();
  });
});

describe('the item of an order', () => {
  const ITEM = { ...PLACED, itemId: 'i-1', itemVersion: 2 };

  it('is named with the version on the shelf', () => {
    place(ITEM).recordsIt();
    place({ ...PLACED, itemId: 'i-1' }).refuses('item-without-version');
    place({ ...PLACED, itemVersion: 2 }).refuses('item-without-version');
    place({ ...ITEM, itemVersion: 1 }).refuses('item-version-not-on-shelf', { item: 'i-1', version: 1, shelf: 2 });
  });

  // Never (the business): an order names a demand of others, or an item that was not on the shelf
  it('was on the shelf when the order was placed', () => {
    place({ ...ITEM, itemId: 'i-2' }).refuses('item-not-on-shelf', { item: 'i-2' });
    place(ITEM, then(item('i-1'), 'ServiceItemDelisted', {}, 9)).refuses('item-not-on-shelf');
    place(ITEM, then(item('i-1'), 'ServiceItemDelisted', {}, 11)).recordsIt();
  });

  it('stays on the shelf as it was while it is changed, until the change is listed', () => {
    const changed = then(item('i-1'), 'ServiceItemRevised', { ...PLACED, version: 3 }, 8);
    place(ITEM, changed).recordsIt();
    place(ITEM, then(changed, 'ServiceItemListed', { version: 3 }, 9)).refuses('item-version-not-on-shelf');
  });

  it.each([
    ['agencyOrgId', 'A002'],
    ['networkCode', 'P43'],
    ['classCode', '1401'],
    ['welfareKind', 'PUBLIC'],
  ])('is what is ordered: %s', (field, listed) => {
    place(ITEM, item('i-1', { [field]: listed })).refuses('item-differs', { item: 'i-1', field, listed });
  });

  it('of a class is for the items below it', () => {
    place(ITEM, item('i-1', { classCode: '1402' })).recordsIt();
    place({ ...ITEM, classCode: '14' }).recordsIt();
    place({ ...ITEM, classCode: '14' }, item('i-1', { classCode: '1402' })).refuses('item-differs');
  });

  it('may be had dearer or as another kind of market service, which is flagged', () => {
    const flagged = (data: object, flags: readonly string[], listed = item('i-1')) =>
      place(data, listed).records({ type: 'OrderPlaced', data: { ...data, flags } });
    flagged({ ...ITEM, priceFen: 3_000_001 }, ['price-above-list']);
    flagged({ ...ITEM, welfareKind: 'VALUE_ADDED' }, ['welfare-kind-differs']);
    place({ ...ITEM, priceFen: 1 }).recordsIt();
    for (const priceMode of ['FROM', 'NEGOTIABLE'])
      place({ ...ITEM, priceFen: 9_000_000 }, item('i-1', { priceMode })).recordsIt();
  });

  it('of public welfare is ordered under its entry', () => {
    const terms = { catalogueVersion: 2, unit: 'SESSIONS', evidenceKinds: ['PHOTO', 'DELIVERABLE'] };
    const free = { ...ITEM, priceFen: 0, welfareKind: 'PUBLIC', entryCode: 'GY-02', terms };
    place(free, item('i-1', { priceFen: 0, welfareKind: 'PUBLIC', entryCode: 'GY-02' })).recordsIt();
    place(free, item('i-1', { priceFen: 0, welfareKind: 'PUBLIC', entryCode: 'GY-01' })).refuses('item-differs', {
      item: 'i-1',
      field: 'entryCode',
      listed: 'GY-01',
    });
  });
});

describe('a correction of what an order names', () => {
  const restated = (replacement: object) =>
    given(order)
      .among(paper)
      .past([placed(PLACED)])
      .seeing(world)
      .when(
        fact(
          'EntryRestated',
          { targetEventId: placed(PLACED).id, reason: '录入错误', replacement },
          { by: hub, occurredAt: march(12) },
        ),
      );

  it('is held to the rule of its entry, as of when the order was placed', () => {
    const own = { ...PLACED, itemId: 'i-1', itemVersion: 2 };
    restated(own).records({
      type: 'EntryRestated',
      data: { targetEventId: placed(PLACED).id, reason: '录入错误', replacement: own, replacementVersion: 2 },
    });
    restated({ ...PLACED, demandId: 'd-2' }).refuses('ordered-demand-unknown');
    restated({ ...own, itemVersion: 1 }).refuses('item-version-not-on-shelf');
  });
});
