import type { Actor } from '#kernel';

/** What a recorded event says of an evidence file. */
export interface SeenEvidence {
  readonly mediaType: string;
}

/** Knows which recorded events name an evidence file. */
export abstract class EvidenceAccess {
  /** The file as an event the caller may see names it; undefined when there is none. */
  abstract visible(sha256: string, caller: Actor): Promise<SeenEvidence | undefined>;
}
