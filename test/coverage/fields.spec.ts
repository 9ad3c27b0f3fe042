import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { exampleOf, explainPayload, Registry, specsIn, specsOf, type FieldSpec, type PayloadClass } from '#kernel';
import { CONTEXTS } from '../../apps/ledger/src/contexts.js';

const registry = new Registry(CONTEXTS);
const events = registry.types.map(({ wireType, eventType }) => [wireType, eventType.payload] as const);
/** The bodies of rules. */
const bodies = events
  .flatMap(([, payload]) => specsIn(payload))
  .flatMap(({ variants = {} }) => Object.values(variants).map((body) => [body.name, body] as const));
const payloads: readonly (readonly [string, PayloadClass])[] = [...events, ...bodies];

interface Found {
  readonly at: string;
  readonly spec: FieldSpec;
}

const fieldsIn = (at: string, payload: PayloadClass): readonly Found[] =>
  [...specsOf(payload)].flatMap(([name, spec]) => {
    const here = `${at} ${name}`;
    return [{ at: here, spec }, ...(spec.nested === undefined ? [] : fieldsIn(here, spec.nested))];
  });
const fields = payloads.flatMap(([name, payload]) => fieldsIn(name, payload));
const listed = (found: readonly Found[]): readonly string[] => found.map(({ at }) => at);

describe('every field of every event', () => {
  it('says in Chinese and English what it means', () => {
    expect(fields.length).toBeGreaterThan(300);
    expect(bodies.map(([name]) => name)).toEqual([
      'SlaBody',
      'CalendarBody',
      'DqBody',
      'BackdatingBody',
      'VoucherBody',
      'SubsidyBody',
      'PurchaseBody',
      'RewardBody',
    ]);
    expect(listed(fields.filter(({ spec }) => spec.meaning === undefined))).toEqual([]);
  });

  it('has an example that fits it', () => {
    const examplesOf = ({ schema }: FieldSpec) => (schema['examples'] ?? []) as readonly unknown[];
    const shown = ({ nested }: FieldSpec) => nested === undefined;
    expect(listed(fields.filter(({ spec }) => shown(spec) && examplesOf(spec).length === 0))).toEqual([]);
    expect(listed(fields.filter(({ spec }) => examplesOf(spec).some((value) => spec.misfit(value))))).toEqual([]);
  });

  it.each(payloads)('of %s makes an example that fits as a whole', (_, payload) =>
    expect(explainPayload(payload, exampleOf(payload), '/data')).toEqual([]),
  );

  it('of the body of a rule stands in the reference', () => {
    const reference = readFileSync('docs/reference.md', 'utf8');
    const names = bodies.flatMap(([, body]) => fieldsIn('', body).map(({ at }) => at.slice(at.lastIndexOf(' ') + 1)));
    expect([...new Set(names)].filter((name) => !reference.includes(`\`${name}\``))).toEqual([]);
  });

  it('that is a digest says of what: a stored file, what somebody else keeps, a secret, or what is stated', () => {
    const digests = fields.filter(({ spec }) => String(spec.schema['pattern']).includes('[0-9a-f]{64}'));
    expect(digests.length).toBeGreaterThan(20);
    expect(listed(digests.filter(({ spec }) => spec.digestOf === undefined))).toEqual([]);
    expect(
      listed(digests.filter(({ spec }) => spec.digestOf === 'STORED')).every((at) => at.includes(' evidence ')),
    ).toBe(true);
  });
});
