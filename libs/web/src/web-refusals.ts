import { refusals } from '#kernel';

/** What the door itself refuses, before any rule is asked. */
export const refuse = refusals({
  'malformed-json': {
    kind: 'malformed',
    zh: '不是完整的 JSON;请检查后重新提交',
    en: 'not complete JSON; check and post again',
  },
  'malformed-utf8': {
    kind: 'malformed',
    zh: '内容不是有效的 UTF-8;请将文本另存为 UTF-8 后重新提交',
    en: 'the content is not valid UTF-8; save the text as UTF-8 and post again',
  },
  'duplicate-key': {
    kind: 'malformed',
    zh: '同一对象中重复出现键「{key}」;请只保留一个',
    en: 'key {key} stands twice in one object; keep one',
  },
  'nested-too-deep': {
    kind: 'malformed',
    zh: '嵌套超过 {max} 层;请减少层数',
    en: 'nested more than {max} levels deep; flatten it',
  },
  'forbidden-key': {
    kind: 'malformed',
    zh: '不允许使用键「{key}」;请改用其他名称',
    en: 'key {key} is not allowed; use another name',
  },
  'number-not-integer': {
    kind: 'malformed',
    zh: '数值须为不含小数点和指数、绝对值小于 2^53 的整数;金额请以分为单位',
    en: 'numbers are integers below 2^53 in plain digits, without fraction or exponent; state money in fen',
  },
  'lone-surrogate': {
    kind: 'malformed',
    zh: '文本含不成对的代理字符;请检查字符编码',
    en: 'a text holds half of a surrogate pair; check how it was encoded',
  },
  'request-malformed': {
    kind: 'malformed',
    zh: '请求无法识别:{reason};请检查地址与请求头',
    en: 'the request cannot be read: {reason}; check address and headers',
  },
  'attribute-repeated': {
    kind: 'malformed',
    zh: '请求头 {header} 重复出现;同一属性只填写一次',
    en: 'header {header} stands more than once; state each attribute once',
  },
  'batch-empty': {
    kind: 'malformed',
    zh: '批量提交应为含 1–{max} 个事件的 JSON 数组',
    en: 'a batch is a JSON array of 1 to {max} events',
  },
  'cursor-malformed': {
    kind: 'malformed',
    zh: '翻页标记无法识别;请从第一页重新查询',
    en: 'the cursor cannot be read; start again from the first page',
  },
  'cursor-mismatch': {
    kind: 'malformed',
    zh: '查询条件已变,翻页标记不再适用;请从第一页重新查询',
    en: 'the filter changed under the cursor; start again from the first page',
  },
  'credential-missing': {
    kind: 'unauthenticated',
    zh: '缺少凭证;请在请求头 Authorization 中填写 Bearer <账号>.<密钥>',
    en: 'no credential; send the header Authorization: Bearer <account>.<secret>',
  },
  'credential-invalid': {
    kind: 'unauthenticated',
    zh: '凭证无效;请核对账号与密钥,或向管理部门申请新密钥',
    en: 'the credential is not valid; check account and secret, or ask the authority for a new key',
  },
  'not-found': {
    kind: 'missing',
    zh: '没有 {method} {path};接口清单见 /docs',
    en: 'there is no {method} {path}; /docs lists what there is',
  },
  'method-not-allowed': {
    kind: 'wrong-method',
    zh: '{path} 不支持 {method};可用:{allowed}',
    en: '{path} does not take {method}; it takes {allowed}',
  },
  'request-timeout': {
    kind: 'timed-out',
    zh: '请求未在时限内传完(请求头 {headSeconds} 秒,全部 {seconds} 秒);请拆分后重新提交,编号不变',
    en: 'the request did not arrive in time (its head within {headSeconds} s, all of it within {seconds} s); split it and send it again under the same ids',
  },
  'address-too-long': {
    kind: 'address-too-long',
    zh: '地址超过 {maxBytes} 字节;请减少查询参数',
    en: 'the address exceeds {maxBytes} bytes; ask with fewer or shorter parameters',
  },
  'head-too-large': {
    kind: 'head-too-large',
    zh: '地址与请求头合计超过 {maxBytes} 字节;请减少请求头',
    en: 'address and header fields together exceed {maxBytes} bytes; send fewer or shorter ones',
  },
  'body-too-large': {
    kind: 'too-large',
    zh: '内容超过 {maxBytes} 字节;请拆分后提交',
    en: 'the content exceeds {maxBytes} bytes; split it',
  },
  'batch-too-long': {
    kind: 'too-large',
    zh: '一批最多 {max} 个事件,现有 {count} 个;请拆分或改用 /v1/events/batch',
    en: 'a batch holds at most {max} events, this has {count}; split it or use /v1/events/batch',
  },
  'line-too-long': {
    kind: 'too-large',
    zh: '该行超过 {maxBytes} 字节;请缩短',
    en: 'the line exceeds {maxBytes} bytes; shorten it',
  },
  'unsupported-media-type': {
    kind: 'unsupported',
    zh: '不支持内容类型 {found};可用:{allowed}',
    en: 'media type {found} is not supported; use one of: {allowed}',
  },
  'unsupported-charset': {
    kind: 'unsupported',
    zh: '不支持字符集 {found};请使用 UTF-8',
    en: 'charset {found} is not supported; use UTF-8',
  },
  'unsupported-content-encoding': {
    kind: 'unsupported',
    zh: '不支持压缩方式 {found};请不经压缩提交',
    en: 'content encoding {found} is not supported; send the content uncompressed',
  },
  'data-not-json': {
    kind: 'unsupported',
    zh: '事件数据须为 JSON(不接受 data_base64 及其他 datacontenttype)',
    en: 'the data of an event is JSON; data_base64 and another datacontenttype are not accepted',
  },
  'invalid-attributes': {
    kind: 'invalid',
    zh: '事件属性有 {count} 处需要修改',
    en: '{count} event attributes need a change',
  },
  'unknown-event-type': {
    kind: 'invalid',
    zh: '事件类型 {type} 未登记;可用类型见 /openapi.json',
    en: 'event type {type} is not known; /openapi.json lists those that are',
  },
  'unknown-subject': {
    kind: 'invalid',
    zh: '主体 {subject} 不是已知类别的流水编号;应为 类别-编号',
    en: 'subject {subject} names no stream of a known kind; write it as category-id',
  },
  'subject-not-of-type': {
    kind: 'invalid',
    zh: '事件类型 {type} 不能申报于主体 {subject};请核对主体的类别',
    en: 'events of type {type} are not stated about {subject}; check the category of the subject',
  },
  'batch-refused': {
    kind: 'invalid',
    zh: '本批 {count} 个事件中有 {refused} 个被拒绝,均未登记;请按各项说明改正后整批重新提交',
    en: '{refused} of {count} events were refused and none was recorded; correct them and post the whole batch again',
  },
  'too-many-bulk-posts': {
    kind: 'busy',
    zh: '同时进行的批量提交已达 {max} 个;请稍后重新提交',
    en: '{max} bulk posts are under way already; post again shortly',
  },
  stopping: {
    kind: 'unavailable',
    zh: '服务正在停止;请稍后以相同编号重新提交未答复的部分',
    en: 'the service is stopping; post what was not answered again shortly under the same ids',
  },
});

export const webRefusals = refuse.table;
