/** What a bulk request's output is made of: answers of one chunk, or the end. */
export type Delivery<Answer> =
  | { readonly kind: 'answers'; readonly answers: readonly Answer[] }
  /** Nothing more comes; `failure` says why when the input was not read to its end or work failed. */
  | { readonly kind: 'end'; readonly failure?: unknown };

type Turn<Item, Answer> =
  | { readonly kind: 'items'; readonly items: readonly Item[] }
  | { readonly kind: 'input-ended'; readonly failure?: unknown }
  | { readonly kind: 'answers'; readonly answers: readonly Answer[] }
  | { readonly kind: 'work-failed'; readonly failure: unknown };

/** Chunks at work at once: while the answers of one are being made durable, the next is decided. */
const WORKING_MAX = 2;

/**
 * Works through chunks of a stream, answering in order, some chunks at work while the next is read. `work` takes them in
 * order and may answer only in order. Nobody waits for a full chunk: when nothing is at work, whatever has arrived is taken
 * up. Pull-driven, so a slow reader of the answers slows the input, and few chunks are held. Never throws: the last
 * delivery says how it ended.
 */
export async function* conveyor<Item, Answer>(
  input: AsyncIterator<readonly Item[]>,
  work: (items: readonly Item[]) => Promise<readonly Answer[]>,
  chunkMax: number,
): AsyncGenerator<Delivery<Answer>> {
  let waiting: readonly Item[] = [];
  let reading: Promise<Turn<Item, Answer>> | undefined = readTurn(input);
  let ended: { readonly failure?: unknown } | undefined;
  const working: Promise<Turn<Item, Answer>>[] = [];
  while (ended === undefined || waiting.length > 0 || working.length > 0) {
    const isFull = waiting.length >= chunkMax || ended !== undefined;
    if (waiting.length > 0 && (working.length === 0 || (isFull && working.length < WORKING_MAX))) {
      working.push(workTurn(work, waiting.slice(0, chunkMax)));
      waiting = waiting.slice(chunkMax);
    }
    if (ended === undefined && waiting.length < chunkMax) reading ??= readTurn(input);
    const turn: Turn<Item, Answer> = await Promise.race([reading, working[0]].filter((turn) => turn !== undefined));
    if (turn.kind === 'answers' || turn.kind === 'work-failed') void working.shift();
    else reading = undefined;
    if (turn.kind === 'items') waiting = waiting.concat(turn.items);
    else if (turn.kind === 'input-ended') ended = turn;
    else if (turn.kind === 'answers') yield turn;
    else return yield { kind: 'end', failure: turn.failure };
  }
  yield { kind: 'end', ...('failure' in ended ? { failure: ended.failure } : {}) };
}

const readTurn = async <Item, Answer>(input: AsyncIterator<readonly Item[]>): Promise<Turn<Item, Answer>> => {
  try {
    const next = await input.next();
    return next.done === true ? { kind: 'input-ended' } : { kind: 'items', items: next.value };
  } catch (failure) {
    return { kind: 'input-ended', failure };
  }
};

const workTurn = async <Item, Answer>(
  work: (items: readonly Item[]) => Promise<readonly Answer[]>,
  items: readonly Item[],
): Promise<Turn<Item, Answer>> => {
  try {
    return { kind: 'answers', answers: await work(items) };
  } catch (failure) {
    return { kind: 'work-failed', failure };
  }
};
