export { recorderRefusals } from './recorder-refusals.js';
export { type Receipt, type Rehearsal, type Verdict } from './receipt.js';
export { Recorder, type RecorderParts } from './recorder.js';
