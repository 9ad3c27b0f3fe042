import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import { bandOf } from './band.js';
import type { Dimension, Measurement, MeasurementRow } from '../measurement.js';
import type { Layout } from './layout.js';

/** A cell's values in the order of its columns. */
export function cellValues(
  { cellColumns }: Layout,
  { measure, occurredOn, dims, amount }: Measurement,
  isDaily: boolean,
): SQLInputValue[] {
  return cellColumns.map((column) => {
    switch (column) {
      case 'measure':
        return measure;
      case 'month':
        return occurredOn.slice(0, 7);
      case 'day':
        return isDaily ? occurredOn : '';
      case 'band':
        return bandOf(amount);
      default:
        return dims[column] ?? '';
    }
  });
}

/** A row's own values in the order of its columns. */
export function amountValues({ rowDimensions }: Layout, row: MeasurementRow): SQLInputValue[] {
  const { position, n, occurredOn, amount, sign, dims, eventId, originId, stream } = row;
  const own = rowDimensions.map((name) => dims[name] ?? '');
  return [position, n, occurredOn, amount, sign, ...own, eventId, originId === eventId ? '' : originId, stream];
}

export function fromColumns({ dimensions }: Layout, record: Record<string, SQLOutputValue>): MeasurementRow {
  const dims: Record<Dimension, string> = {};
  for (const dimension of dimensions) {
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
