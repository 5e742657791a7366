import { Socket } from 'node:net';

/**
 * A connection for a client of `pg` that breaks where the server says nothing for `silenceMs`: what was asked fails
 * then, and the pool opens another. Else a server that has gone without a word would be waited for until the system
 * gives the connection up, some 15 minutes later. `pg`'s own `query_timeout` leaves the connection in the pool, with
 * whatever transaction is open on it. The pool itself closes what has been idle for 10 s.
 */
export const postgresSocket = (silenceMs: number): Socket => {
  const socket = new Socket();
  return socket.setTimeout(silenceMs, () =>
    socket.destroy(new Error(`Postgres has said nothing for ${silenceMs / 1000} s.`)),
  );
};
