import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { codeList } from '#reference';
import {
  civilDate,
  fen,
  flag,
  id,
  instant,
  integer,
  listOf,
  nested,
  oneOf,
  orderFen,
  pattern,
  sha256Hex,
  text,
} from './field-kinds.js';
import { Field } from './field.js';
import { compilePayload, exampleOf, explainPayload, schemaOf } from './payload.js';

class Place {
  @Field(text(1, 5).as('名称', 'name', '一号楼')) name: string;
  @Field(integer(0, 9), 'optional') floor?: number;
}

class Everything {
  @Field(text(2, 6)) title: string;
  @Field(id) orgId: string;
  @Field(orderFen) priceFen: number;
  @Field(fen, 'optional') revenueFen?: number;
  @Field(flag) customised: boolean;
  @Field(oneOf(codeList('kinds', '种类', 'kind', { A: ['甲', 'a'], B: ['乙', 'b'] }))) kind: string;
  @Field(civilDate) on: string;
  @Field(instant) at: string;
  @Field(pattern('[0-9]{2}', '两位数字', 'two digits')) classCode: string;
  @Field(sha256Hex, 'optional') sha256?: string;
  @Field(listOf(id, 1, 3), 'optional') staffIds?: string[];
  @Field(nested(Place), 'optional') place?: Place;
  @Field(listOf(nested(Place), 0, 2), 'optional') places?: Place[];
}

const good = {
  title: '政策宣讲',
  orgId: 'o-1',
  priceFen: 0,
  customised: false,
  kind: 'A',
  on: '2026-03-05',
  at: '2026-03-05T11:30:00+08:00',
  classCode: '10',
};
const accepts = compilePayload(Everything);
const codes = (data: unknown) =>
  explainPayload(Everything, data, '/data').map(({ code, pointer }) => `${code} ${pointer}`);

