import { describe, it } from '@jest/globals';
import { fact, given } from '#testing/given';
import { serviceActivity } from './activity.js';
import { order } from './order.js';
import { paper } from './paper.js';
import { byPersons, PLANNED } from './worked-activity.fixture.js';
import { march, placed, PLACED, PLACED_PUBLIC, world, window } from './worked-order.fixture.js';

const place = (data: object) => given(order).among(paper).seeing(world).when(placed(data));
const plan = (data: object) =>
  given(serviceActivity)
    .seeing(world)
    .when(fact('ActivityPlanned', data, { by: window, occurredAt: march(1) }));

describe('public welfare', () => {
  it('names its network and the entry of its catalogue', () => {
    const { entryCode: _entry, terms: _terms, ...plain } = PLACED_PUBLIC;
    place(plain).refuses('welfare-entry-missing');
    const { entryCode: _code, terms: _quoted, ...unnamed } = PLANNED;
    plan(unnamed).refuses('welfare-entry-missing');
    const { networkCode: _network, ...nowhere } = PLANNED;
    plan(nowhere).refuses('welfare-entry-missing');
  });

  it('alone does', () => {
    place({ ...PLACED, entryCode: 'GY-02' }).refuses('welfare-entry-unasked');
    plan({ ...PLANNED, welfareKind: 'LOW_FEE' }).refuses('welfare-entry-unasked');
    const { entryCode: _entry, terms: _terms, ...sold } = PLANNED;
    plan({ ...sold, welfareKind: 'VALUE_ADDED' }).recordsIt();
  });

  // Never (the business): a later catalogue changes what a service had to prove
  it('quotes version, unit and evidence of its entry, which a poster may leave to the ledger', () => {
    const { terms: _terms, ...stated } = PLACED_PUBLIC;
    place(stated).records({ type: 'OrderPlaced', data: PLACED_PUBLIC });
    place(PLACED_PUBLIC).recordsIt();
    const { terms: _planned, ...planned } = PLANNED;
    plan(planned).records({ type: 'ActivityPlanned', data: PLANNED });
  });

  it('is refused with terms that are not those of its entry, and other services with any', () => {
    const { terms } = PLACED_PUBLIC;
    place({ ...PLACED_PUBLIC, terms: { ...terms, evidenceKinds: [] } }).refuses('welfare-terms-differ');
    place({ ...PLACED_PUBLIC, terms: { ...terms, catalogueVersion: 1 } }).refuses('welfare-terms-differ');
    place({ ...PLACED, terms }).refuses('welfare-terms-differ');
  });

  it('is refused under an entry that the catalogue in force does not have', () => {
    place({ ...PLACED_PUBLIC, entryCode: 'GY-09' }).refuses('welfare-entry-not-in-force', {
      entry: 'GY-09',
      network: 'P44',
      date: '2026-03-01',
    });
    plan({ ...PLANNED, networkCode: 'P43' }).refuses('welfare-entry-not-in-force', {
      entry: 'GY-01',
      network: 'P43',
      date: '2026-03-10',
    });
  });

  it('goes by the catalogue of the day: of the placing, or the day an activity is planned for', () => {
    const terms = { catalogueVersion: 1, unit: 'TIMES', evidenceKinds: [] };
    const early = { ...PLACED_PUBLIC, entryCode: 'GY-01', terms };
    given(order)
      .among(paper)
      .seeing(world)
      .when(placed(early, { occurredAt: '2026-01-20T10:00:00.000+08:00' }))
      .recordsIt();
    place(early).refuses('welfare-terms-differ');
    given(serviceActivity)
      .seeing(world)
      .when(fact('ActivityPlanned', PLANNED, { by: window, occurredAt: '2026-01-20T10:00:00.000+08:00' }))
      .recordsIt();
  });

  it('of persons is told by activities, never by orders', () => {
    plan({ ...PLANNED, ...byPersons }).recordsIt();
    const { terms: _terms, ...stated } = PLACED_PUBLIC;
    place({ ...stated, entryCode: 'GY-03' }).refuses('welfare-unit-not-of-orders', { entry: 'GY-03' });
  });
});
