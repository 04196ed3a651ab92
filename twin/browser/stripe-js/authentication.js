import { openFrame } from './frame.js'

/** Covers the page with the bank's stand-in until the customer has completed or failed the authentication. */
export function authenticate(key, clientSecret) {
  return new Promise((resolve) => {
    const focused = document.activeElement
    const frame = openFrame({
      path: '/v3/three-ds-2-challenge-outer.html',
      title: 'Secure authentication frame',
      styles: { position: 'fixed', inset: '0', width: '100%', height: '100%', zIndex: '2147483647' },
      onEvent(name) {
        if (name === 'authenticated') close()
      },
      onLost: close,
    })
    function close() {
      frame.close()
      focused?.focus?.()
      resolve()
    }
    document.body.append(frame.iframe)
    frame.iframe.focus()
    frame.call('load', { key, clientSecret }).catch(() => {})
  })
}
