import type { ConnectedTwin } from './connect-twin.ts'

const staySeconds = 60

/**
 * Says that somebody works on the account, as long as `work` takes: meanwhile nobody else may empty it.
 * @param name tells others who it is
 * @param work is given the account, and may empty it while it is alone there
 */
export async function joinWorkers(
  twin: ConnectedTwin,
  name: string,
  work: (twin: ConnectedTwin) => Promise<void>,
): Promise<void> {
  const enter = (id?: string) => twin.control<{ id: string }>('POST', 'workers', { id, name, seconds: staySeconds })
  const { id } = await enter()
  const staying = setInterval(() => void enter(id).catch(() => {}), (staySeconds / 3) * 1000)
  try {
    await work({ ...twin, reset: async () => void (await twin.control('POST', 'reset', { worker: id })) })
  } finally {
    clearInterval(staying)
    await twin.control('DELETE', `workers/${id}`)
  }
}
