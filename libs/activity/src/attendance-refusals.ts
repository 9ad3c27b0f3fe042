import type { RefusalText } from '#kernel';

/** Refusals of service activities: where they are held, who took part, what proves it. */
export const attendanceRefusals = {
  'activity-started': {
    kind: 'conflict',
    check: 'Q04',
    zh: '活动已于 {startAt} 开始,此后不能再「{event}」;若确在开始之前发生,请填报实际时间,否则请申报:{next}',
    en: 'the activity started at {startAt}, after which {type} does not happen; if it did before that, state that time, otherwise state: {next}',
  },
  'place-missing': {
    kind: 'invalid',
    check: 'Q06',
    zh: '须填写活动地点或线上地址',
    en: 'state a place or an online address',
  },
  'person-already-recorded': {
    kind: 'conflict',
    check: 'Q09',
    zh: '该人员在本场活动中已登记参与',
    en: 'this person is recorded for this activity already',
  },
  'signed-outside-activity': {
    kind: 'invalid',
    check: 'Q04',
    zh: '签到时间 {signedAt} 不在活动当日({from} 至 {to})',
    en: 'sign-in {signedAt} is not on a day of the activity, {from} to {to}',
  },
  'material-is-no-attendance': {
    kind: 'invalid',
    check: 'Q03',
    zh: '收到刊物、信函不算参与;服务方式 {code} 不能用于参与记录',
    en: 'receiving material is not attending; channel {code} cannot be used here',
  },
  'attendance-exceeds-declared': {
    kind: 'conflict',
    check: 'Q07',
    zh: '实名参与已达申报的 {persons} 人;请先更正申报人数',
    en: 'the {persons} named persons declared are recorded; correct the declaration first',
  },
  'named-exceeds-declared': {
    kind: 'conflict',
    check: 'Q07',
    zh: '台账已有实名 {persons} 人、企业 {enterprises} 家,多于申报数;请核对',
    en: '{persons} named persons of {enterprises} enterprises are recorded, more than declared; check the numbers',
  },
  'summary-already-declared': {
    kind: 'conflict',
    check: 'Q09',
    zh: '参与人数已申报;更正请用蓝字更正',
    en: 'the attendance was declared already; restate that entry to correct it',
  },
  'evidence-already-attached': {
    kind: 'conflict',
    check: 'Q09',
    zh: '佐证文件 {sha256} 已上传',
    en: 'evidence file {sha256} is attached already',
  },
} satisfies Readonly<Record<string, RefusalText>>;
