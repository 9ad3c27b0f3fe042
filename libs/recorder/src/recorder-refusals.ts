import { refusals } from '#kernel';

export const refuse = refusals({
  'stream-contended': {
    kind: 'busy',
    check: null,
    zh: '流水 {stream} 正被频繁写入;请以相同编号重新提交',
    en: 'stream {stream} is written by others too often; post again under the same id',
  },
  'statement-id-reused': {
    kind: 'conflict',
    check: 'Q09',
    zh: '编号 {statementId} 已用于另一内容(事件 {event});请换用新编号,或以更正方式申报',
    en: 'id {statementId} already names other content (event {event}); use a new id, or correct that event',
  },
  'batch-not-recorded': {
    kind: 'conflict',
    check: null,
    zh: '同批有其他语句被拒绝,本批均未登记;请改正后整批重新提交',
    en: 'another statement of this batch was refused, so none was recorded; correct it and post the whole batch again',
  },
});

export const recorderRefusals = refuse.table;
