import { makeMarker } from './dom.js'
import { emit, reportHeight, serveHostWindow } from './host-window.js'
import { textsFor } from './texts.js'

let clientSecret
let texts
let isComplete = false

async function load(input) {
  clientSecret = input.clientSecret
  texts = textsFor('auto', input.browserLocale)
  reportHeight()
  await take(new URLSearchParams())
}

/** @param form what the customer sends; nothing to see where the checkout stands */
async function take(form) {
  form.set('client_secret', clientSecret)
  const response = await fetch('/c/embedded', { method: 'POST', body: form })
  const answer = await response.json()
  if (answer.error) return emit('failure', { error: { type: 'invalid_request_error', message: answer.error } })
  document.body.innerHTML = answer.html
  document.body.append(makeMarker(texts))
  if (answer.complete && !isComplete) {
    isComplete = true
    emit('complete', { returnUrl: answer.return_url })
  }
}

document.addEventListener('submit', async (event) => {
  event.preventDefault()
  const { target, submitter } = event
  const form = new URLSearchParams(new FormData(target, submitter))
  form.set('step', 'send')
  for (const button of target.querySelectorAll('button')) button.disabled = true
  await take(form)
})

serveHostWindow({ load })
