import { refusals } from '#kernel';

export const refuse = refusals({
  'too-many-rejections': {
    kind: 'busy',
    check: null,
    zh: '本月被退回的申报已达 {max} 条,不再逐条登记;请先排查报送程序',
    en: 'this party has {max} refused postings this month and no more are noted down; mend the posting program first',
  },
  'period-closed': {
    kind: 'conflict',
    check: 'Q04',
    zh: '所报计入 {on},而节点 {node} 的 {month} 报送期已关账,不能再登记或更正;请先由主管部门重开该月,年度已关账的作以前年度调整',
    en: 'this counts for {on}, and month {month} of node {node} is closed: nothing is recorded or corrected in it; have the authority reopen it, or post an adjustment when the year is closed',
  },
  'period-of-nodes-only': {
    kind: 'invalid',
    check: null,
    zh: '{party} 不是节点,没有报送期;请在节点的报送流水上申报',
    en: '{party} is no node and has no period to declare, close or adjust; state it about a node',
  },
  'period-by-another': {
    kind: 'forbidden',
    check: null,
    zh: '节点 {node} 的报送期须由关账人以外的账号重开',
    en: 'the month of node {node} is reopened by another account than the one that closed it',
  },
  'period-not-over': {
    kind: 'conflict',
    check: 'Q04',
    zh: '{month} 尚未结束,不能申报完整或关账;请于次月办理',
    en: '{month} is not over: it is declared complete or closed from the next month on',
  },
  'total-twice': {
    kind: 'invalid',
    check: 'Q03',
    zh: '自报合计中 {quantity} 重复;每项只填一次',
    en: 'the total of {quantity} is stated twice; state each quantity once',
  },
  'year-closes-with-december': {
    kind: 'invalid',
    check: null,
    zh: '年度关账随 12 月办理,{month} 不能作年度关账',
    en: 'a year is closed with its December, not with {month}',
  },
  'year-closed': {
    kind: 'conflict',
    check: null,
    zh: '{year} 年度已关账,报送期不能重开;请作以前年度调整',
    en: 'the year {year} is closed and its months are not reopened; post an adjustment',
  },
  'adjustment-not-needed': {
    kind: 'conflict',
    check: null,
    zh: '{period} 所在年度未关账,不作以前年度调整;请直接登记、更正,或重开报送期',
    en: 'the year of {period} is not closed: record or correct the entry itself, or have the month reopened',
  },
  'too-many-adjustments': {
    kind: 'busy',
    check: null,
    zh: '本月以前年度调整已达 {max} 条;请于次月继续',
    en: 'this month has {max} adjustments; go on next month',
  },
  'request-entry-not-own': {
    kind: 'conflict',
    check: null,
    zh: '流水 {stream} 没有贵方报送的条目 {entry};请核对回执中的 eventIds 与 stream',
    en: 'stream {stream} has no entry {entry} that you posted; take eventIds and stream from its receipt',
  },
  'request-entry-reversed': {
    kind: 'conflict',
    check: null,
    zh: '条目 {entry} 已冲销,不再更正;如有遗漏请另行报送',
    en: 'entry {entry} was reversed and is corrected no more; post what is missing anew',
  },
  'too-many-requests': {
    kind: 'conflict',
    check: null,
    zh: '就同一条目申请更正已达 {max} 次,不再受理;请与枢纽联系',
    en: 'a correction of this entry was asked for {max} times, which is all there may be; speak to the hub',
  },
  'request-by-asker': {
    kind: 'forbidden',
    check: null,
    zh: '更正申请须由申请方以外的枢纽或主管部门账号办理',
    en: 'a request is granted or declined by the hub or the authority, of another account and node than who asked',
  },
  'request-of-another-stream': {
    kind: 'invalid',
    check: null,
    zh: '该申请所涉条目在流水 {stream};请据此填写 entryStream',
    en: 'the request is about an entry of stream {stream}; state that as entryStream',
  },
  'request-not-corrected': {
    kind: 'conflict',
    check: null,
    zh: '申请提出后,流水 {stream} 没有对条目 {entry} 的这一冲销或更正;请先对该条目申报红字冲销或蓝字更正,再以其事件编号填写 correctionEventId',
    en: 'since the request, stream {stream} has no such correction of entry {entry}; reverse or restate that entry first, then name the event that did as correctionEventId',
  },
});

export const submissionRefusals = refuse.table;
