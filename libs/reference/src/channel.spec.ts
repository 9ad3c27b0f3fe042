import { describe, expect, it } from '@jest/globals';
import { CHANNELS, channelOn } from './channel.js';

describe('channelOn', () => {
  it('sorts the channels by how far the two sides are apart', () => {
    const byKind = Object.groupBy(CHANNELS, (row) => row.kind);
    const codes = Object.fromEntries(Object.entries(byKind).map(([kind, rows]) => [kind, rows.map((row) => row.code)]));
    expect(codes).toEqual({
      OFFLINE: ['1', '3'],
      REMOTE: ['2', '66'],
      MATERIAL: ['4', '5'],
      ONLINE: ['6', '61', '62', '63', '64', '65'],
      OTHER: ['7'],
    });
  });

  it('knows the extension since the guideline of 2017', () => {
    expect(channelOn('62', '2017-07-25')).toBeUndefined();
    expect(channelOn('62', '2017-07-26')?.name).toBe('微信');
    expect(channelOn('6', '2017-07-25')?.name).toBe('网络');
  });

  it.each(['', '0', '8', '67', '11', ' 1'])('knows no channel "%s"', (code) => {
    expect(channelOn(code, '2026-11-24')).toBeUndefined();
  });
});
