import { refusals } from '#kernel';

export const refuse = refusals({
  'evidence-missing': {
    kind: 'invalid',
    check: 'Q06',
    zh: '佐证文件 {sha256} 尚未上传;请先以 PUT /v1/evidence/{sha256} 上传',
    en: 'evidence file {sha256} is not stored; upload it first with PUT /v1/evidence/{sha256}',
  },
  'evidence-size-differs': {
    kind: 'invalid',
    check: 'Q06',
    zh: '佐证文件 {sha256} 为 {stored} 字节,申报为 {stated} 字节;请改正申报',
    en: 'evidence file {sha256} has {stored} bytes, the statement says {stated}; correct the statement',
  },
  'evidence-digest-differs': {
    kind: 'invalid',
    check: null,
    zh: '上传内容的 SHA-256 为 {found},与地址不符;请核对文件',
    en: 'the SHA-256 of the content is {found}, not what the address says; check the file',
  },
  'evidence-empty': {
    kind: 'invalid',
    check: null,
    zh: '佐证文件为空;请核对文件',
    en: 'the evidence file is empty; check the file',
  },
  'evidence-address': {
    kind: 'malformed',
    check: null,
    zh: '佐证文件地址应为 64 位小写十六进制 SHA-256',
    en: 'an evidence file is addressed by 64 lower-case hex digits (SHA-256)',
  },
  'evidence-not-found': {
    kind: 'missing',
    check: null,
    zh: '没有可供查阅的佐证文件 {sha256}',
    en: 'there is no evidence file {sha256} for you to see',
  },
  'evidence-store-unavailable': {
    kind: 'unavailable',
    check: null,
    zh: '佐证文件暂不可写:{reason};请保留文件,稍后重新上传',
    en: 'evidence files cannot be written now: {reason}; keep the file and upload it again later',
  },
  'backup-target-taken': {
    kind: 'conflict',
    check: null,
    zh: '目标目录 {directory} 中已有内容;请另选目录,或先将其移走',
    en: 'there is something in {directory} already; choose another directory, or move that one away first',
  },
  'too-many-uploads': {
    kind: 'busy',
    check: null,
    zh: '同时上传的文件已达 {max} 个;请稍后重新上传',
    en: '{max} files are being uploaded already; upload again shortly',
  },
  'answers-unread': {
    kind: 'busy',
    check: null,
    zh: '未读取的答复已超过 {maxBytes} 字节,其后各行未受理;请先读取答复,再重新提交未答复的行,或每次少提交一些',
    en: 'answers that were not read exceed {maxBytes} bytes, and the lines after them were not taken; post those again, fewer at a time or reading the answers meanwhile',
  },
  'answers-not-kept': {
    kind: 'unavailable',
    check: null,
    zh: '待读取的答复无法暂存:{reason};其后各行未受理,请稍后以相同编号重新提交未答复的行',
    en: 'answers that wait to be read cannot be kept: {reason}; the lines after them were not taken: post those again later under the same ids',
  },
  'demo-time-not-allowed': {
    kind: 'malformed',
    check: null,
    zh: '本台账不接受 Demo-Now;请删去该请求头',
    en: 'this ledger does not take its time from Demo-Now; leave the header out',
  },
  'demo-time-malformed': {
    kind: 'malformed',
    check: null,
    zh: 'Demo-Now 应为带时区的时间,如 2026-03-05T11:30:00+08:00',
    en: 'Demo-Now is a time with an offset, such as 2026-03-05T11:30:00+08:00',
  },
});

export const ledgerRefusals = refuse.table;
