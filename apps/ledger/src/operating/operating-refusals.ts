import { refusals } from '#kernel';

export const refuse = refusals({
  'operating-not-for-role': {
    kind: 'forbidden',
    check: null,
    zh: '角色 {role} 不能进行此项操作;可由 {by} 进行',
    en: 'role {role} may not do this; {by} may',
  },
});

export const operatingRefusals = refuse.table;
