import { describe, expect, it } from '@jest/globals';
import { actorOf, fact, given, type Otherwise } from '#testing/given';
import { item } from './item.js';
import type { ItemState } from './item.state.js';

const AGENCY = { by: { ...actorOf('AGENCY'), org: 'AG-7' } };
const HUB = { by: 'HUB' } as const;
const PROXY = { enteredBy: 'PROXY', onBehalfOf: 'AG-7' } as const;

const party = { agencyOrgId: 'AG-7', networkCode: 'HN' };
const offer = {
  ...party,
  classCode: '14',
  title: '检测服务',
  priceFen: 300_000,
  priceMode: 'FIXED',
  welfareKind: 'VALUE_ADDED',
};
const free = { welfareKind: 'PUBLIC', priceFen: 0, entryCode: 'GY-01' };
const draft = (changes: object = {}, otherwise: Otherwise = AGENCY) =>
  fact('ServiceItemDrafted', { ...offer, ...changes }, otherwise);
const submit = (otherwise: Otherwise = AGENCY) => fact('ServiceItemSubmitted', party, otherwise);
const list = (version = 1, otherwise: Otherwise = HUB) => fact('ServiceItemListed', { ...party, version }, otherwise);
const revise = (version: number, changes: object = {}, otherwise: Otherwise = AGENCY) =>
  fact('ServiceItemRevised', { ...offer, ...changes, version }, otherwise);
const delist = (otherwise: Otherwise = HUB) =>
  fact('ServiceItemDelisted', { reasonCode: 'QUALITY', reason: '多次差评' }, otherwise);

const basis = { basis: '管理办法' };
const approved = fact('MembershipApproved', { classes: ['14', '99'], probationUntil: '2026-09-01' }, HUB);
const suspended = fact('MembershipSuspended', basis, HUB);
const on = (day: string): Otherwise => ({ occurredAt: `${day}T10:00:00.000+08:00` });
const entry = {
  code: 'GY-01',
  scope: '检测',
  requirement: '按需',
  standard: '规范',
  unit: 'TIMES',
  evidenceKinds: [],
  fundingMode: 'PURCHASE',
};
const catalogueOf = (codes: readonly string[], version = 1, effectiveFrom = '2026-01-01') =>
  fact('WelfareCataloguePublished', {
    version,
    effectiveFrom,
    entries: codes.map((code) => ({ ...entry, code })),
  });
const standard = (version: number, effectiveFrom: string, classCodes = ['14']) =>
  fact('ServiceStandardPublished', {
    code: 'DB43/T 1',
    title: '检测服务规范',
    version,
    classCodes,
    effectiveFrom,
    docHash: 'd'.repeat(64),
  });
const world = {
  'mship-AG-7-HN': [approved],
  'wcat-HN': [catalogueOf(['GY-01'])],
  'std-jiance': [standard(1, '2026-01-01'), standard(2, '2026-03-01'), standard(3, '2026-04-01')],
};
const fresh = given(item, 'item-I1').seeing(world);
const LISTED = [draft(), submit(), list()];
const stateAfter = (...facts: ReturnType<typeof fact>[]): ItemState => {
  const last = facts.at(-1);
  if (last === undefined) throw new Error('no fact');
  return fresh.past(facts.slice(0, -1)).when(last).state as ItemState;
};

