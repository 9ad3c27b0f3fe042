import type { RecordedEvent } from '#kernel';
import { EventLookup } from '../event-store.js';
import type { LogReader } from './log-reader.js';

/** Runs a read of an open file, or refuses. */
export type Reading = <Result>(read: (reader: LogReader) => Result) => Result;

export class SqliteEventLookup extends EventLookup {
  override readonly isEnforced = true;

  constructor(private readonly reading: Reading) {
    super();
  }

  override async event(id: string): Promise<RecordedEvent | undefined> {
    return this.reading((reader) => reader.event(id));
  }

  override async statement(source: string, statementId: string): Promise<readonly RecordedEvent[]> {
    return this.reading((reader) => reader.statement(source, statementId));
  }

  override async doubleOf(): Promise<undefined> {
    return undefined;
  }

  override async doubles(): Promise<number> {
    return 0;
  }
}
