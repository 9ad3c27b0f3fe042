import { BILINGUAL, COUNT, FLAG, list, object, said, TEXT } from '#context';

/** JSON Schemas of what is answered about processes. */

const TIME = '2026-03-31T18:00:00.000+08:00';

const NOT_STATED = object({
  stream: TEXT,
  type: TEXT,
  dueAt: said(TEXT, '到期时刻', 'when it fell due', TIME),
  code: said(TEXT, '退回代码,见 /problems', 'code of the refusal, see /problems', 'period-closed'),
  reason: said(BILINGUAL, '未能登记的原因', 'why it was refused'),
  since: said(TEXT, '本服务首次尝试的时刻', 'when this server first tried', TIME),
  tries: said(COUNT, '已尝试次数', 'how often it has tried', 3),
  nextTryAt: said(TEXT, '下次尝试的时刻', 'when it tries again', TIME),
});

export const PROCESS_LIST = object({
  head: COUNT,
  isRunning: said(
    FLAG,
    '本服务是否登记到期事项(ROLES 含 process)',
    'whether this server states what falls due (ROLES has process)',
    true,
  ),
  items: list(
    object(
      {
        name: said(TEXT, '流程名称', 'name of the process', 'order-deadlines'),
        version: COUNT,
        position: COUNT,
        lag: COUNT,
        owed: said(COUNT, '待登记事项数,含未到期', 'what is owed, now or later', 120),
        due: said(COUNT, '今日及以前到期而未登记', 'what was due by today and is not stated', 2),
        stated: said(COUNT, '已由台账登记', 'what it has stated', 4_210),
        refused: said(COUNT, '到期而未能登记的事项数', 'how many could not be stated when last tried', 1),
        notStated: said(
          list(NOT_STATED),
          '到期而未能登记者及其原因,至多列出 500 项',
          'what was due and could not be stated, and why; 500 at most',
        ),
      },
      { nextDueOn: said(TEXT, '最近的到期日', 'the next day on which something falls due', '2026-04-02') },
    ),
  ),
});
