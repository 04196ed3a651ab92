import { callApi } from './api.js'
import { make, makeMarker } from './dom.js'
import { emit, serveHostWindow } from './host-window.js'
import { textsFor } from './texts.js'

serveHostWindow({
  load({ key, clientSecret }) {
    const texts = textsFor('auto')
    document.documentElement.lang = texts.locale
    const failure = make('p', { class: 'Error', role: 'alert' })
    const choose = (outcome) => async () => {
      for (const button of document.querySelectorAll('button')) button.disabled = true
      const answer = await callApi('POST', '/v1/3ds2/authenticate', key, { client_secret: clientSecret, outcome })
      if (answer.error) failure.textContent = answer.error.message
      else emit('authenticated')
    }
    // Stripe's test page says these in English whatever the language, so that tests find them.
    const complete = make(
      'button',
      {
        type: 'button',
        id: 'test-source-authorize-3ds',
        lang: 'en',
        class: 'Button Button--primary',
        onclick: choose('succeeded'),
      },
      'Complete authentication',
    )
    const fail = make(
      'button',
      { type: 'button', id: 'test-source-fail-3ds', lang: 'en', class: 'Button', onclick: choose('failed') },
      'Fail authentication',
    )
    document.body.replaceChildren(
      make(
        'div',
        { class: 'Challenge', role: 'dialog', 'aria-labelledby': 'challenge-title' },
        make('h1', { id: 'challenge-title', lang: 'en' }, '3D Secure 2 Test Page'),
        make('p', {}, texts.bankAsks),
        complete,
        fail,
        failure,
        makeMarker(texts),
      ),
    )
    complete.focus()
  },
})
