import { Injectable } from '@nestjs/common';
import { PostingCheck } from '#context';
import { EventLookup, EventStore } from '#event-store';
import { categoryOf, type Actor, type Refusal, type Statement } from '#kernel';
import { ProjectionRunner, ReadStore } from '#read-store';
import { Recorder } from '#recorder';
import { claimedCode, heldByAnother } from './held-code.js';
import { identifierKey } from './identifier.js';
import { networkProjection, type NetworkDocument } from './network.projection.js';
import type { OrgState } from './org.state.js';

const PAGE = 500;
/** Organisations that claim one code; before claims were looked at there could be several. */
const CLAIMANTS_MAX = 20;

/**
 * One enterprise under two ids would be counted twice, so a credit code is claimed by one live organisation at a time. Claims
 * are scattered over the streams of organisations: who may have claimed a code is looked up in the register as it stands and in
 * the log after it, and whether it still does, in its stream. Of two servers in one instant each may let one through; binding
 * the code settles whose it is.
 */
@Injectable()
export class ClaimedCodes extends PostingCheck {
  constructor(
    private readonly models: ReadStore,
    private readonly runner: ProjectionRunner,
    private readonly store: EventStore,
    private readonly lookup: EventLookup,
    private readonly recorder: Recorder,
  ) {
    super();
  }

  concerns(statement: Statement): boolean {
    return codeIn(statement) !== undefined;
  }

  /** Of one post the first claim to a code goes before. */
  async refusals(statements: readonly Statement[], caller: Actor): Promise<ReadonlyMap<number, Refusal>> {
    const refused = new Map<number, Refusal>();
    const since = await this.#claimedSince();
    const claimants = new Map<string, string>();
    for (const [index, statement] of statements.entries()) {
      const code = codeIn(statement);
      if (code === undefined || (await this.#isRecorded(statement))) continue;
      const holder = claimants.get(code) ?? (await this.#claimantOf(code, statement.stream, since.get(code) ?? []));
      if (holder === undefined || holder === statement.stream) claimants.set(code, statement.stream);
      else refused.set(index, heldByAnother(code, holder.slice('org-'.length), caller));
    }
    return refused;
  }

  /** Posting again what was recorded is answered with its receipt. */
  async #isRecorded({ meta }: Statement): Promise<boolean> {
    return (await this.lookup.statement(meta.source, meta.statementId)).length > 0;
  }

  /** The organisations that claimed a code after what the register knows of. */
  async #claimedSince(): Promise<ReadonlyMap<string, readonly string[]>> {
    const claims = new Map<string, readonly string[]>();
    const head = await this.store.head();
    let after = this.runner.checkpoints().find(({ name }) => name === networkProjection.name)?.checkpoint ?? 0;
    while (after < head) {
      const page = await this.store.readAll({ after, limit: PAGE, categories: ['org'] });
      for (const event of page.events) {
        const code = codeIn(event);
        if (code !== undefined) claims.set(code, [...(claims.get(code) ?? []), event.stream]);
      }
      after = page.position;
    }
    return claims;
  }

  /** The stream of another live organisation that claims a code. */
  async #claimantOf(code: string, stream: string, since: readonly string[]): Promise<string | undefined> {
    const where = { identifiers: code, status: 'LIVE' };
    const found = await this.models.find<NetworkDocument>(networkProjection, { where, limit: CLAIMANTS_MAX });
    const known = found.flatMap(({ doc }) => (doc.type === 'org' ? [`org-${doc.org}`] : []));
    for (const other of [...known, ...since]) if (other !== stream && (await this.#claims(other, code))) return other;
    return undefined;
  }

  async #claims(stream: string, code: string): Promise<boolean> {
    const { status, identifiers } = (await this.recorder.fold(stream)).state as OrgState;
    return status === 'LIVE' && identifiers.has(identifierKey('USCC', code));
  }
}

/** The code that is claimed for an organisation, in its own words or by restating a claim. */
function codeIn({
  stream,
  type,
  data,
}: Pick<Statement, 'stream' | 'type'> & { readonly data: unknown }): string | undefined {
  if (categoryOf(stream) !== 'org') return undefined;
  const { replacement } = data as { readonly replacement?: object };
  const claimed = type === 'OrganizationIdentifierClaimed' ? data : type === 'EntryRestated' ? replacement : undefined;
  return claimed === undefined ? undefined : claimedCode(claimed as object);
}
