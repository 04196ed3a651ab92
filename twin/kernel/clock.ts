/** An account's time in seconds: the machine's, moved, or standing still. */
export class Clock {
  private offset = 0
  private frozenAt: number | undefined

  now(): number {
    return this.frozenAt ?? Math.floor(Date.now() / 1000) + this.offset
  }

  /** @param freeze leave the clock standing there, or (false) let it run on; left out, as it was */
  set(now: number, freeze = this.frozenAt !== undefined) {
    this.offset = now - Math.floor(Date.now() / 1000)
    this.frozenAt = freeze ? now : undefined
  }

  reset() {
    this.offset = 0
    this.frozenAt = undefined
  }

  snapshot() {
    return { now: this.now(), isFrozen: this.frozenAt !== undefined }
  }
}
