interface Closable {
  close(done: () => void): unknown
  closeIdleConnections(): void
  closeAllConnections(): void
}

/** Takes no new connection, lets running answers finish, and ends by force what is not done in time. */
export async function drain(server: Closable, hardStopMs: number): Promise<void> {
  const { promise: closed, resolve } = Promise.withResolvers<void>()
  server.close(() => resolve())
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), hardStopMs)
  await closed
  clearTimeout(timer)
}
