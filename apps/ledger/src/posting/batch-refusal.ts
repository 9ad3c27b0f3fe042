import type { FieldError, Refusal } from '#kernel';
import type { Rehearsal } from '#recorder';
import { refuseAtDoor } from '#web';

/** Why a batch was not recorded, each refused statement named by its index; undefined when it was. */
export function batchRefusal(verdicts: readonly Rehearsal[]): Refusal | undefined {
  const refused = verdicts.flatMap((verdict, index) =>
    verdict.kind === 'refused' && verdict.refusal.code !== 'batch-not-recorded'
      ? [{ index, refusal: verdict.refusal }]
      : [],
  );
  // Nobody's mistake: the same batch may be posted again as it is.
  const passing = refused.find(({ refusal: { kind } }) => kind === 'busy' || kind === 'unavailable');
  if (passing !== undefined) return passing.refusal;
  if (refused.length === 0) return undefined;
  return refuseAtDoor('batch-refused', {
    params: { count: verdicts.length, refused: refused.length },
    errors: refused.flatMap(({ index, refusal }) => findings(index, refusal)),
  });
}

function findings(index: number, { code, zh, en, errors }: Refusal): readonly FieldError[] {
  if (errors.length === 0) return [{ code, pointer: `/${index}`, zh, en }];
  return errors.map((error) => ({ ...error, pointer: `/${index}${error.pointer}` }));
}
