import { refusals } from '#kernel';

export const refuse = refusals({
  'read-store-unavailable': {
    kind: 'unavailable',
    check: null,
    zh: '查询库暂不可用:{reason};请稍后重试',
    en: 'the read store cannot be used now: {reason}; try again shortly',
  },
  'read-store-other-build': {
    kind: 'unavailable',
    check: null,
    zh: '查询库文件版本为 {found},本程序使用 {known};请删除该文件后重启,查询库会从台账重建',
    en: 'the read store file has schema version {found}, this build uses {known}; remove the file and restart, it is rebuilt from the ledger',
  },
  'read-store-ahead': {
    kind: 'unavailable',
    check: null,
    zh: '查询库已统计至位置 {checkpoint},而台账只到 {head}:台账已换成较早的一份;请删除查询库文件后重启,查询库会从台账重建',
    en: 'the read store has come to position {checkpoint}, the ledger ends at {head}: an older ledger was put in its place; remove the read store file and restart, it is rebuilt from the ledger',
  },
  'figure-too-large': {
    kind: 'invalid',
    check: null,
    zh: '合计超出可精确表示的范围(2^53);请缩小查询范围',
    en: 'the figure exceeds what can be stated exactly (2^53); narrow the query',
  },
  'projection-unknown': {
    kind: 'missing',
    check: null,
    zh: '没有投影 {name};清单见 /v1/projections',
    en: 'there is no projection {name}; /v1/projections lists them',
  },
  'rebuild-unknown': {
    kind: 'missing',
    check: null,
    zh: '投影 {name} 没有第 {build} 次构建;清单见 /v1/projections',
    en: 'projection {name} has no build {build}; /v1/projections lists them',
  },
  'rebuild-under-way': {
    kind: 'conflict',
    check: null,
    zh: '投影 {name} 已有第 {build} 次构建与现用构建并存;请先删除该构建',
    en: 'projection {name} has build {build} beside the active one already; drop that first',
  },
  'rebuild-not-caught-up': {
    kind: 'conflict',
    check: null,
    zh: '第 {build} 次构建仅到位置 {checkpoint},现用构建已到 {wanted};请待其追上后再切换',
    en: 'build {build} is at position {checkpoint}, the active one at {wanted}; switch when it has caught up',
  },
  'rebuild-active': {
    kind: 'conflict',
    check: null,
    zh: '投影 {name} 的第 {build} 次构建正在使用,不能删除;请先切换到另一构建',
    en: 'build {build} of projection {name} is the active one and cannot be dropped; switch to another first',
  },
  'version-unknown': {
    kind: 'missing',
    check: null,
    zh: '查询库中没有投影 {name} 的版本 {version};清单见 /v1/projections',
    en: 'the read store holds no version {version} of projection {name}; /v1/projections lists what it holds',
  },
  'version-in-use': {
    kind: 'conflict',
    check: null,
    zh: '版本 {version} 是本程序使用的投影 {name},不能删除',
    en: 'version {version} of projection {name} is the one this program uses and cannot be dropped',
  },
  'dead-letter-unknown': {
    kind: 'missing',
    check: null,
    zh: '投影 {name} 没有搁置流水 {stream};清单见 dead-letters',
    en: 'projection {name} has not parked stream {stream}; its dead-letters list what it has',
  },
});

export const readStoreRefusals = refuse.table;
