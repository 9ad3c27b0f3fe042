import { describe, expect, it } from '@jest/globals';
import { explainPayload, Registry } from '#kernel';
import { fact, given, type Otherwise } from '#testing/given';
import { catalogue } from './catalogue.context.js';
import { docNumber } from './docno.js';
import { docNumberStream } from './docno.state.js';
import { policyEvents } from './policy.events.js';
import { policy } from './policy.js';

const AUTHORITY = { by: 'AUTHORITY' } as const;
const DOC = '工信部联企业〔2017〕187号';
const ALIAS = '工企业函〔2017〕187号';

const document = {
  docNo: DOC,
  aliases: [ALIAS],
  issuers: ['工业和信息化部', '财政部'],
  title: '关于推动中小企业公共服务平台网络有效运营的指导意见',
  issuedOn: '2017-07-26',
  effectiveFrom: '2017-07-26',
  docHash: 'a'.repeat(64),
};
const publish = (changes: object = {}, otherwise: Otherwise = AUTHORITY) =>
  fact('PolicyPublished', { ...document, ...changes }, otherwise);
const withdraw = (on: string) => fact('PolicyWithdrawn', { on, reason: '新办法施行' }, AUTHORITY);
const reserve = (docNo: string, policyId: string, otherwise: Otherwise = AUTHORITY) =>
  fact('DocNumberReserved', { docNo, policyId }, otherwise);
const release = (policyId: string) => fact('DocNumberReleased', { policyId, reason: '文号有误' }, AUTHORITY);

const reserved = (...numbers: readonly (readonly [docNo: string, policyId: string])[]) =>
  Object.fromEntries(numbers.map(([docNo, policyId]) => [docNumberStream(docNo), [reserve(docNo, policyId)]]));
const fresh = given(policy, 'policy-P1').seeing(reserved([DOC, 'P1'], [ALIAS, 'P1']));

describe('a policy', () => {
  it('is published by the authority in its own name', () => {
    fresh.when(publish()).recordsIt();
    fresh.when(publish({}, { by: 'HUB' })).refuses('role-may-not-state');
    fresh.when(publish({}, { ...AUTHORITY, enteredBy: 'PROXY', onBehalfOf: 'x' })).refuses('proxy-not-allowed');
  });

  it('holds every number it is cited by', () => {
    const seeing = (world: ReturnType<typeof reserved>) => given(policy, 'policy-P1').seeing(world).when(publish());
    seeing({}).refuses('doc-number-not-reserved', { docNo: DOC, policy: 'P1', stream: docNumberStream(DOC) });
    seeing(reserved([DOC, 'P1'])).refuses('doc-number-not-reserved');
    seeing(reserved([DOC, 'P1'], [ALIAS, 'P2'])).refuses('doc-number-held-by-another', { docNo: ALIAS, holder: 'P2' });
  });

  it('names each number once', () => fresh.when(publish({ aliases: [DOC] })).refuses('doc-number-twice'));

  it('was issued before it is published here, and may take effect before or after', () => {
    fresh.when(publish({ issuedOn: '2026-03-05', effectiveFrom: '2027-01-01' })).recordsIt();
    fresh.when(publish({ effectiveFrom: '2017-01-01' })).recordsIt();
    fresh.when(publish({ issuedOn: '2026-03-06' })).refuses('date-in-future');
  });

  it('is withdrawn once, not before it was issued', () => {
    const published = fresh.past([publish()]);
    published.when(withdraw('2026-12-31')).recordsIt();
    published.when(withdraw('2017-07-25')).refuses('withdrawn-before-issued');
    fresh
      .past([publish(), withdraw('2026-01-01')])
      .when(withdraw('2026-02-01'))
      .refuses('status-not-allowed');
    fresh.when(withdraw('2026-12-31')).refuses('status-not-allowed');
  });
});

describe('a document number', () => {
  const stream = docNumberStream(DOC);
  const free = given(docNumber, stream);
  const held = free.past([reserve(DOC, 'P1')]);
  const misfits = (docNo: string) =>
    explainPayload(policyEvents.PolicyPublished.payload, { ...document, docNo }, '').map(({ code }) => code);

  it.each([
    DOC,
    '国办发明电〔2025〕7号',
    '厦工信企业〔2020〕152号',
    '工业和信息化部公告2023年第5号',
    '国务院令第174号',
  ])('may be %s', (docNo) => expect(misfits(docNo)).toEqual([]));

  it.each([
    '工信部联企业[2017]187号',
    '工信部联企业〔2017〕0187号',
    '工信部联企业〔2017〕第187号',
    '187号',
    `${DOC} `,
    '',
  ])('is not written "%s"', (docNo) => expect(misfits(docNo)).toEqual(['field-format']));

  it('has a stream of its own, named by its digest', () => {
    expect(new Registry([catalogue]).aggregateOf(stream)?.aggregate.category).toBe('docno');
    free.when(reserve(DOC, 'P1')).recordsIt();
    free
      .when(reserve(ALIAS, 'P1'))
      .refuses('doc-number-not-of-stream', { docNo: ALIAS, stream: docNumberStream(ALIAS) });
  });

  it('belongs to one policy in the whole network', () => held.when(reserve(DOC, 'P2')).refuses('status-not-allowed'));

  it('is reserved by the authority in its own name', () => {
    free.when(reserve(DOC, 'P1', { by: 'HUB' })).refuses('role-may-not-state');
    free.when(reserve(DOC, 'P1', { ...AUTHORITY, enteredBy: 'PROXY', onBehalfOf: 'x' })).refuses('proxy-not-allowed');
  });

  it('is released by who holds it, while its policy is not published', () => {
    held.when(release('P1')).recordsIt();
    held.when(release('P2')).refuses('doc-number-held-by-another', { docNo: DOC, holder: 'P1' });
    held
      .seeing({ 'policy-P1': [publish()] })
      .when(release('P1'))
      .refuses('doc-number-in-use');
    held
      .seeing({ 'policy-P1': [publish(), withdraw('2026-01-01')] })
      .when(release('P1'))
      .refuses('doc-number-in-use');
    free
      .past([reserve(DOC, 'P1'), release('P1')])
      .when(reserve(DOC, 'P2'))
      .recordsIt();
  });
});
