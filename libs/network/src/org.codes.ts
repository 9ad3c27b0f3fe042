import { codeList, type SizeStandardVersion } from '#reference';

/** Codes that statements about organisations use. */

export const VERIFICATION_SOURCES = codeList('verification-sources', '标识核验来源', 'how an identifier was verified', {
  REGISTRY: ['登记机关数据', 'by the registry'],
  LICENCE_IMAGE: ['证照影像', 'by an image of the licence'],
  MANUAL: ['人工核对', 'by hand'],
});
export const SIZE_STANDARDS = codeList<SizeStandardVersion>(
  'size-standards',
  '划型标准版本',
  'version of the size standard',
  {
    '2011-300': ['工信部联企业〔2011〕300号', 'MIIT and others (2011) No. 300'],
  },
);
export const RELATIONS = codeList('relations', '关联关系', 'how two organisations are related', {
  SHAREHOLDER: ['股东', 'shareholder'],
  SAME_LEGAL_REP: ['同一法定代表人', 'same legal representative'],
  SAME_CONTACT: ['同一联系人', 'same contact'],
  FAMILY: ['亲属', 'family'],
  GROUP: ['同一集团', 'same group'],
});
export const SUCCESSIONS = codeList('successions', '承继方式', 'how one organisation succeeds another', {
  CONVERSION: ['直接变更', 'converted'],
  RE_ESTABLISHMENT: ['注销新设', 'deregistered and established anew'],
  MERGER: ['合并', 'merged'],
  DIVISION: ['分立', 'divided'],
});
