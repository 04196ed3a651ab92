import type { RunningRecord } from './running-record.ts'
import { type Child, type Ending, throwEnding } from './start-child.ts'

export type Member = Pick<Child, 'name' | 'pid' | 'ended' | 'stop'>

/** All the processes of one `npm start`: they live and end together. */
export interface Household {
  /** One that stays: when it ends by itself, all end. */
  join<One extends Member>(member: One): One
  /** One that comes to do a job. @throws PlainFailure when it ends otherwise than well */
  runJob(member: Member): Promise<void>
  /** Rejects when one of those who stay has ended by itself. */
  watch(): Promise<never>
  /** The last to come is the first to go, since it needs those who came before. */
  stopAll(): Promise<void>
}

export function createHousehold(record: RunningRecord): Household {
  const members: Member[] = []
  const left = Promise.withResolvers<Ending>()
  let stopping: Promise<void> | undefined

  const enter = (member: Member) => {
    record.add(member.name, member.pid)
    members.push(member)
  }
  const stopInOrder = async () => {
    record.markStopping()
    for (const member of members.toReversed()) await member.stop()
    record.remove()
  }
  return {
    join: (member) => {
      enter(member)
      member.ended.then(left.resolve)
      return member
    },
    runJob: async (member) => {
      enter(member)
      const ending = await member.ended
      members.splice(members.indexOf(member), 1)
      if (ending.code !== 0) throwEnding(ending)
    },
    watch: async () => throwEnding(await left.promise),
    stopAll: () => {
      stopping ??= stopInOrder()
      return stopping
    },
  }
}
