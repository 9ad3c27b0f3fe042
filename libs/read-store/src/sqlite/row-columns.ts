import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import { bandOf } from './band.js';
import { DIMENSIONS, type Dimension, type Measurement, type MeasurementRow } from '../measurement.js';

/** A cell's values in the order of `CELL_COLUMNS`. */
export function cellColumns({ measure, occurredOn, dims, amount }: Measurement, isDaily: boolean): SQLInputValue[] {
  const { node = '', class: serviceClass = '', agency = '', channel = '' } = dims;
  const { kind = '', welfare = '', level = '', code = '', size = '' } = dims;
  const month = occurredOn.slice(0, 7);
  const day = isDaily ? occurredOn : '';
  return [measure, month, node, serviceClass, day, agency, channel, kind, welfare, level, code, size, bandOf(amount)];
}

/** A row's own values in the order of `AMOUNT_COLUMNS`. */
export function amountColumns(row: MeasurementRow): SQLInputValue[] {
  const { position, n, occurredOn, amount, sign, dims, eventId, originId, stream } = row;
  return [position, n, occurredOn, amount, sign, dims.org ?? '', eventId, originId === eventId ? '' : originId, stream];
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
