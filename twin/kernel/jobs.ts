import type { Store } from './store.ts'

/** Due at `at` by the account's clock, or by the test clock `clock`. */
export type Job = { job: string; id: string; at: number; order: number; clock?: string }

const accountClock = ''

/** What falls due: at most one entry per job and id. */
export class Jobs {
  private entries = new Map<string, Job>()
  private order = 0
  /** The first to fall due by each clock; rebuilt when it is gone. */
  private next: Map<string, Job> | undefined
  private readonly store: Store

  constructor(store: Store) {
    this.store = store
  }

  /** @param isLast after all else that is due in the same second, whenever that was scheduled */
  schedule(job: string, id: string, at: number, clock?: string, isLast = false) {
    const order = isLast ? Number.MAX_SAFE_INTEGER : ++this.order
    this.put(`${job} ${id}`, { job, id, at, order, ...(clock ? { clock } : {}) })
  }

  unschedule(job: string, id: string) {
    this.put(`${job} ${id}`, undefined)
  }

  /** @param nowOf the time up to which a clock's jobs are due */
  findDue(nowOf: (clock: string | undefined) => number): Job | undefined {
    this.next ??= this.findFirsts()
    for (const [clock, job] of this.next) if (job.at <= nowOf(clock || undefined)) return job
    return undefined
  }

  /** Lets these go by another clock. */
  move(belongs: (id: string) => boolean, clock: string) {
    for (const { job, id, at } of [...this.entries.values()]) if (belongs(id)) this.schedule(job, id, at, clock)
  }

  clear() {
    this.entries.clear()
    this.next = undefined
  }

  snapshot(): Job[] {
    return [...this.entries.values()]
  }

  restore(jobs: Job[]) {
    this.clear()
    for (const job of jobs) this.entries.set(`${job.job} ${job.id}`, job)
    this.order = jobs.reduce((last, { order }) => (order < Number.MAX_SAFE_INTEGER ? Math.max(last, order) : last), 0)
  }

  private put(key: string, job: Job | undefined) {
    const before = this.entries.get(key)
    this.set(key, job)
    this.store.remember(() => this.set(key, before))
  }

  private set(key: string, job: Job | undefined) {
    const before = this.entries.get(key)
    if (job) this.entries.set(key, job)
    else this.entries.delete(key)
    if (before && this.next?.get(before.clock ?? accountClock) === before) this.next = undefined
    if (job && this.next) putFirst(this.next, job)
  }

  private findFirsts(): Map<string, Job> {
    const firsts = new Map<string, Job>()
    for (const job of this.entries.values()) putFirst(firsts, job)
    return firsts
  }
}

function putFirst(firsts: Map<string, Job>, job: Job) {
  const first = firsts.get(job.clock ?? accountClock)
  if (!first || job.at < first.at || (job.at === first.at && job.order < first.order)) {
    firsts.set(job.clock ?? accountClock, job)
  }
}
