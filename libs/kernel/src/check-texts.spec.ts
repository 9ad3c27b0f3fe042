import { describe, expect, it } from '@jest/globals';
import { checkTexts } from './check-texts.js';
import type { Fact } from './event.js';
import { Refusal } from './refusal.js';

const fact = (data: object, meta: object = {}): Fact => ({
  id: '00000000-0000-7000-8000-000000000000',
  type: 'NoteTaken',
  version: 1,
  data,
  meta: {
    actor: { account: 'w1', org: 'org1', role: 'WINDOW' },
    enteredBy: 'SELF',
    occurredAt: '2026-03-05T11:30:00.000+08:00',
    recordedAt: '2026-03-05T11:30:00.000+08:00',
    source: 'urn:w1',
    statementId: 'n-1',
    digest: '0'.repeat(64),
    correlationId: 'note-1',
    ruleVersions: ['1'],
    ...meta,
  },
});

function found(data: object, meta: object = {}): readonly string[] {
  try {
    checkTexts(fact(data, meta));
    return [];
  } catch (failure) {
    if (failure instanceof Refusal) return failure.errors.map(({ code, pointer }) => `${code} ${pointer}`);
    throw failure;
  }
}

describe('the texts of a statement', () => {
  it('are each looked at, however deep, and named by their place', () => {
    expect(found({ a: [{ b: 'x\u202e' }, 'y'], c: { d: '\u3164' }, e: 1, f: null, g: '' })).toEqual([
      'field-text-deceptive /data/a/0/b',
      'field-text-blank /data/c/d',
    ]);
  });

  it('that are ids differ in what is seen', () => {
    expect(found({ code: 'GB\u00a01', standardNo: 'a\u200bb', title: 'a\u200bb', codes: 'a\u200bb' })).toEqual([
      'field-id-unseen /data/code',
      'field-id-unseen /data/standardNo',
    ]);
    expect(found({}, { statementId: 'a\u200b', correlationId: ' a', causationId: 'e\u0301' })).toEqual([
      'field-id-unseen /id',
      'field-id-unseen /correlationid',
      'field-id-unseen /causationid',
    ]);
  });

  it('hide no number, in text or id', () => {
    expect(found({ note: '138\u200d00138000' }, { statementId: '①③⑧⓪⓪①③⑧⓪⓪⓪' })).toEqual([
      'field-personal-data /id',
      'field-personal-data /data/note',
    ]);
  });

  it('of the ledger’s own notes quote what others sent', () => {
    expect(found({ pointer: '/data/\u202e' }, { actor: { account: 'ledger', org: 'ledger', role: 'LEDGER' } })).toEqual(
      [],
    );
  });
});
