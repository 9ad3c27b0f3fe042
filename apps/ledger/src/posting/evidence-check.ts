import { together, type Refusal, type Statement } from '#kernel';
import { refuse } from '../ledger-refusals.js';
import type { EvidenceFiles } from './evidence-files.js';

type Stated = Pick<Statement, 'type' | 'data'>;

interface Named {
  readonly sha256: string;
  readonly bytes: number;
  readonly pointer: string;
}

/** Why a statement's evidence does not hold: files it names are not stored, or have another size. Undefined: it holds. */
export async function missingEvidence(statement: Stated, files: EvidenceFiles): Promise<Refusal | undefined> {
  const refused: Refusal[] = [];
  for (const { sha256, bytes: stated, pointer } of namedEvidence(statement)) {
    const stored = files.knownBytes(sha256) ?? (await files.bytes(sha256));
    if (stored === undefined) refused.push(refuse('evidence-missing', { params: { sha256 }, pointer }));
    else if (stored !== stated)
      refused.push(
        refuse('evidence-size-differs', { params: { sha256, stored, stated }, pointer: `${pointer}/bytes` }),
      );
  }
  return together(refused);
}

/** The files a statement, or the replacement a correction states, names in `evidence`. */
function namedEvidence({ data, type }: Stated): readonly Named[] {
  const { evidence, replacement } = data as { readonly evidence?: unknown; readonly replacement?: object };
  if (type === 'EntryRestated' && replacement !== undefined)
    return namedIn((replacement as { readonly evidence?: unknown }).evidence, '/data/replacement/evidence');
  return namedIn(evidence, '/data/evidence');
}

function namedIn(evidence: unknown, at: string): readonly Named[] {
  if (!Array.isArray(evidence)) return [];
  return evidence.flatMap((item: unknown, index) => {
    const { sha256, bytes } = (item ?? {}) as { readonly sha256?: unknown; readonly bytes?: unknown };
    // What has another shape is refused as data: payloads were checked, a replacement is by its own rule.
    if (typeof sha256 !== 'string' || typeof bytes !== 'number') return [];
    return [{ sha256, bytes, pointer: `${at}/${index}` }];
  });
}
