import type { Meta, RecordedEvent } from '#kernel';

/** The columns of a recorded event, in the order of `Row`. */
export const COLUMNS = 'position, stream, revision, id, type, version, source, statement_id, meta, data';

export type Row = readonly [
  position: number,
  stream: string,
  revision: number,
  id: string,
  type: string,
  version: number,
  source: string,
  statementId: string,
  metaText: string,
  dataText: string,
];

/** The envelope as it is stored: source and statement id are columns of their own and not said twice. */
export const metaText = (meta: Meta): string => JSON.stringify({ ...meta, source: undefined, statementId: undefined });

export function recordedEvent(row: Row): RecordedEvent {
  const [position, stream, revision, id, type, version, source, statementId, metaText, dataText] = row;
  const meta = { ...(JSON.parse(metaText) as Omit<Meta, 'source' | 'statementId'>), source, statementId };
  return { position, stream, revision, id, type, version, data: JSON.parse(dataText), meta };
}
