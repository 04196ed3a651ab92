// What a look at the installation found: one line each, and what to do about it.
export interface Finding {
  name: string
  /** `todo`: it runs, but customers would miss something. */
  state: 'ok' | 'todo' | 'broken'
  says: string
  /** What puts it right, and where. */
  todo?: string
}

export const ok = (name: string, says: string): Finding => ({ name, state: 'ok', says })
export const todo = (name: string, says: string, what: string): Finding => ({ name, state: 'todo', says, todo: what })
export const broken = (name: string, says: string, what: string): Finding => ({
  name,
  state: 'broken',
  says,
  todo: what,
})
