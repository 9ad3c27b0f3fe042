import { Injectable } from '@nestjs/common';
import { refuse } from '#context';
import { claimedCode, heldByAnother, type NetworkDocument, networkProjection } from '#network/published';
import { EventLookup, EventStore } from '#event-store';
import { categoryOf, type Actor, type Refusal, type Statement } from '#kernel';
import { ProjectionRunner, ReadStore } from '#read-store';

const CATCH_UP_MS = 5_000;
/** Organisations that claim one code; before claims were looked at there could be several. */
const CLAIMANTS_MAX = 20;

/**
 * One enterprise under two ids would be counted twice, so a credit code is claimed by one live organisation at a time. Claims
 * are scattered over the streams of organisations: who has claimed a code is looked up in the register, brought up to the log
 * first. Of two servers in one instant each may let one through; binding the code settles whose it is.
 */
@Injectable()
export class ClaimedCodes {
  constructor(
    private readonly models: ReadStore,
    private readonly runner: ProjectionRunner,
    private readonly store: EventStore,
    private readonly lookup: EventLookup,
  ) {}

  /**
   * The refusals of claims to codes that others have claimed, by the statement's place; of one call the first claim goes before.
   * Refuses with projection-lagging while the register cannot be brought up to the log.
   */
  async taken(statements: readonly Statement[], caller: Actor): Promise<ReadonlyMap<number, Refusal>> {
    const taken = new Map<number, Refusal>();
    const claims = statements.flatMap((statement, index) => claimOf(statement, index));
    if (claims.length === 0) return taken;
    await this.#caughtUp();
    const claimants = new Map<string, string>();
    for (const { code, org, index, statement } of claims) {
      if (await this.#isRecorded(statement)) continue;
      const holder = claimants.get(code) ?? (await this.#claimantOf(code, org));
      if (holder === undefined || holder === org) claimants.set(code, org);
      else taken.set(index, heldByAnother(code, holder, caller));
    }
    return taken;
  }

  async #caughtUp(): Promise<void> {
    const head = await this.store.head();
    if (await this.runner.waitFor(head, CATCH_UP_MS, [networkProjection.name])) return;
    const reached = this.runner.checkpoints().find(({ name }) => name === networkProjection.name)?.checkpoint ?? 0;
    throw refuse('projection-lagging', { params: { wanted: head, reached } });
  }

  /** Posting again what was recorded is answered with its receipt. */
  async #isRecorded({ meta }: Statement): Promise<boolean> {
    return (await this.lookup.statement(meta.source, meta.statementId)).length > 0;
  }

  /** Another live organisation that claims a code. */
  async #claimantOf(code: string, org: string): Promise<string | undefined> {
    const where = { identifiers: code, status: 'LIVE' };
    const found = await this.models.find<NetworkDocument>(networkProjection, { where, limit: CLAIMANTS_MAX });
    const others = found.flatMap(({ doc }) => (doc.type === 'org' && doc.org !== org ? [doc.org] : []));
    return others[0];
  }
}

interface Claim {
  readonly code: string;
  readonly org: string;
  readonly index: number;
  readonly statement: Statement;
}

/** The code that a statement claims for an organisation, in its own words or by restating a claim. */
function claimOf(statement: Statement, index: number): readonly Claim[] {
  const { stream, type, data } = statement;
  if (categoryOf(stream) !== 'org') return [];
  const { replacement } = data as { readonly replacement?: object };
  const claimed = type === 'OrganizationIdentifierClaimed' ? data : type === 'EntryRestated' ? replacement : undefined;
  const code = claimed === undefined ? undefined : claimedCode(claimed);
  return code === undefined ? [] : [{ code, org: stream.slice('org-'.length), index, statement }];
}

/** Whether any of them claims a code. */
export const claimsCode = (statements: readonly Statement[]): boolean =>
  statements.some((statement, index) => claimOf(statement, index).length > 0);
