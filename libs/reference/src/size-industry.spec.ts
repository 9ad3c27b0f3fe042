import { describe, expect, it } from '@jest/globals';
import { sizeIndustryOf } from './size-industry.js';

describe('sizeIndustryOf', () => {
  it.each([
    ['01', 'AGRICULTURE'],
    ['0511', 'AGRICULTURE'],
    ['06', 'INDUSTRY'],
    ['3911', 'INDUSTRY'],
    ['4690', 'INDUSTRY'],
    ['4710', 'CONSTRUCTION'],
    ['5090', 'CONSTRUCTION'],
    ['5111', 'WHOLESALE'],
    ['5211', 'RETAIL'],
    ['5412', 'TRANSPORT'],
    ['5829', 'TRANSPORT'],
    ['60', 'POSTAL'],
    ['6110', 'LODGING'],
    ['6210', 'CATERING'],
    ['6311', 'INFORMATION_TRANSMISSION'],
    ['6490', 'INFORMATION_TRANSMISSION'],
    ['6513', 'SOFTWARE'],
    ['7111', 'LEASING_AND_BUSINESS'],
    ['724', 'LEASING_AND_BUSINESS'],
    ['7310', 'OTHER'],
    ['9700', 'OTHER'],
  ] as const)('puts %s under %s', (code, industry) => {
    expect(sizeIndustryOf(code)).toBe(industry);
  });

  it('parts loading from storage within 59', () => {
    expect(['59', '591', '5910', '5920', '5990'].map(sizeIndustryOf)).toEqual([
      'WAREHOUSING',
      'TRANSPORT',
      'TRANSPORT',
      'WAREHOUSING',
      'WAREHOUSING',
    ]);
  });

  it('needs the third digit within 70', () => {
    expect(['70', '701', '7010', '7020', '7030', '7040', '7090'].map(sizeIndustryOf)).toEqual([
      undefined,
      'REAL_ESTATE',
      'REAL_ESTATE',
      'PROPERTY_MANAGEMENT',
      'OTHER',
      'OTHER',
      'OTHER',
    ]);
  });

  it('leaves railways out of transport', () => {
    expect(sizeIndustryOf('5310')).toBe('OTHER');
  });

  it.each(['66', '6790', '6990'])('leaves finance (%s) to its own standard', (code) => {
    expect(sizeIndustryOf(code)).toBeUndefined();
  });

  it.each(['', '00', '98', 'C39', '39110'])('knows no industry "%s"', (code) => {
    expect(sizeIndustryOf(code)).toBeUndefined();
  });
});
