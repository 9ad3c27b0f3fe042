import { evidenceKind, Field, instant, integer, listOf, nested, pattern, storedFile } from '#kernel';

/** A stored file: an event holds its digest, never its bytes. Payloads carry these as `evidence`, so the door finds them. */
export class EvidenceRef {
  @Field(storedFile) sha256: string;
  @Field(evidenceKind) kind: string;
  @Field(integer(1, 2_147_483_648).as('文件大小,字节', 'size in bytes', 20_480)) bytes: number;
  @Field(
    pattern('[a-z]+/[a-z0-9][a-z0-9.+-]{0,80}', '媒体类型,如 image/jpeg', 'a media type, such as image/jpeg').as(
      '媒体类型',
      'media type',
      'image/jpeg',
    ),
  )
  mediaType: string;
  @Field(
    instant.as('照片或录屏的拍摄时间', 'when the photo was taken or the screen recorded', '2026-03-05T09:30:00+08:00'),
    'optional',
  )
  capturedAt?: string;
}

/** How many files there are of each kind, with these. */
export function withKinds(
  counts: Readonly<Record<string, number>>,
  evidence: readonly Pick<EvidenceRef, 'kind'>[],
): Readonly<Record<string, number>> {
  const all = { ...counts };
  for (const { kind } of evidence) all[kind] = (all[kind] ?? 0) + 1;
  return all;
}

/** How many files of a kind an activity must show where its entry demands that kind: of photos three (domain §4.3 照片 ≥ 3). */
export const filesDue = (kind: string): number => (kind === 'PHOTO' ? 3 : 1);

/** The different files there are of each kind with these, by digest, no more of them than are due. */
export function withFiles(
  files: Readonly<Record<string, readonly string[]>>,
  evidence: readonly Pick<EvidenceRef, 'kind' | 'sha256'>[],
): Readonly<Record<string, readonly string[]>> {
  const all = { ...files };
  for (const { kind, sha256 } of evidence) {
    const known = all[kind] ?? [];
    if (known.length < filesDue(kind) && !known.includes(sha256)) all[kind] = [...known, sha256];
  }
  return all;
}

/** Between `min` and 20 references to stored files. */
export const evidenceList = (min: 0 | 1) => listOf(nested(EvidenceRef), min, 20).as('佐证文件', 'files of evidence');
