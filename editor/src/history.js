// What can be undone and done again: states of the form, one after the other.

/** Steps that can be undone. */
const STEPS = 200;
/** Changes of one field in less time are one step, in milliseconds. */
const ONE_STEP = 800;

export class History {
  constructor() {
    this.clear();
  }

  clear() {
    this.states = [];
    this.at = -1;
    this.field = null;
    this.time = 0;
  }

  get canUndo() {
    return this.at > 0;
  }

  get canRedo() {
    return this.at < this.states.length - 1;
  }

  /** Takes in a state, and the field that it came from, if it was one. */
  add(value, field) {
    const state = JSON.stringify(value);
    if (state === this.states[this.at]) return;
    const now = Date.now();
    const isSame = field && this.field === field && now - this.time < ONE_STEP && this.at > 0;
    this.states.length = this.at + 1;
    if (isSame) this.states[this.at] = state;
    else this.states.push(state);
    if (this.states.length > STEPS) this.states.shift();
    Object.assign(this, { at: this.states.length - 1, field, time: now });
  }

  /** The state that one is at is shown otherwise from now on. */
  replace(value) {
    if (this.at >= 0) this.states[this.at] = JSON.stringify(value);
  }

  /** Goes back or forth; gives the state there, if there is one. */
  step(by) {
    const state = this.states[this.at + by];
    if (state === undefined) return undefined;
    this.at += by;
    this.field = null;
    return JSON.parse(state);
  }
}
