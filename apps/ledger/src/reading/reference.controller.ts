import { Controller, Header, UseGuards } from '@nestjs/common';
import {
  type AnswerOf,
  CURSOR,
  everyAccount,
  LIMIT_OF_CODES,
  type Parameter,
  type QuestionOf,
  Reads,
  REFERENCE_LIST_NAME,
  refuse,
  route,
  text,
} from '#context';
import { civilDate, Registry } from '#kernel';
import { inForce, type Code, type CodeList } from '#reference';
import { CallerGuard, readCursor, writeCursor } from '#web';
import { REFERENCE, REFERENCE_LIST } from './reference-answers.js';
import { referenceLists } from './reference-lists.js';

const ON: Parameter = {
  spec: civilDate.as('只列该日有效的代码', 'only codes in force on this day', '2026-03-05'),
};
const PREFIX = text('[A-Za-z0-9._-]{1,60}', '只列以此开头的代码', 'only codes that begin with this', '4301');
const LISTS = route({ summary: '代码表清单 / the code lists there are', readers: everyAccount, answer: REFERENCE });
const ONE = route({
  summary: '一个代码表 / one code list',
  readers: everyAccount,
  query: { on: ON, prefix: PREFIX, limit: LIMIT_OF_CODES, cursor: CURSOR },
  path: { list: REFERENCE_LIST_NAME },
  answer: REFERENCE_LIST,
});
/** Lists change with the program alone. */
const AN_HOUR = 'private, max-age=3600';

/** Code lists: what fields, parameters and answers have codes of. Every account reads them. */
@Controller('v1/reference')
@UseGuards(CallerGuard)
export class ReferenceController {
  readonly #lists: ReadonlyMap<string, CodeList>;

  constructor(registry: Registry) {
    this.#lists = new Map(referenceLists(registry).map((list) => [list.name, list]));
  }

  @Reads('', LISTS)
  @Header('Cache-Control', AN_HOUR)
  listReferences(): AnswerOf<typeof LISTS> {
    return { items: [...this.#lists.values()].map(({ name, zh, en }) => ({ list: name, title: { zh, en } })) };
  }

  @Reads(':list', ONE)
  @Header('Cache-Control', AN_HOUR)
  readReference({
    asked: { limit = '500', cursor, ...filter },
    path: { list: name },
  }: QuestionOf<typeof ONE>): AnswerOf<typeof ONE> {
    const list = this.#lists.get(name);
    if (list === undefined) throw refuse('reference-unknown', { params: { list: name.slice(0, 60) } });
    const asked = { name, ...filter };
    const { on, prefix = '' } = filter;
    const codes = list.codes.filter((code) => code.code.startsWith(prefix) && (on === undefined || isOn(code, on)));
    const after = cursor === undefined ? 0 : Number(readCursor(cursor, asked).after);
    const end = after + Number(limit);
    const next = end < codes.length ? { next: writeCursor({ after: end, pin: 0 }, asked) } : {};
    return {
      list: name,
      title: { zh: list.zh, en: list.en },
      items: codes.slice(after, end).map(({ code, zh, en, ...more }) => ({
        code,
        name: { zh, ...(en === undefined ? {} : { en }) },
        ...more,
      })),
      page: { total: codes.length, ...next },
    };
  }
}

/** What bears no dates is taken on every day. */
const isOn = ({ validFrom, validUntil }: Code, date: string): boolean =>
  validFrom === undefined || inForce({ validFrom, ...(validUntil === undefined ? {} : { validUntil }) }, date);
