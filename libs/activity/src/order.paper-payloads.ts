import { civilDate, orderFen, Field, keptElsewhere, keyedHash, oneOf, orgId, pattern } from '#kernel';
import { evidenceList, type EvidenceRef } from './evidence.js';
import { flagList } from './fields.js';
import { INVOICE_CHECKS, INVOICE_KINDS, PAYER_ACCOUNTS } from './order.codes.js';

/** What is on disk of an order's papers: contracts, invoices, bank slips. Add optional fields; never rename, never remove. */

export class ContractRecorded {
  @Field(
    pattern(
      '[^\\s\\u0000-\\u001f]{1,60}',
      '1–60 位合同编号,不含空白',
      'a contract number of 1 to 60 characters, no blanks',
    ).as('合同编号', 'contract number', 'HT-2026-0012'),
  )
  contractNo: string;
  @Field(orderFen.as('合同金额', 'amount of the contract')) amountFen: number;
  @Field(civilDate.as('签订日期', 'day it was signed')) signedOn: string;
  @Field(keptElsewhere('合同文件', 'the contract file', ['合同双方', 'the parties'])) docHash: string;
  @Field(evidenceList(0).as('合同文件(种类 CONTRACT)', 'the contract file (kind CONTRACT)'), 'optional')
  evidence?: EvidenceRef[];
  @Field(flagList, 'optional') flags?: string[];
}

const invoiceCode = pattern('\\d{10}|\\d{12}', '10 或 12 位发票代码', 'an invoice code of 10 or 12 digits');
const invoiceNumber = pattern('\\d{8}|\\d{20}', '8 或 20 位发票号码', 'an invoice number of 8 or 20 digits');

export class InvoiceRecorded {
  @Field(oneOf(INVOICE_KINDS)) kind: string;
  @Field(
    invoiceCode.as('发票代码;全电发票没有', 'code of an older invoice; all-electronic ones have none', '4300211130'),
    'optional',
  )
  code?: string;
  @Field(invoiceNumber.as('发票号码', 'invoice number', '26432000000012345678')) number: string;
  @Field(orderFen.as('价税合计', 'amount, tax included')) amountFen: number;
  @Field(orderFen.as('税额', 'tax', 28_302)) taxFen: number;
  @Field(civilDate.as('开票日期', 'day of issue')) issuedOn: string;
  @Field(oneOf(INVOICE_CHECKS)) verification: string;
  @Field(evidenceList(0).as('发票文件', 'the invoice file'), 'optional') evidence?: EvidenceRef[];
  @Field(flagList, 'optional') flags?: string[];
}

/** 红字发票: takes back an invoice of the order, in whole or in part. */
export class InvoiceRedLettered {
  @Field(
    invoiceCode.as(
      '所冲蓝字发票的代码;全电发票没有',
      'code of the invoice it takes back; all-electronic ones have none',
      '4300211130',
    ),
    'optional',
  )
  code?: string;
  @Field(invoiceNumber.as('所冲蓝字发票的号码', 'number of the invoice it takes back', '26432000000012345678'))
  number: string;
  @Field(
    invoiceCode.as(
      '红字发票自身的代码;全电发票没有',
      'code of the red-letter invoice itself; all-electronic ones have none',
      '4300211130',
    ),
    'optional',
  )
  redCode?: string;
  @Field(invoiceNumber.as('红字发票自身的号码', 'number of the red-letter invoice itself', '26432000000012345699'))
  redNumber: string;
  @Field(orderFen.as('冲减的价税合计,填正数', 'amount taken back, tax included, as a positive number', 1_000_000))
  amountFen: number;
  @Field(civilDate.as('开具日期', 'day of issue')) issuedOn: string;
  @Field(evidenceList(0).as('红字发票文件', 'the file of the red-letter invoice'), 'optional')
  evidence?: EvidenceRef[];
  @Field(flagList, 'optional') flags?: string[];
}

export class PaymentEvidenceRecorded {
  @Field(
    keyedHash(
      '银行流水号的带密钥哈希(HMAC-SHA-256),由填报方以自有密钥计算,用于查重,流水号本身不得填报',
      'keyed hash (HMAC-SHA-256) of the bank’s serial number, under a key of the poster; tells payments apart without naming them',
    ),
  )
  bankSerialHash: string;
  @Field(orderFen.as('付款金额', 'amount paid')) amountFen: number;
  @Field(orgId.as('付款方', 'who paid', 'E00001')) payerOrgId: string;
  @Field(orgId.as('收款方', 'who was paid', 'AG001')) payeeOrgId: string;
  @Field(oneOf(PAYER_ACCOUNTS)) payerAccount: string;
  @Field(civilDate.as('付款日期', 'day of payment')) paidOn: string;
  @Field(evidenceList(0).as('付款凭证文件', 'the proof of payment'), 'optional') evidence?: EvidenceRef[];
  @Field(flagList, 'optional') flags?: string[];
}
