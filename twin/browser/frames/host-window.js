const parameters = new URLSearchParams(window.location.hash.slice(1))
const frame = parameters.get('frame') ?? ''
const host = parameters.get('host') ?? ''

function send(message) {
  // Addressed to the origin that opened the frame: another window that frames this page reads nothing.
  window.parent.postMessage({ stripeTwin: frame, ...message }, host)
}

export function emit(name, detail) {
  send({ kind: 'event', name, detail })
}

/** Answers the host window's calls with `methods`; anything from elsewhere or in another shape is ignored. */
export function serveHostWindow(methods) {
  if (!frame || !URL.canParse(host) || window.parent === window) return

  window.addEventListener('message', async ({ source, origin, data }) => {
    if (source !== window.parent || origin !== host) return
    if (typeof data !== 'object' || data === null || data.stripeTwin !== frame || data.kind !== 'call') return
    if (!Object.hasOwn(methods, data.method)) return
    try {
      send({ kind: 'answer', call: data.call, value: await methods[data.method](data.input ?? {}) })
    } catch (error) {
      send({ kind: 'answer', call: data.call, failure: error.message })
    }
  })
  send({ kind: 'hello' })
}

/** Tells the host how high the page is, now and whenever that changes. */
export function reportHeight() {
  const report = () => emit('resize', { height: Math.ceil(document.documentElement.getBoundingClientRect().height) })
  new ResizeObserver(report).observe(document.documentElement)
  report()
}

/** Tells the host when the frame gets and loses the focus, and of the escape key. */
export function reportFocus() {
  document.addEventListener('focusin', ({ relatedTarget }) => {
    if (!relatedTarget) emit('focus')
  })
  document.addEventListener('focusout', ({ relatedTarget }) => {
    if (!relatedTarget) emit('blur')
  })
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape' && !document.querySelector('dialog[open]')) emit('escape')
  })
}
