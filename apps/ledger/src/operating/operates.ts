import { Delete, Get, Post } from '@nestjs/common';
import { AUDIENCES, readers, serving } from '#context';
import { refuse } from './operating-refusals.js';

const OPERATING = '运维 operating';
export const Looks = serving(Get, OPERATING);
export const Operates = serving(Post, OPERATING);
export const Drops = serving(Delete, OPERATING);

const only = (audience: 'readers' | 'checkers' | 'operators') =>
  readers({
    audience,
    query: {},
    path: {},
    scope: ({ role }) => {
      const by = AUDIENCES[audience].roles;
      if (!by.includes(role)) throw refuse('operating-not-for-role', { params: { role, by } });
      return {};
    },
  });

/** Whoever reads all looks at projections; an auditor has them rebuilt to check them, and changes nothing that is read. */
export const onlyReaders = only('readers');
export const onlyCheckers = only('checkers');
export const onlyOperators = only('operators');
