import type { Store } from './store.ts'

export type Job = { job: string; id: string; at: number; order: number }

/** What falls due by the clock: at most one entry per job and id. */
export class Jobs {
  private entries = new Map<string, Job>()
  private order = 0
  private next: Job | undefined
  private readonly store: Store

  constructor(store: Store) {
    this.store = store
  }

  schedule(job: string, id: string, at: number) {
    this.put(`${job} ${id}`, { job, id, at, order: ++this.order })
  }

  unschedule(job: string, id: string) {
    this.put(`${job} ${id}`, undefined)
  }

  findDue(now: number): Job | undefined {
    this.next ??= [...this.entries.values()].sort((a, b) => a.at - b.at || a.order - b.order)[0]
    return this.next && this.next.at <= now ? this.next : undefined
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
    this.order = Math.max(0, ...jobs.map((job) => job.order))
  }

  private put(key: string, job: Job | undefined) {
    const before = this.entries.get(key)
    this.set(key, job)
    this.store.remember(() => this.set(key, before))
  }

  private set(key: string, job: Job | undefined) {
    if (job) this.entries.set(key, job)
    else this.entries.delete(key)
    this.next = undefined
  }
}
