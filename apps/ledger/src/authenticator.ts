import { type AcctState, authenticate } from '#account/published';
import { sha256, type Actor } from '#kernel';
import { Recorder } from '#recorder';
import { Authenticator } from '#web';

/** Accounts are streams of the ledger: a credential is checked against the account's folded state, some seconds old at most. */
export class LedgerAuthenticator extends Authenticator {
  constructor(private readonly recorder: Recorder) {
    super();
  }

  override async authenticate(account: string, secret: string): Promise<Actor> {
    const { state } = await this.recorder.foldKnown(`acct-${account}`);
    return authenticate(account, state as AcctState, sha256(secret));
  }
}
