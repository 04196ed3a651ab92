import { openFrame } from './frame.js'

/** One hidden frame a page makes the calls that need no element, so that the host page never speaks to the API itself. */
export function createController(key) {
  let frame

  function open() {
    frame = openFrame({
      path: '/v3/controller.html',
      title: 'Secure payment controller',
      name: '__privateStripeController',
      styles: { position: 'absolute', width: '0', height: '0', visibility: 'hidden', pointerEvents: 'none' },
    })
    frame.iframe.setAttribute('aria-hidden', 'true')
    frame.iframe.tabIndex = -1
    document.body.append(frame.iframe)
  }

  return {
    call(method, input) {
      // A page that replaces its whole body takes the frame with it.
      if (!frame?.iframe.isConnected) {
        frame?.close()
        open()
      }
      return frame.call(method, { key, ...input })
    },
  }
}
