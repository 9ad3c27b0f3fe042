import { account } from '#account';
import { activity } from '#activity';
import { audit } from '#audit';
import { catalogue } from '#catalogue';
import { demand } from '#demand';
import { network } from '#network';
import { submission } from '#submission';
import type { BoundedContext } from '#context';

/** What the ledger is made of, in the order in which its figures are shown. */
export const CONTEXTS: readonly BoundedContext[] = [account, activity, demand, network, catalogue, submission, audit];
