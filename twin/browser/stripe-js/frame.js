import { frameOrigin } from './frame-origin.js'
import { integrationError } from './integration-error.js'

const helloTimeoutMilliseconds = 20_000

/**
 * Opens a page of the twin in an iframe and speaks with it. Whatever comes from another window, another origin
 * or in another shape is ignored.
 * @param options.name the iframe's; one that no other has, when left out
 */
export function openFrame({ path, title, styles, name, onEvent = () => {}, onLost = () => {} }) {
  const id = crypto.getRandomValues(new Uint32Array(2)).join('')
  const iframe = document.createElement('iframe')
  iframe.name = name ?? `__privateStripeFrame${id}`
  iframe.title = title
  iframe.src = `${frameOrigin}${path}#${new URLSearchParams({ frame: id, host: window.location.origin })}`
  Object.assign(iframe.style, { border: 'none', display: 'block', colorScheme: 'light', ...styles })

  const pending = new Map()
  let waiting = []
  let isOpen = true
  let callCount = 0
  const helloTimer = setTimeout(onLost, helloTimeoutMilliseconds)

  function send(message) {
    if (waiting) waiting.push(message)
    else iframe.contentWindow?.postMessage({ stripeTwin: id, ...message }, frameOrigin)
  }

  function sayHello() {
    clearTimeout(helloTimer)
    const messages = waiting ?? []
    waiting = undefined
    messages.forEach(send)
  }

  function settle({ call, value, failure }) {
    const promise = pending.get(call)
    pending.delete(call)
    if (failure) promise?.reject(new Error(`The Stripe twin's frame failed: ${failure}`))
    else promise?.resolve(value)
  }

  function receive({ source, origin, data }) {
    if (source !== iframe.contentWindow || origin !== frameOrigin) return
    if (typeof data !== 'object' || data === null || data.stripeTwin !== id) return
    if (data.kind === 'hello') sayHello()
    else if (data.kind === 'answer') settle(data)
    else if (data.kind === 'event' && typeof data.name === 'string') onEvent(data.name, data.detail ?? {})
  }

  window.addEventListener('message', receive)

  return {
    iframe,
    call(method, input) {
      if (!isOpen) return Promise.reject(goneError())
      const call = ++callCount
      return new Promise((resolve, reject) => {
        pending.set(call, { resolve, reject })
        // A page's options may hold handlers, which cannot go to another window.
        send({ kind: 'call', call, method, input: input && JSON.parse(JSON.stringify(input)) })
      })
    },
    close() {
      isOpen = false
      clearTimeout(helloTimer)
      window.removeEventListener('message', receive)
      iframe.remove()
      for (const promise of pending.values()) promise.reject(goneError())
      pending.clear()
    },
  }
}

function goneError() {
  return integrationError(
    'We could not retrieve data from the specified Element. Please make sure the Element you are attempting to use is still mounted.',
  )
}
