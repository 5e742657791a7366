/** Why something could not be done with Vapi; `message` is a sentence for a person, and says what to do. */
export interface ConnectFailure {
  readonly ok: false;
  readonly code:
    | 'invalid-request'
    | 'not-found'
    | 'not-connected'
    | 'vapi-failed'
    | 'changed-meanwhile'
    | 'unconfirmed';
  readonly message: string;
  /** Vapi may have done it all the same: it did not say that it refused. */
  readonly mayBeDone?: true;
}

export type Outcome<Value> = ({ readonly ok: true } & Readonly<Value>) | ConnectFailure;

export const failure = (code: ConnectFailure['code'], message: string): ConnectFailure => ({
  ok: false,
  code,
  message,
});
