import { findFrameKind } from './element-kinds.js'
import { openFrame } from './frame.js'
import { integrationError, quote } from './integration-error.js'
import { createListeners, listenerMethods } from './listeners.js'
import { register, requireMounted } from './members.js'
import { findPlace } from './place.js'
import { createStateClasses } from './state-classes.js'

// react-stripe-js listens for the names of every kind of element on each of them.
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
  'click',
  'networkschange',
  'confirm',
  'cancel',
  'shippingaddresschange',
  'shippingratechange',
]

/** @returns the element that the page holds, and beside it what only this script may touch */
export function createElement(group, type, initialOptions, onDestroy) {
  const kind = findFrameKind(type)
  const listeners = createListeners(eventNames)
  let options = { ...initialOptions }
  let frame
  let place
  let classes
  let lastChange
  let isDestroyed = false
  let hasFailed = false

  const emit = (name, detail) => listeners.emit(name, { elementType: type, ...detail })

  function fail(error) {
    hasFailed = true
    console.error(`[Stripe.js] The ${type} Element failed to load: ${error.message}`)
    emit('loaderror', { error })
  }

  const frameEvents = {
    resize: ({ height }) => {
      if (Number.isFinite(height)) frame.iframe.style.height = `${height}px`
    },
    failure: ({ error }) => fail(error),
    // Not ready a second time: the page was told that it failed.
    recovery: () => {
      hasFailed = false
    },
  }

  function hear(name, detail) {
    if (name === 'change') lastChange = detail
    classes.show(name, detail)
    if (frameEvents[name]) frameEvents[name](detail)
    else if (eventNames.includes(name) && !(hasFailed && name === 'ready')) emit(name, detail)
  }

  function open() {
    hasFailed = false
    const opened = openFrame({
      path: `/v3/${kind.page}.html`,
      title: kind.title,
      styles: kind.isRoomy
        ? // The frame's own margin of 4 px leaves room for focus rings.
          { width: 'calc(100% + 8px)', margin: '-4px', height: '0', minWidth: '100%' }
        : { width: '100%', height: '1.2em' },
      onEvent: (name, detail) => opened === frame && hear(name, detail),
      onLost: () => fail({ type: 'api_connection_error', message: `The frame of the ${type} Element did not load.` }),
    })
    const load = () =>
      opened.call('load', { key: group.key, type, group: group.options, options, browserLocale: navigator.language })
    // A checkout's group knows what it is about once its session has come.
    const loading = group.loading ? group.loading.then(load) : load()
    loading.catch(({ message }) => opened === frame && fail({ type: 'api_error', message }))
    return opened
  }

  function close() {
    frame?.close()
    place?.replaceChildren()
    classes?.clear()
    frame = undefined
    place = undefined
    classes = undefined
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
      classes = createStateClasses(place, options.classes)
      frame = open()
      const wrapper = document.createElement('div')
      wrapper.className = '__PrivateStripeElement'
      wrapper.append(frame.iframe)
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
    ...listenerMethods(listeners, () => element),
    ...(type === 'payment' && {
      collapse() {
        command('collapse')
        return element
      },
    }),
    ...(type === 'address' && {
      async getValue() {
        const { frame } = requireMounted(element)
        return frame.call('getValue')
      },
    }),
  }

  function command(name) {
    checkAlive()
    if (name === 'focus') frame?.iframe.focus()
    frame?.call(name).catch(() => {})
  }

  const member = {
    type,
    group,
    element,
    options: () => options,
    frame: () => (place?.isConnected && !hasFailed ? frame : undefined),
    lastChange: () => lastChange,
    // An element that is unmounted meanwhile has nothing to update.
    updateGroup: (changed) => frame?.call('setGroup', { group: group.options, changed }).catch(() => {}),
  }
  return register(element, member)
}
