import { msOf, type Fact } from '#kernel';

export const happenedMs = ({ meta }: Pick<Fact, 'meta'>): number => msOf(meta.occurredAt);

/** Begin of a civil date, Asia/Shanghai. */
export const startOfDayMs = (date: string): number => msOf(`${date}T00:00:00.000+08:00`);
