import { civilDate, eventType, Field, listOf, sha256Hex, text, type FactOf } from '#kernel';
import { classCode, reason, title, version } from './catalogue-fields.js';

/** What is on disk of a service standard (服务规范, guideline §5), stream `std-{id}`. */

class ServiceStandardPublished {
  /** The number it is known by, such as DB32/T 4369—2022. */
  @Field(text(1, 60)) code: string;
  @Field(title) title: string;
  @Field(version) version: number;
  /** The classes it is for. */
  @Field(listOf(classCode, 1, 20)) classCodes: readonly string[];
  @Field(civilDate) effectiveFrom: string;
  /** SHA-256 of the document's file. */
  @Field(sha256Hex) docHash: string;
}

/** Ends the version in force; a later version may follow. */
class ServiceStandardWithdrawn {
  /** First day on which it no longer holds. */
  @Field(civilDate) on: string;
  @Field(reason) reason: string;
}

const AUTHORITY = { version: 1, by: ['AUTHORITY'] } as const;

export const stdEvents = {
  ServiceStandardPublished: eventType(ServiceStandardPublished, {
    ...AUTHORITY,
    zh: '服务规范已发布',
    from: ['ABSENT', 'PUBLISHED', 'WITHDRAWN'],
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
