import { refusals } from '#kernel';

export const refuse = refusals({
  'store-unavailable': {
    kind: 'unavailable',
    check: null,
    zh: '台账暂不可写:{reason};请保留数据,稍后以相同编号重新提交',
    en: 'the ledger cannot be written now: {reason}; keep the data and post it again under the same ids',
  },
  'store-in-use': {
    kind: 'unavailable',
    check: null,
    zh: '台账文件 {file} 正被另一进程({owner})使用;请先停止该进程',
    en: 'ledger file {file} is in use by another process ({owner}); stop that one first',
  },
  'store-newer-than-build': {
    kind: 'unavailable',
    check: null,
    zh: '台账文件版本 {found} 高于本程序支持的版本 {known};请升级程序',
    en: 'ledger file has schema version {found}, this build knows {known}; use a newer build',
  },
  'store-damaged': {
    kind: 'unavailable',
    check: null,
    zh: '台账文件未通过完整性检查:{reason};请从备份恢复',
    en: 'the ledger file fails its integrity check: {reason}; restore a backup',
  },
  'store-move-unfinished': {
    kind: 'unavailable',
    check: null,
    zh: '目标事件库的迁移尚未完成;请重新执行迁移命令使其完成',
    en: 'a move into this event store is not finished; run the move command again to finish it',
  },
  'move-target-not-empty': {
    kind: 'conflict',
    check: null,
    zh: '目标事件库中已有台账;请另选空的文件、库或 streamPrefix',
    en: 'a ledger stands in the target already; choose an empty file, server or streamPrefix',
  },
  'move-source-in-use': {
    kind: 'conflict',
    check: null,
    zh: '迁移期间源台账由位置 {head} 增至 {now};请停止向源台账写入后重新执行迁移命令',
    en: 'the source grew from position {head} to {now} during the move; stop what writes to it and run the move again',
  },
  'move-differs': {
    kind: 'conflict',
    check: null,
    zh: '目标与源在位置 {position} 处不一致;请清空目标后重新迁移',
    en: 'target and source differ at position {position}; empty the target and move again',
  },
  'move-out-of-order': {
    kind: 'conflict',
    check: null,
    zh: '目标事件库未按次序写入位置 {position} 处的事件;请清空目标(或另选 streamPrefix)后重新迁移',
    en: 'the target did not keep the order of events at position {position}; empty it, or choose another streamPrefix, and move again',
  },
  'stream-not-whole': {
    kind: 'unavailable',
    check: null,
    zh: '流水 {stream} 在事件库中已被他人截断、删除或改动({reason});请由事件库管理员从备份恢复',
    en: 'stream {stream} was cut short, deleted or written by another hand in the event store ({reason}); have its administrator restore a backup',
  },
  'append-too-large': {
    kind: 'too-large',
    check: 'Q03',
    zh: '一次登记的内容超过事件库上限 {bytesMax} 字节;请拆分或缩短内容',
    en: 'what is recorded at once exceeds the event store’s limit of {bytesMax} bytes; split it or shorten it',
  },
  'position-beyond-range': {
    kind: 'unavailable',
    check: null,
    zh: '事件位置 {position} 超出可精确表示的范围(2^53);请联系维护人员',
    en: 'event position {position} is beyond what can be told exactly (2^53); ask the maintainers',
  },
  'backup-file-exists': {
    kind: 'conflict',
    check: null,
    zh: '备份目标 {file} 已存在;请另选文件名',
    en: 'backup target {file} exists already; choose another file name',
  },
  'backup-failed': {
    kind: 'unavailable',
    check: null,
    zh: '备份到 {file} 失败:{reason};请检查目标磁盘后重试',
    en: 'the backup to {file} failed: {reason}; check the target disk and try again',
  },
  'posting-queue-full': {
    kind: 'busy',
    check: null,
    zh: '提交过于集中;请稍后以相同编号重新提交',
    en: 'too many posts at once; post again shortly under the same ids',
  },
});

export const eventStoreRefusals = refuse.table;

/** The refusal of every call after `close`. */
export const closed = (): Error => refuse('store-unavailable', { params: { reason: 'closed' } });
