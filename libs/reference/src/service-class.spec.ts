import { describe, expect, it } from '@jest/globals';
import { SERVICE_CLASSES, serviceClassOn } from './service-class.js';

describe('serviceClassOn', () => {
  it('knows nine classes, each once', () => {
    expect(SERVICE_CLASSES.map((row) => row.code)).toEqual(['10', '11', '12', '13', '14', '15', '16', '17', '99']);
  });

  it('answers an item with its class', () => {
    expect(serviceClassOn('1001', '2026-11-24')).toEqual(serviceClassOn('10', '2026-11-24'));
    expect(serviceClassOn('1001', '2026-11-24')?.name).toBe('信息服务');
  });

  it('asks a reason for 99 alone', () => {
    expect(SERVICE_CLASSES.filter((row) => row.needsReason).map((row) => row.code)).toEqual(['99']);
  });

  it.each(['18', '1801', '1', '100', '10011', '1０', ''])('knows no class "%s"', (code) => {
    expect(serviceClassOn(code, '2026-11-24')).toBeUndefined();
  });

  it('knows no class before the first networks', () => {
    expect(serviceClassOn('10', '2010-12-31')).toBeUndefined();
    expect(serviceClassOn('10', '2011-01-01')?.version).toBe('HUB-2013');
  });
});
