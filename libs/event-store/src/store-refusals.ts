import { refusals } from '#kernel';

export const refuse = refusals({
  'store-unavailable': {
    kind: 'unavailable',
    zh: '台账暂不可写:{reason};请保留数据,稍后以相同编号重新提交',
    en: 'the ledger cannot be written now: {reason}; keep the data and post it again under the same ids',
  },
  'store-in-use': {
    kind: 'unavailable',
    zh: '台账文件 {file} 正被另一进程({owner})使用;请先停止该进程',
    en: 'ledger file {file} is in use by another process ({owner}); stop that one first',
  },
  'store-newer-than-build': {
    kind: 'unavailable',
    zh: '台账文件版本 {found} 高于本程序支持的版本 {known};请升级程序',
    en: 'ledger file has schema version {found}, this build knows {known}; use a newer build',
  },
  'store-damaged': {
    kind: 'unavailable',
    zh: '台账文件未通过完整性检查:{reason};请从备份恢复',
    en: 'the ledger file fails its integrity check: {reason}; restore a backup',
  },
  'backup-file-exists': {
    kind: 'conflict',
    zh: '备份目标 {file} 已存在;请另选文件名',
    en: 'backup target {file} exists already; choose another file name',
  },
  'backup-under-way': {
    kind: 'busy',
    zh: '已有备份正在进行;请待其完成后再试',
    en: 'a backup is under way; try again when it is done',
  },
  'backup-failed': {
    kind: 'unavailable',
    zh: '备份到 {file} 失败:{reason};请检查目标磁盘后重试',
    en: 'the backup to {file} failed: {reason}; check the target disk and try again',
  },
  'posting-queue-full': {
    kind: 'busy',
    zh: '提交过于集中;请稍后以相同编号重新提交',
    en: 'too many posts at once; post again shortly under the same ids',
  },
  'stream-contended': {
    kind: 'busy',
    zh: '流水 {stream} 正被频繁写入;请以相同编号重新提交',
    en: 'stream {stream} is written by others too often; post again under the same id',
  },
  'statement-id-reused': {
    kind: 'conflict',
    zh: '编号 {statementId} 已用于另一内容(事件 {event});请换用新编号,或以更正方式申报',
    en: 'id {statementId} already names other content (event {event}); use a new id, or correct that event',
  },
  'batch-not-recorded': {
    kind: 'conflict',
    zh: '同批有其他语句被拒绝,本批均未登记;请改正后整批重新提交',
    en: 'another statement of this batch was refused, so none was recorded; correct it and post the whole batch again',
  },
});

export const eventStoreRefusals = refuse.table;
