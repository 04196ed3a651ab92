// Preloaded into the processes that we start: when its parent is gone, however that went, one is asked to end as on SIGTERM.
// What these start in turn inherits the preload as well, but belongs to them.
if (process.env.END_WITH_PARENT) {
  delete process.env.END_WITH_PARENT
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel?.unref()
}
