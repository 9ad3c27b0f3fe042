import { eventIdField, id, pattern, sha256Hex } from '#kernel';

/** What the parts of paths name, for the API's document. */

const words = pattern('.{1,200}', '1–200 字', '1 to 200 characters');

export const STREAM_ID = words.as(
  '流水编号:类别-编号,类别见 /v1/reference/stream-kinds',
  'stream: its kind and id, kinds are in /v1/reference/stream-kinds',
  'act-H26-00010',
);
export const FIGURE_CODE = words.as('指标代码,见 /v1/figures', 'code of a figure, see /v1/figures', 'F03');
export const ACTIVITY_CODE = words.as(
  '账号活动指标代码,见 /v1/accounts/{account}/activity',
  'code of a figure of the activity of an account, see /v1/accounts/{account}/activity',
  'U01',
);
export const EVENT_ID = eventIdField.as('事件编号', 'id of an event');
export const TRACED = words.as(
  '关联编号(correlationid)、流水编号或其中任一事件的编号',
  'a correlation id, a stream, or the id of any event in it',
  'act-H26-00010',
);
export const REFERENCE_LIST_NAME = words.as(
  '代码表名称,见 /v1/reference',
  'name of a list, see /v1/reference',
  'service-classes',
);
export const NODE_CODE = id.as('节点代码', 'node code', 'W430104');
export const AGENCY_ID = id.as('服务机构的主体编号', 'organisation id of the agency', 'AG001');
export const ACCOUNT_ID = id.as('账号', 'account', 'win-W430104');
export const STORED_FILE = sha256Hex.as('佐证文件的摘要', 'digest of a file of evidence');
export const REFUSAL_CODE = words.as('问题代码,见 /problems', 'code of a problem, see /problems', 'invalid-data');
export const PROJECTION = words.as(
  '投影名称,见 /v1/projections',
  'name of a projection, see /v1/projections',
  'activity',
);
export const VERSION = words.as('投影版本', 'version of the projection', '3');
export const BUILD = words.as('构建编号', 'number of the build', '2');
