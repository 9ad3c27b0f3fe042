import { accountOf, type Account } from './accounts.js';
import { Random } from './random.js';
import { usccOf } from './uscc.js';
import { CLASS_WEIGHTS, SERVICES, tradeName, type ServiceClassCode } from './vocabulary.js';
import type { Window } from './windows.js';

/** A service agency (服务机构) of the network. */
export interface Agency {
  readonly orgId: string;
  readonly name: string;
  readonly uscc: string;
  readonly division: string;
  readonly classes: readonly ServiceClassCode[];
  /** Windows it serves through. */
  readonly nodes: readonly string[];
  /** From 0 (bad) to 1 (excellent); ratings follow it. */
  readonly quality: number;
  readonly account: Account;
}

/** At scale 1 a province has about 900. */
const agencyCount = (scale: number): number => Math.max(12, Math.round(900 * scale));

export function agenciesOf(seed: string, scale: number, windows: readonly Window[]): readonly Agency[] {
  const weighted = windows.map((window) => [window, window.weight] as const);
  return Array.from({ length: agencyCount(scale) }, (_, index) => {
    const random = new Random(`${seed}/agency/${index}`);
    const orgId = `A${String(index + 1).padStart(4, '0')}`;
    const home = random.weighted(weighted);
    // One class each in turn, so that the smallest province offers all of them.
    const main = CLASS_WEIGHTS[index % CLASS_WEIGHTS.length]?.[0] ?? '10';
    const name = `湖南${tradeName(random)}${SERVICES[main].word}${main === '17' ? '所' : '有限公司'}`;
    return {
      orgId,
      name,
      uscc: usccOf(main === '17' ? '31' : '91', home.division, index + 1),
      division: home.division,
      classes: [
        ...new Set([main, ...Array.from({ length: random.integer(0, 2) }, () => random.weighted(CLASS_WEIGHTS))]),
      ],
      nodes: [...new Set([home, ...random.sample(windows, random.integer(0, 2))])].map(({ code }) => code),
      quality: Math.min(1, 0.55 + random.next() * 0.5),
      account: accountOf(seed, name, { account: `agency-${orgId}`, org: orgId, role: 'AGENCY' }, random.chance(0.08)),
    };
  });
}
