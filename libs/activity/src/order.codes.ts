import { codeList } from '#reference';

/** Codes that statements about orders use. */

export const INVOICE_KINDS = codeList('invoice-kinds', '发票种类', 'kind of invoice', {
  SPECIAL: ['增值税专用发票', 'special VAT invoice'],
  ORDINARY: ['普通发票', 'ordinary invoice'],
});
export const INVOICE_CHECKS = codeList('invoice-checks', '发票查验结果', 'what the tax authority’s check said', {
  VALID: ['正常', 'valid'],
  RED_LETTERED: ['已红冲', 'red-lettered'],
  VOID: ['已作废', 'void'],
  NOT_CHECKED: ['未查验', 'not checked'],
});
export const PAYER_ACCOUNTS = codeList('payer-accounts', '付款账户性质', 'kind of account that paid', {
  CORPORATE: ['对公账户', 'corporate'],
  PERSONAL: ['个人账户', 'personal'],
});
export const DISPUTE_REASONS = codeList('dispute-reasons', '申诉原因', 'why an order is disputed', {
  BUYER_DEFAULT: ['买方违约', 'the buyer is in default'],
  AGENCY_DEFAULT: ['机构违约', 'the agency is in default'],
  OTHER: ['其他', 'other'],
});
export const DISPUTE_RULINGS = codeList('dispute-rulings', '申诉处理结果', 'what was ruled', {
  RESUME: ['恢复到申诉前继续履行', 'back to where it was disputed'],
  UPHOLD: ['认定已交付,视为已确认', 'delivered, counts as confirmed'],
  CANCEL: ['取消订单', 'called off'],
});
export const DEFAULTS_FOUND = codeList(
  'defaults-found',
  '裁定认定的违约方,不填则以申诉所指为准',
  'whose default a ruling finds; left out, that of whom the dispute accused',
  {
    BUYER: ['买方', 'the buyer'],
    AGENCY: ['机构', 'the agency'],
    NEITHER: ['双方均无', 'neither'],
  },
);
export const EXCLUSION_REASONS = codeList('rating-exclusion-reasons', '评价剔除原因', 'why a rating is excluded', {
  MALICIOUS: ['恶意评价', 'malicious'],
  MISTAKEN: ['误评', 'given by mistake'],
  NOT_THE_BUYER: ['非买方所评', 'not given by the buyer'],
  OTHER: ['其他', 'other'],
});
