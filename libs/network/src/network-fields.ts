import { text } from '#kernel';
import { codeList } from '#reference';

/** Field kinds of this context. */

export const name = text(2, 100).as('名称', 'name', '长沙某科技有限公司');
export const CHECK_OUTCOMES = codeList('check-outcomes', '核验结果', 'result of a check', {
  PASS: ['通过', 'passed'],
  FAIL: ['不通过', 'failed'],
});
