import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Actor, Meta } from './event.js';
import { Refusal } from './refusal.js';
import { requireOutsider, requireSpeaker, type Speakers } from './speaking.js';

const NAMES = { event: '已接单', type: 'cn.smes.activity.order-accepted.v1' };
const window = (node: string): Actor => ({ account: 'w', org: 'OP', node, role: 'WINDOW' });
const hub: Actor = { account: 'h', org: 'OP', node: 'HUB', role: 'HUB' };
const agency = (org: string): Actor => ({ account: 'a', org, role: 'AGENCY' });
const SPEAKERS: Speakers = { AGENCY: 'A1', nodes: ['N1'], proxies: ['N1'] };

type Speech = Pick<Meta, 'actor' | 'enteredBy' | 'onBehalfOf'>;
const self = (actor: Actor): Speech => ({ actor, enteredBy: 'SELF' });
const proxy = (actor: Actor, onBehalfOf: string): Speech => ({ actor, enteredBy: 'PROXY', onBehalfOf });

function answerTo(check: () => void): string {
  try {
    check();
    return 'taken';
  } catch (refused) {
    if (refused instanceof Refusal) return refused.code;
    throw refused;
  }
}
const said = (speech: Speech, speakers: Speakers = SPEAKERS): string =>
  answerTo(() => requireSpeaker(speech, NAMES, speakers));

describe('a statement', () => {
  it('is taken of the party by its own credential, of its node, and of a node that names the party', () => {
    expect(said(self(agency('A1')))).toBe('taken');
    expect(said(self(window('N1')))).toBe('taken');
    expect(said(proxy(window('N1'), 'A1'))).toBe('taken');
  });

  it('is refused of another party or node, and of a proxy of nobody who could say it', () => {
    expect(said(self(agency('A2')))).toBe('not-own-business');
    expect(said(self({ ...agency('A1'), role: 'SME' }))).toBe('not-own-business');
    expect(said(self(window('N2')))).toBe('not-own-node');
    expect(said(proxy(window('N2'), 'A1'))).toBe('not-own-node');
    expect(said(proxy(window('N1'), 'A2'))).toBe('proxy-required');
    expect(said(proxy(agency('A1'), 'A1'))).toBe('proxy-not-allowed');
  });

  it('of a party alone is entered by proxy or not at all', () => {
    expect(said(self(window('N1')), { AGENCY: 'A1', proxies: 'ANY' })).toBe('proxy-required');
    expect(said(proxy(window('N9'), 'A1'), { AGENCY: 'A1', proxies: 'ANY' })).toBe('taken');
    expect(said(proxy(window('N1'), 'A1'), { AGENCY: 'A1' })).toBe('proxy-not-allowed');
  });

  it('of a node is taken of who answers for all nodes, where the rule says so', () => {
    expect(said(self(hub))).toBe('not-own-node');
    expect(said(self(hub), { ...SPEAKERS, overseers: ['HUB'] })).toBe('taken');
    expect(said(proxy(hub, 'A1'), { ...SPEAKERS, overseers: ['HUB'] })).toBe('taken');
    expect(said(self(hub), { AGENCY: 'A1', proxies: ['N1'], overseers: ['HUB'] })).toBe('proxy-required');
  });

  it('is taken of nobody whom the rule does not name', () => {
    const names = fc.constantFrom('A1', 'A2', 'N1', 'N2');
    const actor = fc.record({
      account: fc.constant('x'),
      org: names,
      node: names,
      role: fc.constantFrom('SME', 'AGENCY', 'WINDOW', 'HUB', 'AUTHORITY', 'AUDITOR'),
    }) as fc.Arbitrary<Actor>;
    const speech = fc.record({ actor, enteredBy: fc.constantFrom('SELF', 'PROXY'), onBehalfOf: names });
    fc.assert(
      fc.property(speech as fc.Arbitrary<Speech>, (stated) => {
        const { role, org, node } = stated.actor;
        const isParty = role === 'AGENCY' && org === 'A1';
        const isNode = role !== 'AGENCY' && role !== 'SME' && node === 'N1';
        const isProxy = (role === 'WINDOW' || role === 'HUB') && node === 'N1' && stated.onBehalfOf === 'A1';
        const may = stated.enteredBy === 'PROXY' ? isProxy : isParty || isNode;
        expect(said(stated) === 'taken').toBe(may);
      }),
    );
  });
});

describe('a decision', () => {
  it('is made by nobody about themselves, their node or who is related to them', () => {
    const decided = (concerned: { nodes?: string[]; orgs?: string[] }, related: string[] = []) =>
      answerTo(() => requireOutsider(hub, concerned, related));
    expect(decided({ nodes: ['N1'], orgs: ['A1'] })).toBe('taken');
    expect(decided({ orgs: ['OP'] })).toBe('own-business');
    expect(decided({ nodes: ['HUB'] })).toBe('own-business');
    expect(decided({ orgs: ['A1'] }, ['A1'])).toBe('own-business');
  });
});
