import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canonical, sha256 } from '#kernel';
import { knownRules } from '#catalogue/published';
import { RunningLedger } from '../support/running-ledger.js';
import { publishCatalogue } from '../support/small-catalogue.js';
import { openSmallProvince, type SmallProvince } from '../support/small-province.js';

const NOW = '2026-03-02T12:00:00+08:00';
/** The body that the recipe shows. */
const [, shown = ''] = /```json\n([^`]+)```/.exec(readFileSync('docs/recipes/money-rule.md', 'utf8')) ?? [];
const body = JSON.parse(shown) as Readonly<Record<string, unknown>>;

let ledger: RunningLedger;
let province: SmallProvince;
beforeAll(async () => {
  ledger = await RunningLedger.start({ DEMO_CLOCK: '2026-03-01T08:00:00+08:00' });
  province = await openSmallProvince(ledger);
  await publishCatalogue(province, ledger.key);
}, 60_000);
afterAll(() => ledger.discard());

const publish = (ruleId: string, kind: string, stated: object, version = 1) =>
  ledger.post(
    {
      specversion: '1.0',
      id: `${ruleId}-${version}-${sha256(canonical(stated))}`,
      source: '//gxt/rules',
      type: 'cn.smes.catalogue.rule-version-published.v1',
      subject: `rule-${ruleId}`,
      time: NOW,
      data: {
        ruleId,
        version,
        kind,
        body: stated,
        bodySha256: sha256(canonical(stated)),
        effectiveFrom: '2026-03-02',
        anchor: 'p1',
      },
    },
    { key: ledger.key, headers: { 'Demo-Now': NOW, 'Accept-Language': 'en' } },
  );

describe('a rule about money', () => {
  it('is posted as the recipe shows it, and read by everybody', async () => {
    expect((await publish('hn-voucher', 'VOUCHER', body)).status).toBe(201);
    const { body: read } = await ledger.fetch('/v1/streams/rule-hn-voucher', { key: province.buyer });
    expect(read).toMatchObject({ stream: 'rule-hn-voucher', state: { kind: 'VOUCHER', body } });
  });

  it('is refused when an example comes to another amount, which the answer names beside the one stated', async () => {
    const examples = (body['examples'] as readonly object[]).map((example) => ({ ...example, amountFen: 493_824 }));
    const { status, body: problem } = await publish('hn-voucher', 'VOUCHER', { ...body, examples }, 2);
    expect([status, problem.code, problem['detail']]).toEqual([
      422,
      'rule-example-differs',
      'by this rule the example “小型企业,发票 12345.60 元,按 40% 计 4938.24 元,舍去角分” comes to 493800 fen, not 493824; mend the rule or the example',
    ]);
  });

  it('does not become one of another kind', async () => {
    const reward = knownRules('HN').find(({ kind }) => kind === 'REWARD');
    const { status, body: problem } = await publish('hn-voucher', 'REWARD', reward?.body ?? {}, 2);
    expect([status, problem.code]).toEqual([409, 'rule-of-another-kind']);
  });

  it.each(knownRules('HN'))('of $ruleId is taken as it stands', async ({ ruleId, kind, body: stated }) =>
    expect((await publish(ruleId, kind, stated)).status).toBe(201),
  );

  it('is told of by the API: the schema of each kind of body, and the codes that its fields take', async () => {
    const { body: document } = await ledger.fetch('/openapi.json');
    const { schemas } = document['components'] as { readonly schemas: Readonly<Record<string, unknown>> };
    for (const kind of ['Voucher', 'Subsidy', 'Purchase', 'Reward'])
      expect(schemas[`${kind}Body`]).toMatchObject({ type: 'object', additionalProperties: false });
    for (const list of ['money-kinds', 'money-anchors', 'money-base-parts', 'money-contract-days'])
      expect((await ledger.fetch(`/v1/reference/${list}`, { key: province.buyer })).status).toBe(200);
  });
});