describe('a payload class', () => {
  it('accepts what fits, with and without optional fields', () => {
    const full = {
      ...good,
      priceFen: 200_000_000_000,
      revenueFen: 9_000_000_000_000_000,
      sha256: 'a'.repeat(64),
      staffIds: ['s1', 's2'],
      place: { name: '大厅' },
      places: [{ name: 'a', floor: 1 }],
    };
    for (const data of [good, full]) {
      expect(accepts(data)).toBe(true);
      expect(codes(data)).toEqual([]);
    }
  });

  it.each([
    [{ ...good, title: 'x' }, 'field-text /data/title'],
    [{ ...good, title: undefined }, 'field-required /data/title'],
    [{ ...good, orgId: 'o/1' }, 'field-format /data/orgId'],
    [{ ...good, priceFen: -1 }, 'field-integer /data/priceFen'],
    [{ ...good, priceFen: '3000' }, 'field-integer /data/priceFen'],
    [{ ...good, priceFen: 200_000_000_001 }, 'field-amount-implausible /data/priceFen'],
    [{ ...good, priceFen: 9_000_000_000_000_001 }, 'field-amount-implausible /data/priceFen'],
    [{ ...good, priceFen: 2 ** 60 }, 'field-integer /data/priceFen'],
    [{ ...good, revenueFen: 9_000_000_000_000_001 }, 'field-integer /data/revenueFen'],
    [{ ...good, kind: 'C' }, 'field-choice /data/kind'],
    [{ ...good, on: '2026-02-30' }, 'field-date /data/on'],
    [{ ...good, at: '2026-03-05T11:30:00' }, 'field-instant /data/at'],
    [{ ...good, staffIds: ['a', 'a'] }, 'field-list /data/staffIds'],
    [{ ...good, place: { name: '大厅', floor: 12 } }, 'field-integer /data/place/floor'],
    [{ ...good, places: [{ name: 'a' }, { nom: 'b' }] }, 'field-unknown /data/places/1/nom'],
    [{ ...good, extra: 1 }, 'field-unknown /data/extra'],
    [{ ...good, toString: 1 }, 'field-unknown /data/toString'],
    [{ ...good, place: { name: '大厅', hasOwnProperty: 1 } }, 'field-unknown /data/place/hasOwnProperty'],
    [{ ...good, staffIds: ['a', 'b/c'] }, 'field-format /data/staffIds/1'],
    [{ ...good, places: [{ name: 'a' }, 'b'] }, 'field-object /data/places/1'],
    [{ ...good, place: null }, 'field-object /data/place'],
  ])('explains %j', (data, finding) => {
    expect(accepts(JSON.parse(JSON.stringify(data)))).toBe(false);
    expect(codes(JSON.parse(JSON.stringify(data)))).toContain(finding);
  });

  it('is blamed for each thing once, and for 50 at most', () => {
    expect(codes({ ...good, places: ['大厅'] })).toEqual(['field-object /data/places/0']);
    const members = Array.from({ length: 1_000 }, (_, n) => [`extra${n}`, 0] as const);
    expect(codes({ ...good, ...Object.fromEntries(members) })).toHaveLength(50);
  });

  // Never (access): personal data enters a text field or an attribute
  it('names personal data by its own code', () => {
    class Note {
      @Field(text(1, 50)) note: string;
    }
    expect(explainPayload(Note, { note: '请联系 13812345678' }, '').map(({ code }) => code)).toEqual([
      'field-personal-data',
    ]);
  });

  it.each([null, 1, 'x', [], undefined])('is an object, not %p', (data) => {
    expect(accepts(data)).toBe(false);
    expect(explainPayload(Everything, data, '/data').length).toBeGreaterThan(0);
  });

  // Never (input): the two validators of a payload disagree
  it('gets one verdict from class-validator and the compiled validator, whatever is sent', () => {
    const odd = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom(
        '2026-02-29',
        '2026-03-05',
        '2026-03-05T24:00:00+08:00',
        '10',
        'A',
        'a-1',
        '-a',
        '\u{20000}\u{20000}',
        '1'.repeat(65),
      ),
      fc.integer(),
      fc.constantFrom(
        2 ** 53,
        0.5,
        -1,
        [],
        [{}],
        ['a', 'b'],
        [{ name: 'x' }, { name: 'x' }],
        { name: 'x' },
        { name: 'x', floor: 3 },
      ),
    );
    const names = Object.keys(schemaOf(Everything)['properties'] as object);
    const changed = fc
      .dictionary(fc.constantFrom(...names, 'extra', 'toString', 'hasOwnProperty'), odd, { maxKeys: 3 })
      .map((changes) => JSON.parse(JSON.stringify({ ...good, ...changes })) as Record<string, unknown>);
    fc.assert(
      fc.property(changed, (data) => expect(explainPayload(Everything, data, '').length === 0).toBe(accepts(data))),
      { numRuns: 2_000 },
    );
  });

  it('has a JSON Schema that names required fields and closes the object', () => {
    expect(schemaOf(Place)).toEqual({
      type: 'object',
      additionalProperties: false,
      required: ['name'],
      properties: {
        floor: {
          type: 'integer',
          minimum: 0,
          maximum: 9,
          description: '0–9 的整数 / an integer from 0 to 9',
          examples: [0],
        },
        name: {
          type: 'string',
          minLength: 1,
          maxLength: 5,
          format: 'public-text',
          description: '名称(1–5 字) / name (1 to 5 characters)',
          examples: ['一号楼'],
        },
      },
    });
  });

  it('shows an example without what the ledger fills in, and without what is stated instead of something else', () => {
    class Asked {
      @Field(nested(Place)) place: Place;
      @Field(listOf(nested(Place), 1, 2)) places: Place[];
      @Field(listOf(id.as('编号', 'id', 'p-1'), 0, 2)) ids: string[];
      @Field(flag.byLedger(), 'optional') seen?: boolean;
      @Field(fen.instead('ids'), 'optional') fee?: number;
    }
    const place = { name: '一号楼', floor: 0 };
    expect(exampleOf(Asked)).toEqual({ place, places: [place], ids: ['p-1'] });
  });
});
