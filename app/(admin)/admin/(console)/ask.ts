import { Refusal } from '#lib/errors.ts'

export type Answer<Value> = { value: Value } | { failure: string; code: Refusal['code'] }

/** For a part of a page that can fail without the rest: its value, or why there is none. */
export async function ask<Value>(asking: Promise<Value>): Promise<Answer<Value>> {
  try {
    return { value: await asking }
  } catch (error) {
    if (error instanceof Refusal) return { failure: error.message, code: error.code }
    throw error
  }
}
