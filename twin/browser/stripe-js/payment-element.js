import { openFrame } from './frame.js'
import { integrationError, quote } from './integration-error.js'
import { createListeners } from './listeners.js'

const eventNames = [
  'ready',
  'loaderstart',
  'loaderror',
  'change',
  'focus',
  'blur',
  'escape',
  'carddetailschange',
  'availablepaymentmethodschange',
  'savedpaymentmethodremove',
  'savedpaymentmethodupdate',
  // react-stripe-js listens for the names of every kind of element on each of them.
  'click',
  'networkschange',
  'confirm',
  'cancel',
  'shippingaddresschange',
  'shippingratechange',
]

/** @returns the element that the page holds, and beside it what only this script may touch */
export function createPaymentElement(group, initialOptions, onDestroy) {
  const listeners = createListeners(eventNames)
  let options = { ...initialOptions }
  let frame
  let place
  let isDestroyed = false
  let hasFailed = false

  const emit = (name, detail) => listeners.emit(name, { elementType: 'payment', ...detail })

  function fail(error) {
    hasFailed = true
    console.error(`[Stripe.js] The Payment Element failed to load: ${error.message}`)
    emit('loaderror', { error })
  }

  const frameEvents = {
    resize: ({ height }) => {
      if (Number.isFinite(height)) frame.iframe.style.height = `${height}px`
    },
    failure: ({ error }) => fail(error),
  }

  function open() {
    hasFailed = false
    const opened = openFrame({
      path: '/v3/elements-inner-payment.html',
      title: 'Secure payment input frame',
      // The frame's own margin of 4 px leaves room for focus rings.
      styles: { width: 'calc(100% + 8px)', margin: '-4px', height: '0', minWidth: '100%' },
      onEvent(name, detail) {
        if (opened !== frame) return
        if (frameEvents[name]) frameEvents[name](detail)
        else if (eventNames.includes(name) && !(hasFailed && name === 'ready')) emit(name, detail)
      },
      onLost: () => fail({ type: 'api_connection_error', message: 'The frame of the Payment Element did not load.' }),
    })
    opened
      .call('load', { key: group.key, group: group.options, options, browserLocale: navigator.language })
      .catch(({ message }) => opened === frame && fail({ type: 'api_error', message }))
    return opened
  }

  function close() {
    frame?.close()
    place?.replaceChildren()
    place?.classList.remove('StripeElement')
    frame = undefined
    place = undefined
  }

  const checkAlive = () => {
    if (isDestroyed) throw integrationError('This Element has already been destroyed. Please create a new one.')
  }
  const element = {
    mount(target) {
      checkAlive()
      const next = findPlace(target)
      if (place?.isConnected && next === place) return
      if (place?.isConnected) {
        throw integrationError(
          'This Element is already mounted. Use `unmount()` to unmount the Element before re-mounting.',
        )
      }
      close()
      place = next
      frame = open()
      const wrapper = document.createElement('div')
      wrapper.className = '__PrivateStripeElement'
      wrapper.append(frame.iframe)
      place.classList.add('StripeElement')
      place.replaceChildren(wrapper)
    },
    unmount: close,
    destroy() {
      checkAlive()
      close()
      isDestroyed = true
      onDestroy()
    },
    update(changes = {}) {
      checkAlive()
      if (typeof changes !== 'object' || changes === null) {
        throw integrationError(
          `Invalid value for element.update(): options should be an object. You specified: ${quote(changes)}.`,
        )
      }
      options = { ...options, ...changes }
      frame?.call('setOptions', { options }).catch(() => {})
      return element
    },
    focus: () => command('focus'),
    blur: () => command('blur'),
    clear: () => command('clear'),
    collapse() {
      command('collapse')
      return element
    },
    on(name, handler) {
      listeners.on(name, handler)
      return element
    },
    once(name, handler) {
      listeners.once(name, handler)
      return element
    },
    off(name, handler) {
      listeners.off(name, handler)
      return element
    },
  }

  function command(name) {
    checkAlive()
    if (name === 'focus') frame?.iframe.focus()
    frame?.call(name).catch(() => {})
  }

  return {
    element,
    options: () => options,
    frame: () => (place?.isConnected && !hasFailed ? frame : undefined),
    // An element that is unmounted meanwhile has nothing to update.
    updateGroup: (changed) => frame?.call('setGroup', { group: group.options, changed }).catch(() => {}),
  }
}

function findPlace(target) {
  if (typeof target === 'string') {
    const found = document.querySelector(target)
    if (found) return found
    throw integrationError(
      `The selector you specified (${target}) applies to no DOM elements that are currently on the page. Make sure the element exists on the page before calling mount().`,
    )
  }
  if (target?.nodeType === 1) return target
  throw integrationError('Invalid DOM element. Call mount() with a valid DOM element or selector.')
}
