import type { SQLInputValue } from 'node:sqlite';

/** A part of a statement with the values of its parameters. Its text depends on what is asked for, not on the values. */
export interface Clause {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

export const TRUE: Clause = { sql: 'TRUE', values: [] };

export const is = (sql: string, ...values: readonly SQLInputValue[]): Clause => ({ sql, values });

/** The list is passed as one JSON parameter. */
export const oneOf = (column: string, wanted: readonly (string | number)[]): Clause =>
  is(`${column} IN (SELECT value FROM json_each(?))`, JSON.stringify(wanted));

export const not = ({ sql, values }: Clause): Clause => ({ sql: `NOT (${sql})`, values });

export const allOf = (...clauses: readonly Clause[]): Clause => ({
  sql: clauses.map(({ sql }) => sql).join(' AND '),
  values: clauses.flatMap(({ values }) => values),
});
