import { civilDate, classCode, eventType, Field, listOf, reason, text, version, type FactOf } from '#kernel';
import { documentHash, title } from './catalogue-fields.js';

/** What is on disk of a service standard (服务规范, guideline §5), stream `std-{id}`. */

class ServiceStandardPublished {
  @Field(text(1, 60).as('标准号', 'the number it is known by', 'DB32/T 4369—2022')) code: string;
  @Field(title) title: string;
  @Field(version) version: number;
  @Field(listOf(classCode, 1, 20).as('适用的服务类别', 'the classes it is for')) classCodes: readonly string[];
  @Field(civilDate.as('实施日期', 'first day on which it holds')) effectiveFrom: string;
  @Field(documentHash) docHash: string;
}

/** Ends the version in force; a later version may follow. */
class ServiceStandardWithdrawn {
  @Field(civilDate.as('废止生效日期', 'first day on which it no longer holds')) on: string;
  @Field(reason) reason: string;
}

const AUTHORITY = { version: 1, by: ['AUTHORITY'], inOwnName: true } as const;

export const stdEvents = {
  ServiceStandardPublished: eventType(ServiceStandardPublished, {
    ...AUTHORITY,
    zh: '服务规范已发布',
    from: ['ABSENT', 'PUBLISHED', 'WITHDRAWN'],
    inSequence: true,
    to: 'PUBLISHED',
  }),
  ServiceStandardWithdrawn: eventType(ServiceStandardWithdrawn, {
    ...AUTHORITY,
    zh: '服务规范已废止',
    from: ['PUBLISHED'],
    to: 'WITHDRAWN',
  }),
};

export type StdFact = FactOf<typeof stdEvents>;
