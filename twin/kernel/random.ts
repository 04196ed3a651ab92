import { createHash } from 'node:crypto'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** The same seed draws the same numbers and ids, so that a failing run can be run again. */
export class Random {
  state: [number, number, number, number]

  constructor(seed: string) {
    const hash = createHash('sha256').update(seed).digest()
    this.state = [hash.readUInt32LE(0), hash.readUInt32LE(4), hash.readUInt32LE(8), hash.readUInt32LE(12)]
  }

  /** sfc32: from 0 up to, not including, 1. */
  next(): number {
    let [a, b, c, d] = this.state
    const sum = (a + b + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    this.state = [a, b, c, d]
    return (sum >>> 0) / 4294967296
  }

  text(length: number): string {
    let text = ''
    for (let index = 0; index < length; index++) text += alphabet[Math.floor(this.next() * 62)]
    return text
  }
}