describe('an item is worded', () => {
  it('by its agency, or by a window as its proxy', () => {
    fresh.when(draft()).recordsIt();
    fresh.when(draft({}, { by: 'WINDOW', ...PROXY })).recordsIt();
    fresh.when(draft({}, { by: 'AGENCY' })).refuses('not-own-business');
    fresh.when(draft({}, { ...AGENCY, ...PROXY })).refuses('proxy-not-allowed');
    fresh.when(draft({}, { by: 'WINDOW' })).refuses('proxy-required');
    fresh.when(draft({}, { by: 'WINDOW', ...PROXY, onBehalfOf: 'AG-8' })).refuses('proxy-required');
    for (const by of ['HUB', 'AUTHORITY', 'SME'] as const) fresh.when(draft({}, { by })).refuses('role-may-not-state');
  });

  it('once, and after that as the next version', () => {
    fresh
      .past([draft()])
      .when(draft({}, { ...AGENCY, statementId: 'again' }))
      .refuses('status-not-allowed');
    fresh.past([draft()]).when(revise(2)).recordsIt();
    fresh.past([draft()]).when(revise(3)).refuses('item-version-not-next', { next: 2, stated: 3 });
    fresh
      .past([draft(), revise(2)])
      .when(revise(2, { title: '检测' }))
      .refuses('item-version-not-next');
  });

  it('for one agency and one network for good', () => {
    const other = { agencyOrgId: 'AG-8' };
    fresh.past([draft()]).when(revise(2, other)).refuses('item-party-differs', { agency: 'AG-7', network: 'HN' });
    fresh
      .past([draft()])
      .when(revise(2, { networkCode: 'HB' }))
      .refuses('item-party-differs');
  });

  it('in a class of its day, with a reason where the class says nothing', () => {
    fresh.when(draft({ classCode: '1401' })).recordsIt();
    fresh.when(draft({ classCode: '18' })).refuses('class-not-in-force');
    fresh.when(draft({ classCode: '99' })).refuses('class-reason-missing');
    fresh.when(draft({ classCode: '99', classReason: '无人机试飞场地' })).recordsIt();
  });

  it('as public only with its entry of the catalogue and without a price', () => {
    fresh.when(draft(free)).recordsIt();
    fresh.when(draft({ ...free, entryCode: undefined })).refuses('welfare-entry-missing');
    fresh.when(draft({ ...free, priceFen: 1 })).refuses('public-with-fee');
  });

  it('under a standard in force for its class that day', () => {
    const under = (standardVersion: string, changes: object = {}) => fresh.when(draft({ standardVersion, ...changes }));
    under('jiance@2').recordsIt();
    under('jiance@2', { classCode: '1401' }).recordsIt();
    under('jiance@1').refuses('standard-not-in-force');
    under('jiance@3').refuses('standard-not-in-force');
    under('ceshi@2').refuses('standard-not-in-force');
    under('jiance@2', { classCode: '99', classReason: '其他' }).refuses('standard-not-in-force');
  });
});

describe('the agency of an item', () => {
  const when = (facts: readonly ReturnType<typeof fact>[], stated = draft()) =>
    given(item, 'item-I1')
      .seeing({ ...world, 'mship-AG-7-HN': facts })
      .when(stated);
  const approvedOn = (day: string) => fact('MembershipApproved', approved.data, { ...HUB, ...on(day) });

  it('was a member when the statement happened, whatever it is now', () => {
    when([]).refuses('membership-not-live', { agency: 'AG-7', network: 'HN' });
    when([approvedOn('2026-03-06')]).refuses('membership-not-live');
    when([approvedOn('2026-03-01'), fact('MembershipSuspended', basis, { ...HUB, ...on('2026-03-06') })]).recordsIt();
  });

  it('was not suspended, gone or barred', () => {
    when([approved, suspended]).refuses('membership-not-live');
    when([approved, fact('MembershipExited', { mode: 'EXPIRED', ...basis }, HUB)]).refuses('membership-not-live');
    when([approved, fact('AgencyBarred', { until: '2027-01-01', ...basis }, HUB)]).refuses('membership-not-live');
    when([approved, suspended, fact('MembershipReinstated', basis, HUB)]).recordsIt();
  });

  it('was admitted for the class', () => {
    const gained = fact('ServiceClassAdded', { classCode: '15' }, HUB);
    const lost = fact('ServiceClassRemoved', { classCode: '14' }, HUB);
    when([approved], draft({ classCode: '15' })).refuses('class-not-admitted', { agency: 'AG-7', code: '15' });
    when([approved, gained], draft({ classCode: '15' })).recordsIt();
    when([approved, lost]).refuses('class-not-admitted');
  });

  it('is asked for again when the item is submitted and when it is listed', () => {
    const later = { ...world, 'mship-AG-7-HN': [approved, suspended] };
    fresh.past([draft()]).seeing(later).when(submit()).refuses('membership-not-live');
    fresh.past([draft(), submit()]).seeing(later).when(list()).refuses('membership-not-live');
    fresh.past(LISTED).seeing(later).when(delist()).recordsIt();
  });
});

