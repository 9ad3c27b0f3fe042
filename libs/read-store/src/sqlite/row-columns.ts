import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import { DIMENSIONS, type Dimension, type MeasurementRow } from '../measurement.js';
import { ROW_COLUMNS } from './tables.js';

export const INSERT_ROW = `(${ROW_COLUMNS.join(', ')}) VALUES (${ROW_COLUMNS.map(() => '?').join(', ')})`;

/** A row's values in the order of `ROW_COLUMNS`. */
export function toColumns(row: MeasurementRow): SQLInputValue[] {
  const { dims, occurredOn, eventId, originId } = row;
  const { node = '', class: serviceClass = '', org = '', agency = '', channel = '' } = dims;
  const { kind = '', welfare = '', level = '', code = '' } = dims;
  return [
    row.measure,
    occurredOn.slice(0, 7),
    node,
    serviceClass,
    row.position,
    row.n,
    occurredOn,
    row.amount,
    row.sign,
    org,
    agency,
    channel,
    kind,
    welfare,
    level,
    code,
    eventId,
    originId === eventId ? '' : originId,
    row.stream,
  ];
}

export function fromColumns(record: Record<string, SQLOutputValue>): MeasurementRow {
  const dims: Partial<Record<Dimension, string>> = {};
  for (const dimension of DIMENSIONS) {
    const value = String(record[dimension]);
    if (value !== '') dims[dimension] = value;
  }
  const eventId = String(record['event_id']);
  const originId = String(record['origin_id']);
  return {
    measure: String(record['measure']),
    amount: Number(record['amount']),
    occurredOn: String(record['occurred_on']),
    dims,
    position: Number(record['position']),
    sign: record['sign'] === 1 ? 1 : -1,
    n: Number(record['n']),
    eventId,
    originId: originId === '' ? eventId : originId,
    stream: String(record['stream']),
  };
}
