import { describe, expect, it } from '@jest/globals';
import { industryOf } from './industry.js';

const allDivisions = Array.from({ length: 100 }, (_, index) => String(index).padStart(2, '0'));

describe('industryOf', () => {
  it('knows 97 divisions in 20 sections without a gap', () => {
    const known = allDivisions.flatMap((code) => industryOf(code) ?? []);
    expect(known.map((industry) => industry.division)).toEqual(allDivisions.slice(1, 98));
    expect([...new Set(known.map((industry) => industry.section))].join('')).toBe('ABCDEFGHIJKLMNOPQRST');
    expect(new Set(known.map((industry) => industry.divisionName)).size).toBe(97);
  });

  it.each([
    ['0111', 'A', '农业'],
    ['1310', 'C', '农副食品加工业'],
    ['3911', 'C', '计算机、通信和其他电子设备制造业'],
    ['435', 'C', '金属制品、机械和设备修理业'],
    ['52', 'F', '零售业'],
    ['6513', 'I', '软件和信息技术服务业'],
    ['7241', 'L', '商务服务业'],
    ['7910', 'N', '土地管理业'],
    ['9610', 'S', '基层群众自治组织及其他组织'],
  ])('puts %s into section %s, %s', (code, section, divisionName) => {
    expect(industryOf(code)).toMatchObject({ section, divisionName });
  });

  it.each(['', 'C', '3', '00', '98', 'C3911', '39110', '３９'])('knows no industry "%s"', (code) => {
    expect(industryOf(code)).toBeUndefined();
  });
});
