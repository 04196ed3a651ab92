export const patienceMs = 8_000

/**
 * Adds a script of Stripe's to the page and waits for it; a failed one leaves no element behind, so that it can be tried again.
 * Rejects on an error, and after eight seconds.
 */
export function loadScript(src: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const script = document.createElement('script')
  script.src = src
  script.async = true
  script.addEventListener('load', () => resolve())
  script.addEventListener('error', () => reject(new Error('The script was blocked, or did not arrive.')))
  const timer = setTimeout(() => reject(new Error('The script did not arrive in time.')), patienceMs)
  document.head.append(script)
  return promise
    .catch((error: unknown) => {
      script.remove()
      throw error
    })
    .finally(() => clearTimeout(timer))
}
