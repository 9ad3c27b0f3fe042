import { refusals } from '#kernel';

export const refuse = refusals({
  'read-store-unavailable': {
    kind: 'unavailable',
    zh: '查询库暂不可用:{reason};请稍后重试',
    en: 'the read store cannot be used now: {reason}; try again shortly',
  },
  'read-store-other-build': {
    kind: 'unavailable',
    zh: '查询库文件版本为 {found},本程序使用 {known};请删除该文件后重启,查询库会从台账重建',
    en: 'the read store file has schema version {found}, this build uses {known}; remove the file and restart, it is rebuilt from the ledger',
  },
  'figure-too-large': {
    kind: 'invalid',
    zh: '合计超出可精确表示的范围(2^53);请缩小查询范围',
    en: 'the figure exceeds what can be stated exactly (2^53); narrow the query',
  },
});

export const readStoreRefusals = refuse.table;
