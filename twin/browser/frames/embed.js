import { callApi } from './api.js'
import { make, makeMarker } from './dom.js'
import { emit, reportHeight, serveHostWindow } from './host-window.js'
import { describeInterval, formatAmount, nameInterval } from './prices.js'
import { fill, textsFor } from './texts.js'

let key
let path
let attributes
let texts

async function load(input) {
  ;({ key, path, attributes } = input)
  texts = textsFor('auto', input.browserLocale)
  document.documentElement.lang = texts.locale
  reportHeight()
  const answer = await callApi('GET', path, key, {
    customer_session_client_secret: attributes.customer_session_client_secret,
  })
  if (answer.error) showFailure(answer.error)
  else draw(answer)
  emit('ready')
}

/** Plans of one interval at a time, where there are several; what is bought once is always there. */
function draw({ prices }) {
  const plans = make('ul', { class: 'Plans' })
  const intervals = Map.groupBy(
    prices.filter(({ recurring }) => recurring),
    ({ recurring }) => nameInterval(recurring, texts),
  )
  const show = (chosen) => {
    const shown = prices.filter(({ recurring }) => !recurring || nameInterval(recurring, texts) === chosen)
    plans.replaceChildren(
      ...shown.map((price) => make('li', { class: 'Plan' }, ...describePlan(price), buyButton(price))),
    )
  }
  const names = [...intervals.keys()]
  show(names[0])
  const choice = names.length > 1 && chooseInterval(names, show)
  document.body.replaceChildren(make('div', {}, choice, plans, makeMarker(texts)))
}

function chooseInterval(names, onChoose) {
  const options = names.map((name, index) =>
    make(
      'label',
      { class: 'Interval' },
      make('input', { type: 'radio', name: 'interval', checked: index === 0, onchange: () => onChoose(name) }),
      name,
    ),
  )
  return make(
    'fieldset',
    { class: 'Intervals' },
    make('legend', { class: 'VisuallyHidden' }, texts.interval),
    ...options,
  )
}

function describePlan(price) {
  const { product, recurring, trial_period_days } = price
  return [
    make('h2', {}, product.name),
    product.description && make('p', {}, product.description),
    make(
      'p',
      {},
      make('span', { class: 'Amount' }, formatAmount(price, texts.locale)),
      ...(recurring ? [' ', describeInterval(recurring, texts)] : []),
    ),
    trial_period_days && make('p', {}, fill(texts.trial, { days: trial_period_days })),
  ].map((node) => node || undefined)
}

function buyButton({ id, recurring, trial_period_days: trial, product }) {
  const button = make(
    'button',
    { type: 'button', class: 'Button Button--primary', onclick: start },
    trial ? texts.startTrial : recurring ? texts.plan : texts.buy,
  )
  button.setAttribute('aria-label', `${button.textContent}: ${product.name}`)
  return button

  async function start() {
    button.disabled = true
    const answer = await callApi('POST', `${path}/checkout_sessions`, key, { price: id, ...attributes })
    if (!answer.error) return openCheckout(answer.url)
    button.disabled = false
    showFailure(answer.error)
  }
}

/** The whole page goes to checkout, as with Stripe; a page in a sandbox has to allow that. */
function openCheckout(address) {
  window.top.location.href = address
}

function showFailure({ message }) {
  document.body.replaceChildren(
    make('div', {}, make('p', { class: 'Failure', role: 'alert' }, message), makeMarker(texts)),
  )
}

serveHostWindow({ load })
