import { submission } from '#submission';
import { network } from '#network';
import { demand } from '#demand';
import { catalogue } from '#catalogue';
import { audit } from '#audit';
import { activity } from '#activity';
import { account } from '#account';
import type { BoundedContext } from '#context';

/** What the ledger is made of, in the order in which its figures are shown. */
export const CONTEXTS: readonly BoundedContext[] = [account, activity, demand, network, catalogue, submission, audit];
