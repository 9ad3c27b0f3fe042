import { COUNT, FLAG, list, object, TEXT } from '#context';
/** JSON Schema of what windows have kept to themselves. */

export const UNFORWARDED = object(
  {
    period: TEXT,
    on: TEXT,
    position: COUNT,
    days: COUNT,
    count: COUNT,
    isComplete: FLAG,
    items: list(object({ stream: TEXT, node: TEXT, registeredOn: TEXT, days: COUNT })),
  },
  { node: TEXT },
);
