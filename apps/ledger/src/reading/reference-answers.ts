import { Type } from 'typebox';
import { BILINGUAL, COUNT, FLAG, list, object, said, TEXT } from '#context';

/** JSON Schemas of what is answered about code lists. */

const LIST = said(TEXT, '代码表名称', 'name of the list', 'service-classes');
const TITLE = said(BILINGUAL, '代码表标题', 'title of the list');
const DATE = Type.String({ format: 'civil-date' });
const texts = (zh: string, en: string, example: string) => said(list(TEXT), zh, en, [example]);

export const REFERENCE = object({ items: list(object({ list: LIST, title: TITLE })) });

const CODE = object(
  {
    code: said(TEXT, '代码', 'code', '13'),
    name: said(
      object({ zh: TEXT }, { en: TEXT }),
      '名称;行政区划与行业大类只有中文',
      'name; divisions and industries have a Chinese one only',
    ),
  },
  {
    version: said(TEXT, '所属版本', 'edition it belongs to', 'HUB-2013'),
    validFrom: said(DATE, '首个有效日', 'first day on which it is in force', '2011-01-01'),
    validUntil: said(DATE, '自该日起不再有效', 'first day on which it no longer is', '2027-01-01'),
    needsReason: said(FLAG, '使用时须说明理由', 'whether its use owes a reason', false),
    kind: said(TEXT, '服务方式的性质', 'kind of channel', 'OFFLINE'),
    beneficiary: said(TEXT, '受益者:企业或平台网络', 'who benefits: enterprises or the network', 'ENTERPRISE'),
    level: said(TEXT, '行政级别', 'level of a division', 'COUNTY'),
    parent: said(TEXT, '上一级代码', 'code one level up', '430100'),
    section: said(TEXT, '所属门类', 'section of an industry', 'I'),
    daysOff: said(list(list(TEXT)), '放假首末日', 'days off, first and last', [['2026-01-01', '2026-01-03']]),
    makeUpDays: texts('调休上班日', 'days worked in exchange', '2026-01-04'),
    roles: texts('可申报的角色;空为仅由台账登记', 'roles that may state it; none: the ledger alone', 'HUB'),
    subjects: said(
      TEXT,
      '流水编号的格式(正则表达式)',
      'what its streams are called, a regular expression',
      '^node-(?:[A-Z]+)$',
    ),
    example: said(TEXT, '流水编号示例', 'an example of a stream', 'act-H26-00010'),
    from: texts('流水处于这些状态时可申报', 'statuses of the stream in which it may be stated', 'PLACED'),
    to: said(TEXT, '申报后流水的状态', 'status of the stream afterwards', 'ACCEPTED'),
  },
);

export const REFERENCE_LIST = object({
  list: LIST,
  title: TITLE,
  items: list(CODE),
  page: object({ total: COUNT }, { next: TEXT }),
});
