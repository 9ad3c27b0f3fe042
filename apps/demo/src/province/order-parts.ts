import type { Account } from './accounts.js';
import type { Agency } from './agencies.js';
import type { Cast } from './cast.js';
import type { Enterprise } from './enterprises.js';
import type { Random } from './random.js';
import type { Story } from './story.js';
import type { Window } from './windows.js';

/** Who takes part in an order, and the one voice each has. */
export interface OrderParts {
  readonly cast: Cast;
  readonly story: Story;
  readonly random: Random;
  readonly id: string;
  readonly buyer: Enterprise;
  readonly buyerAccount: Account;
  readonly agency: Agency;
  readonly window: Window;
  readonly priceFen: number;
}
