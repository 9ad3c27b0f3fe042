import { describe, expect, it } from '@jest/globals';
import { ACTIVITY_KINDS, activityKindOf } from './activity-kind.js';

describe('activityKindOf', () => {
  it('knows fifteen kinds, each once', () => {
    expect(new Set(ACTIVITY_KINDS.codes.map((kind) => kind.code)).size).toBe(15);
    expect(ACTIVITY_KINDS.codes).toHaveLength(15);
  });

  it('counts peer exchange alone for the network', () => {
    const forNetwork = ACTIVITY_KINDS.codes.filter((kind) => kind.beneficiary === 'NETWORK');
    expect(forNetwork.map((kind) => kind.code)).toEqual(['PEER_EXCHANGE']);
  });

  it('answers a code with its kind and any other text with nothing', () => {
    expect(activityKindOf('ROADSHOW')).toEqual({
      code: 'ROADSHOW',
      zh: '项目路演',
      en: 'road show',
      beneficiary: 'ENTERPRISE',
    });
    expect(activityKindOf('constructor')).toBeUndefined();
  });
});
