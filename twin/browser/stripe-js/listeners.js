import { integrationError, quote } from './integration-error.js'

/** The `on`, `once`, `off` half of an element. */
export function createListeners(eventNames) {
  const listeners = new Map(eventNames.map((name) => [name, []]))

  function check(name, handler) {
    if (!listeners.has(name)) {
      throw integrationError(`Invalid event: ${quote(name)}. Valid events are: ${eventNames.join(', ')}.`)
    }
    if (handler !== undefined && typeof handler !== 'function') {
      throw integrationError(`Invalid handler for "${name}": a function is needed. You specified: ${quote(handler)}.`)
    }
  }

  function add(name, handler, isOnce) {
    check(name, handler)
    if (handler) listeners.get(name).push({ handler, isOnce })
  }

  function remove(name, handler) {
    check(name, handler)
    const kept = handler ? listeners.get(name).filter((listener) => listener.handler !== handler) : []
    listeners.set(name, kept)
  }

  return {
    on: (name, handler) => add(name, handler, false),
    once: (name, handler) => add(name, handler, true),
    off: remove,
    emit(name, detail) {
      for (const listener of [...listeners.get(name)]) {
        if (listener.isOnce) remove(name, listener.handler)
        listener.handler(detail)
      }
    },
    clear() {
      for (const name of eventNames) listeners.set(name, [])
    },
  }
}

/** `on`, `once` and `off` as a page calls them: each gives back the object that it is called on. */
export function listenerMethods(listeners, getOwner) {
  const chained =
    (method) =>
    (...given) => {
      listeners[method](...given)
      return getOwner()
    }
  return { on: chained('on'), once: chained('once'), off: chained('off') }
}
