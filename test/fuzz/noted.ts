import { sha256 } from '#kernel';
import type { HostileLedger } from './hostile-ledger.js';
import type { Changed } from './statements.js';
import { isFitting } from './verdict.js';

const SINGLE_BYTES_MAX = 256 * 1024;

/** A refusal as it is noted down: of what the door refused by the digest of the bytes, of what a rule refused by the id. */
export interface Note {
  readonly byDigest: string;
  readonly byId: string;
}

/** What the refusal of a statement with `code` is to be noted down as. */
export function noteOf(changed: Changed, account: string, code: string): Note {
  const bytes = Buffer.from(changed.text).subarray(0, SINGLE_BYTES_MAX).toString();
  const id = isFitting(changed) ? (JSON.parse(changed.text) as { readonly id: string }).id : '';
  return { byDigest: `${account} ${code} ${sha256(bytes)}`, byId: `${account} ${code} ${id}` };
}

interface Page {
  readonly items: readonly {
    readonly data: Readonly<Record<'account' | 'code' | 'payloadSha256' | 'statementId', string>>;
  }[];
  readonly page: { readonly next?: string };
}

/** All refusals in a ledger's log. */
export class Notes {
  private constructor(private readonly notes: readonly Note[]) {}

  static async of(ledger: HostileLedger): Promise<Notes> {
    const notes: Note[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const path: string = `/v1/events?type=cn.smes.submission.posting-rejected.v1&limit=999${cursor}`;
      const { items, page }: Page = await ledger.json(path);
      for (const { data } of items) {
        const said = `${data.account} ${data.code}`;
        notes.push({ byDigest: `${said} ${data.payloadSha256}`, byId: `${said} ${data.statementId}` });
      }
      cursor = page.next === undefined ? undefined : `&cursor=${page.next}`;
    }
    return new Notes(notes);
  }

  get count(): number {
    return this.notes.length;
  }

  /** Those of `notes` that are not among these. */
  missing(notes: readonly Note[]): readonly Note[] {
    const known = new Set(this.notes.flatMap(({ byDigest, byId }) => [byDigest, byId]));
    return notes.filter(({ byDigest, byId }) => !known.has(byDigest) && !known.has(byId));
  }
}
