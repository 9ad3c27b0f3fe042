import { refusals } from '#kernel';

export const refuse = refusals({
  'too-many-rejections': {
    kind: 'busy',
    zh: '本月被退回的申报已达 {max} 条,不再逐条登记;请先排查报送程序',
    en: 'this party has {max} refused postings this month and no more are noted down; mend the posting program first',
  },
});

export const submissionRefusals = refuse.table;
