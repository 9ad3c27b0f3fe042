import { Field, instant, integer, listOf, nested, oneOf, pattern, sha256Hex } from '#kernel';

/** Kinds of evidence (佐证) and their Chinese names. */
export const EVIDENCE_KINDS = {
  NOTICE: '通知',
  SIGN_IN: '签到表',
  PHOTO: '照片',
  SLIDES: '课件',
  SUMMARY: '总结',
  QUESTIONNAIRE: '问卷',
  RECORDING: '录屏',
  CONTRACT: '合同',
  DELIVERABLE: '交付成果',
  OTHER: '其他',
} as const;

/** A stored file: an event holds its digest, never its bytes. Payloads carry these as `evidence`, so the door finds them. */
export class EvidenceRef {
  @Field(sha256Hex) sha256: string;
  @Field(oneOf(Object.keys(EVIDENCE_KINDS))) kind: string;
  /** Size in bytes, at most 2 GiB. */
  @Field(integer(1, 2_147_483_648)) bytes: number;
  @Field(pattern('[a-z]+/[a-z0-9][a-z0-9.+-]{0,80}', '媒体类型,如 image/jpeg', 'a media type, such as image/jpeg'))
  mediaType: string;
  /** When the photo was taken or the screen recorded. */
  @Field(instant, 'optional') capturedAt?: string;
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

/** Between `min` and 20 references to stored files. */
export const evidenceList = (min: 0 | 1) => listOf(nested(EvidenceRef), min, 20);
