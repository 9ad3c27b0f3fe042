import { account } from '#account';
import { activity } from '#activity';
import { catalogue } from '#catalogue';
import { demand } from '#demand';
import { network } from '#network';
import { submission } from '#submission';

/** What the ledger is made of. */
export const CONTEXTS = [account, network, catalogue, demand, activity, submission];
