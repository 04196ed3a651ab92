import { expect } from 'vitest'
import type { Stage } from './stage.ts'

/** Who does what, the events that this gives, and how it is done. */
export type Doing = [string, string[], (stage: Stage) => Promise<unknown>]

export async function refused(call: Promise<unknown>) {
  await expect(call).rejects.toMatchObject({ statusCode: 402 })
}
