import { make } from './dom.js'
import { emit, serveHostWindow } from './host-window.js'

// Stripe shows the bank's page in a frame of this name within its own.
function openChallenge({ key, clientSecret }) {
  const frame = crypto.randomUUID()
  const iframe = make('iframe', {
    name: 'stripe-challenge-frame',
    id: 'challengeFrame',
    title: '3D Secure 2 authentication',
    src: `/v3/three-ds-2-challenge.html#${new URLSearchParams({ frame, host: window.location.origin })}`,
  })
  window.addEventListener('message', ({ source, origin, data }) => {
    if (source !== iframe.contentWindow || origin !== window.location.origin || data?.stripeTwin !== frame) return
    if (data.kind === 'hello') {
      const message = { stripeTwin: frame, kind: 'call', call: 1, method: 'load', input: { key, clientSecret } }
      source.postMessage(message, origin)
    } else if (data.kind === 'event' && data.name === 'authenticated') emit('authenticated')
  })
  document.body.className = 'Overlay'
  document.body.replaceChildren(iframe)
  iframe.focus()
}

serveHostWindow({ load: openChallenge })
