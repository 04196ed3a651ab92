import { describe, expect, it } from 'vitest'
import { findFlaws } from './find-flaws.ts'
import { Choices } from './random.ts'
import { calls, makeCall } from './random-call.ts'
import { createWorld, findMisshapen } from './world.ts'

/** A step makes its choices from a seed of its own, so that the others stay the same when one is left out. */
type Step = { name: string; seed: number }
type Outcome = { flaws: string[]; made: Step[] }

const stepsInARun = 30
const seeds = Array.from({ length: 12 }, (_, index) => index + 1)

function planRun(seed: number): Step[] {
  const choices = new Choices(seed)
  const names = Object.keys(calls)
  const first: Step[] = [
    { name: 'a new customer', seed: choices.integer(1, 1e9) },
    { name: 'a new subscription', seed: choices.integer(1, 1e9) },
  ]
  const others = Array.from({ length: stepsInARun }, () => ({
    name: choices.pick(names) ?? '',
    seed: choices.integer(1, 1e9),
  }))
  return [...first, ...others]
}

/** Up to the first call after which something does not hold. */
async function run(steps: Step[]): Promise<Outcome> {
  const world = await createWorld()
  const made: Step[] = []
  for (const step of steps) {
    const isMade = await makeCall(world, step.name, new Choices(step.seed)).catch((error: Error) => error)
    if (isMade === false) continue
    made.push(step)
    const flaws = isMade === true ? await findFlaws(world) : [isMade.message]
    if (flaws.length > 0) return { flaws, made }
  }
  return { flaws: findMisshapen(world), made }
}

/** Leaves out one call after the other, as long as it still goes wrong. */
async function shrink(outcome: Outcome): Promise<Outcome> {
  let smallest = outcome
  for (let index = smallest.made.length - 2; index >= 0; index--) {
    const tried = await run(smallest.made.filter((_, place) => place !== index))
    if (tried.flaws.length > 0) smallest = tried
    index = Math.min(index, smallest.made.length - 1)
  }
  return smallest
}

describe('billing, after any sequence of calls', () => {
  it.each(seeds)(
    'adds up to the cent and moves as documented (seed %i)',
    async (seed) => {
      const outcome = await run(planRun(seed))
      if (outcome.flaws.length === 0) return
      const { flaws, made } = await shrink(outcome)
      expect.fail(`seed ${seed}: ${flaws.join('; ')}\nafter ${JSON.stringify(made, null, 1)}`)
    },
    60_000,
  )
})
