import streams from '@eventstore/db-client/generated/streams_grpc_pb.js';

type Listener = (...said: readonly unknown[]) => void;
interface Call {
  on(name: string, listener: Listener): unknown;
}

/**
 * The client keeps the appends that wait for their answers in one place for the whole process and, when a call of any of its
 * connections fails, forgets them all. An answer that comes to a forgotten one makes it throw where nobody can catch it, which
 * ends the process. Such an answer is nothing to anyone: its append was rejected, and has been or will be said again.
 */
const forgiving = (call: Call): Call => {
  const on = call.on.bind(call);
  call.on = (name, listener) => on(name, name === 'data' ? (...said) => answer(() => listener(...said)) : listener);
  return call;
};

function answer(said: () => void): void {
  try {
    said();
  } catch {
    // The append it was for will be said again.
  }
}

interface Appends {
  batchAppend: (...words: readonly unknown[]) => Call;
}

const appends = streams.StreamsClient.prototype as unknown as Appends;
appends.batchAppend = new Proxy(appends.batchAppend, {
  apply: (start, client, words) => forgiving(Reflect.apply(start, client, words)),
});
