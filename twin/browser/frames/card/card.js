import { callApi } from '../api.js'
import { onlyDigits, readExpiry } from '../card-rules.js'
import { emit, reportFocus, serveHostWindow } from '../host-window.js'
import { confirmIntent } from '../intents.js'
import { inWords, textsFor } from '../texts.js'
import { createCardLine } from './card-line.js'
import { applyStyle } from './style.js'

let key
let type
let group
let options
let browserLocale
let texts
let line
let lastReport

function load(input) {
  ;({ key, type, group, options, browserLocale } = input)
  draw()
  emit('ready')
}

function draw() {
  const kept = line?.controls.map(({ value }) => value) ?? []
  texts = textsFor(group.locale, browserLocale)
  document.documentElement.lang = texts.locale
  document.body.title = texts.testStandIn
  line = createCardLine({ type, texts, options, onChange: reportChange })
  line.controls.forEach((control, index) => {
    control.value = kept[index] ?? control.value
  })
  applyStyle(options.style)
  document.body.replaceChildren(line.node)
}

function reportChange() {
  const code = line.shownProblem()
  const detail = {
    empty: line.isEmpty(),
    complete: line.isComplete(),
    error: code && validationError(code),
    ...(type === 'card' && { value: { postalCode: line.postalCode() } }),
    ...(['card', 'cardNumber'].includes(type) && { brand: line.brand() }),
  }
  document.body.dataset.state = code ? 'invalid' : detail.complete ? 'complete' : detail.empty ? 'empty' : 'base'
  // The value's length tells a key from a mere loss of the focus.
  const report = JSON.stringify([detail, line.controls.map(({ value }) => value.length)])
  if (report === lastReport) return
  lastReport = report
  emit('change', detail)
}

const validationError = (code) => ({ type: 'validation_error', code, message: texts[code] })

/** What a Card Number frame asks of the frames beside it, which share its origin. */
window.readCardField = () => {
  const code = line.findProblem()
  reportChange()
  return { error: code && validationError(code), values: line.values() }
}

/** @returns `{ error }` of the first field that is not complete, or what the API takes for a card */
function readCard(neighbours) {
  let values = {}
  const names = type === 'card' ? [] : [neighbours.cardExpiry, neighbours.cardCvc]
  for (const read of [window.readCardField, ...names.map(findReader)]) {
    if (!read) continue
    const field = read()
    if (field.error) return { error: field.error }
    values = { ...values, ...field.values }
  }
  const { number, expiry, cvc, postal } = values
  if (expiry === undefined) return { error: validationError('incomplete_expiry') }
  const { month, year } = readExpiry(expiry)
  return {
    card: { number: onlyDigits(number), exp_month: month, exp_year: year, cvc },
    postalCode: postal || undefined,
  }
}

const findReader = (name) => (name ? window.parent.frames[name]?.readCardField : undefined)

function methodData(card, postalCode, { billing_details: billing, ...data } = {}) {
  const address = { postal_code: postalCode, ...billing?.address }
  return { ...data, type: 'card', card, billing_details: { ...billing, address } }
}

serveHostWindow({
  load,
  async createPaymentMethod({ data, neighbours }) {
    const { error, card, postalCode } = readCard(neighbours)
    if (error) return { error }
    const body = await callApi('POST', '/v1/payment_methods', key, methodData(card, postalCode, data))
    return body.error ? inWords({ error: body.error }, texts) : { paymentMethod: body }
  },
  async createToken({ data: { currency: _, ...data }, neighbours }) {
    const { error, card, postalCode } = readCard(neighbours)
    if (error) return { error }
    const body = await callApi('POST', '/v1/tokens', key, { card: { address_zip: postalCode, ...data, ...card } })
    return body.error ? inWords({ error: body.error }, texts) : { token: body }
  },
  async confirm({ clientSecret, confirmParams, data, neighbours }) {
    const { error, card, postalCode } = readCard(neighbours)
    if (error) return { error }
    const payment_method_data = methodData(card, postalCode, data)
    return inWords(await confirmIntent(key, clientSecret, { ...confirmParams, payment_method_data }), texts)
  },
  setGroup(input) {
    group = input.group
    draw()
  },
  setOptions(input) {
    const isRefilled = input.options.value?.postalCode !== options.value?.postalCode
    options = input.options
    draw()
    if (isRefilled) line.controls.at(-1).value = options.value?.postalCode ?? ''
    reportChange()
  },
  focus: () => line.focus(),
  blur: () => document.activeElement?.blur(),
  clear() {
    line.clear()
    reportChange()
  },
})

reportFocus()
