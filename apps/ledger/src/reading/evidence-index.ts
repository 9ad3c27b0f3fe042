import { streams } from '#audit';
import { EventStore } from '#event-store';
import type { Actor } from '#kernel';
import { ReadStore } from '#read-store';
import { EvidenceAccess, type SeenEvidence } from '../posting/evidence-access.js';
import { Visibility } from './visibility.js';

interface Naming {
  readonly evidence?: readonly { readonly sha256: string; readonly mediaType: string }[];
  readonly replacement?: Naming;
}

/** Streams looked at for one file: a template that half the province uses is found in the first few. */
const STREAMS_MAX = 50;

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
    const found = await this.models.find(streams, { where: { evidence: sha256 }, limit: STREAMS_MAX });
    for (const { id } of found) {
      if (!(await this.visibility.mayReadStream(caller, id))) continue;
      for (const { data } of await this.store.readStream(id)) {
        const naming = data as Naming;
        const files = [...(naming.evidence ?? []), ...(naming.replacement?.evidence ?? [])];
        const file = files.find((named) => named.sha256 === sha256);
        if (file !== undefined) return { mediaType: file.mediaType };
      }
    }
    return undefined;
  }
}
