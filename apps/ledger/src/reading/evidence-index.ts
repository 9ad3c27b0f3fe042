import { Visibility } from '#context';
import { streams } from '#audit/published';
import { EventStore } from '#event-store';
import type { Actor } from '#kernel';
import { ReadStore } from '#read-store';
import { EvidenceAccess, type SeenEvidence } from '../posting/evidence-access.js';

interface Naming {
  readonly evidence?: readonly { readonly sha256: string; readonly mediaType: string }[];
  readonly replacement?: Naming;
}

const PAGE = 50;
/** Streams looked at for one file: half the province may use one template, and the caller's own use may come late. */
const STREAMS_MAX = 1_000;
/** Events looked at in one stream. */
const EVENTS_MAX = 100_000;

/** Finds the events that name a file in the index of streams. */
export class EvidenceIndex extends EvidenceAccess {
  constructor(
    private readonly models: ReadStore,
    private readonly store: EventStore,
    private readonly visibility: Visibility,
  ) {
    super();
  }

  override async visible(sha256: string, caller: Actor): Promise<SeenEvidence | undefined> {
    let after: string | undefined;
    for (let looked = 0; looked < STREAMS_MAX; looked += PAGE) {
      const page = { where: { evidence: sha256 }, limit: PAGE, ...(after === undefined ? {} : { after }) };
      const found = await this.models.find(streams, page);
      for (const { id } of found) {
        const seen = await this.#seenIn(id, sha256, caller);
        if (seen !== undefined) return seen;
      }
      if (found.length < PAGE) return undefined;
      after = found.at(-1)?.id;
    }
    return undefined;
  }

  async #seenIn(stream: string, sha256: string, caller: Actor): Promise<SeenEvidence | undefined> {
    for (const event of await this.store.readStream(stream, { limit: EVENTS_MAX })) {
      const naming = event.data as Naming;
      const files = [...(naming.evidence ?? []), ...(naming.replacement?.evidence ?? [])];
      const file = files.find((named) => named.sha256 === sha256);
      if (file !== undefined && (await this.visibility.mayReadEvent(caller, event)))
        return { mediaType: file.mediaType };
    }
    return undefined;
  }
}
