import { asRead, containsPersonalData, isBlank, isDeceptive, isPlainId } from '#reference';
import type { Fact } from './event.js';
import { pointerOf } from './json-pointer.js';
import { refuse } from './kernel-refusals.js';
import type { FieldError } from './refusal.js';

type Texts = Omit<FieldError, 'pointer'>;

const DECEPTIVE: Texts = {
  code: 'field-text-deceptive',
  zh: '含改变显示方向的字符或控制字符,所见与所存不同;请删去',
  en: 'holds characters that turn the order of what is shown, or control characters; take them out',
};
const BLANK: Texts = {
  code: 'field-text-blank',
  zh: '没有可见的内容;请填写,或删去该字段',
  en: 'shows nothing; say something, or leave the field out',
};
const PERSONAL: Texts = {
  code: 'field-personal-data',
  zh: '去掉不可见字符后疑似手机号或居民身份号码,不得填报',
  en: 'looks like a mobile number or a resident ID once what is not seen is left out; it must not be stated',
};
const UNSEEN: Texts = {
  code: 'field-id-unseen',
  zh: '编号含不可见字符、首尾或连续空格,或未按 NFC 书写;请删去',
  en: 'an id holds what is not seen, spaces at its ends or in a row, or is not in NFC; take that out',
};

const FINDINGS_MAX = 50;
/** Names of fields that hold an id, such as the number of a standard; most are ASCII by their pattern. */
const OF_ID = /^(?:id|code|identifier)$|(?:Id|Code|Key|No|Number)$/;

/**
 * Refuses texts that are not what they look like. A rule and no matter of shape: what was recorded before is still read, and
 * may be repeated. The ledger's own notes quote what others sent.
 */
export function checkTexts({ data, meta }: Fact): void {
  if (meta.actor.role === 'LEDGER') return;
  const errors = [...misfitsOfIds(meta), ...misfits(data, '/data')].slice(0, FINDINGS_MAX);
  if (errors.length > 0) throw refuse('texts-not-plain', { params: { count: errors.length }, errors });
}

function misfitsOfIds({ statementId, correlationId, causationId }: Fact['meta']): readonly FieldError[] {
  const ids = { id: statementId, correlationid: correlationId, causationid: causationId };
  return Object.entries(ids).flatMap(([name, id]) => {
    if (id === undefined) return [];
    const texts = misfitOfId(id);
    return texts === undefined ? [] : [{ ...texts, pointer: `/${name}` }];
  });
}

function misfits(value: unknown, at: string, isId = false): readonly FieldError[] {
  if (typeof value === 'string') {
    const texts = isId ? misfitOfId(value) : misfitOf(value);
    return texts === undefined ? [] : [{ ...texts, pointer: at }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => misfits(member, at + pointerOf([name]), OF_ID.test(name)));
}

const misfitOfId = (id: string): Texts | undefined => (isPlainId(id) ? misfitOf(id) : UNSEEN);

function misfitOf(text: string): Texts | undefined {
  if (isDeceptive(text)) return DECEPTIVE;
  if (isBlank(text)) return BLANK;
  // What stands there openly is refused by the field's own kind, where that is free text.
  if (containsPersonalData(text) !== undefined) return undefined;
  return containsPersonalData(asRead(text)) === undefined ? undefined : PERSONAL;
}