describe('the entry of an item', () => {
  const under = (...catalogues: ReturnType<typeof fact>[]) => fresh.seeing({ ...world, 'wcat-HN': catalogues });

  it('stands in the catalogue in force that day', () => {
    under()
      .when(draft(free))
      .refuses('welfare-entry-not-in-force', { entry: 'GY-01', network: 'HN', date: '2026-03-05' });
    under(catalogueOf(['GY-02']))
      .when(draft(free))
      .refuses('welfare-entry-not-in-force');
    under(catalogueOf(['GY-01'], 1, '2026-03-06'))
      .when(draft(free))
      .refuses('welfare-entry-not-in-force');
    under(catalogueOf(['GY-01']), catalogueOf(['GY-02'], 2, '2026-03-06'))
      .when(draft(free))
      .recordsIt();
  });

  it('still stands when the item is listed', () =>
    under(catalogueOf(['GY-01']), catalogueOf(['GY-02'], 2, '2026-03-05'))
      .past([draft(free), submit()])
      .when(list())
      .refuses('welfare-entry-not-in-force'));
});

describe('an item is put on the shelf', () => {
  const submitted = fresh.past([draft(), submit()]);

  it('by the hub, in its own name, never by the agency', () => {
    submitted.when(list()).recordsIt();
    submitted.when(list(1, AGENCY)).refuses('role-may-not-state');
    submitted.when(list(1, { by: 'AUTHORITY' })).refuses('role-may-not-state');
    submitted.when(list(1, { ...HUB, ...PROXY })).refuses('proxy-not-allowed');
    submitted.when(list(1, { by: { ...actorOf('HUB'), org: 'AG-7' } })).refuses('own-business');
    fresh
      .past(LISTED)
      .when(delist({ by: { ...actorOf('HUB'), org: 'AG-7' } }))
      .refuses('own-business');
  });

  it('after it was submitted, in the wording that was', () => {
    fresh.past([draft()]).when(list()).refuses('status-not-allowed');
    fresh
      .past([draft(), revise(2), submit()])
      .when(list(1))
      .refuses('item-version-differs', { submitted: 2, stated: 1 });
    fresh
      .past([draft(), submit(), revise(2)])
      .when(list(2))
      .refuses('status-not-allowed');
  });

  it('and stays there as it was while a change is written and reviewed', () => {
    const change = revise(2, { priceFen: 350_000 });
    const again = submit({ ...AGENCY, statementId: 'again' });
    const shown = (state: ItemState) => [state.status, state.shelf?.version, state.shelf?.offer.priceFen];
    expect(shown(stateAfter(...LISTED))).toEqual(['LISTED', 1, 300_000]);
    expect(shown(stateAfter(...LISTED, change))).toEqual(['CHANGED', 1, 300_000]);
    expect(shown(stateAfter(...LISTED, change, again))).toEqual(['CHANGE_SUBMITTED', 1, 300_000]);
    expect(shown(stateAfter(...LISTED, change, again, list(2)))).toEqual(['LISTED', 2, 350_000]);
  });

  it('and taken off whatever became of the agency, to be submitted again', () => {
    expect(stateAfter(...LISTED, delist()).shelf).toBeUndefined();
    fresh
      .past([...LISTED, delist()])
      .when(submit({ ...AGENCY, statementId: 'again' }))
      .recordsIt();
    fresh.past([draft(), submit()]).when(delist()).refuses('status-not-allowed');
  });

  it('sealed against corrections of what was reviewed', () => {
    const drafted = draft();
    const restated = fact(
      'EntryRestated',
      { targetEventId: drafted.id, reason: '改价', replacement: { ...offer, priceFen: 1 } },
      { by: 'AUTHORITY' },
    );
    fresh
      .past([drafted])
      .when(restated)
      .records({
        type: 'EntryRestated',
        data: { ...restated.data, replacementVersion: 1 },
      });
    fresh.past([drafted, submit(), list()]).when(restated).refuses('later-entries-depend');
  });

  it('and read by its agency', () =>
    expect(item.parties(stateAfter(draft()), 'item-I1')).toEqual({ nodes: [], orgs: ['AG-7'] }));
});
