import { callApi } from '../api.js'
import { applyAppearance } from '../appearance.js'
import { make } from '../dom.js'
import { emit, reportFocus, reportHeight, serveHostWindow } from '../host-window.js'
import { confirmIntent, nameMethod } from '../intents.js'
import { inWords } from '../texts.js'
import { describeCard } from './card-details.js'
import { cardData, methodParams } from './confirm-params.js'
import { refuseOtherIntent } from './deferred-intent.js'
import { askForRemoval } from './removal-dialog.js'
import { detachMethod, loadSession } from './session.js'
import { createView } from './view.js'

const reloadingOptions = [
  'amount',
  'currency',
  'customerSessionClientSecret',
  'mode',
  'setupFutureUsage',
  'setup_future_usage',
]

let key
let group
let options
let browserLocale
let session
let view
let loading
let hasFailed = false
let lastDetails

async function load(input) {
  ;({ key, group, options, browserLocale } = input)
  applyAppearance(group.appearance)
  emit('loaderstart')
  if (group.loader !== 'never') document.body.replaceChildren(make('div', { class: 'Loader', 'aria-hidden': 'true' }))
  reportHeight()
  if (!(await fetchSession())) return
  draw()
  emit('ready')
  emit('availablepaymentmethodschange', { paymentMethods: { card: { available: true } } })
  reportChange()
}

async function fetchSession() {
  const answer = await loadSession(key, group)
  if (answer.error) {
    view = undefined
    hasFailed = true
    document.body.replaceChildren()
    emit('failure', { error: answer.error })
    return false
  }
  session = answer
  if (hasFailed) emit('recovery')
  hasFailed = false
  return true
}

function draw(kept) {
  view = createView({ session, group, options, browserLocale, kept, onChange: reportChange, onRemove: removeMethod })
  document.documentElement.lang = view.texts.locale
  document.body.replaceChildren(view.node)
}

function reportChange() {
  const saved = view.savedMethod()
  const isNew = view.isNewCard()
  emit('change', {
    empty: !saved && view.form.isEmpty(),
    complete: Boolean(saved) || (isNew && view.form.isComplete()),
    collapsed: !saved && !isNew,
    value: {
      type: saved || isNew ? 'card' : '',
      ...(saved && { payment_method: { id: saved.id, type: saved.type, billing_details: saved.billing_details } }),
      ...(isNew && { billingDetails: { address: view.form.billing() } }),
      ...(isNew && view.isSaving() !== undefined && { savePaymentMethod: view.isSaving() }),
    },
  })
  reportCardDetails()
}

function reportCardDetails() {
  const details = describeCard(view.savedMethod(), view.form.number())
  const before = lastDetails
  lastDetails = JSON.stringify(details)
  const isFirstOfNothing = before === undefined && details.brands === null
  if (lastDetails !== before && !isFirstOfNothing) emit('carddetailschange', { loading: false, details })
}

async function removeMethod(method, name, texts) {
  if (!(await askForRemoval(texts, name))) return
  const answer = await detachMethod(key, group, method.id)
  const payment_method = { id: method.id, type: method.type, billing_details: method.billing_details }
  if (answer.error) {
    emit('savedpaymentmethodremove', { success: false, error: answer.error.message, payment_method })
    return
  }
  session.customer.payment_methods = session.customer.payment_methods.filter(({ id }) => id !== method.id)
  draw(view.keep())
  view.focus()
  emit('savedpaymentmethodremove', { success: true, payment_method })
  reportChange()
}

async function findProblem() {
  await loading
  if (!view) return { type: 'invalid_request_error', message: 'The Payment Element has not loaded yet.' }
  if (view.savedMethod()) return undefined
  const code = view.isNewCard() ? view.form.refuse() : 'incomplete_payment_method'
  return code && { type: 'validation_error', code, message: view.texts[code] }
}

async function createPaymentMethod({ params }) {
  const error = await findProblem()
  if (error) return { error }
  const body = await callApi('POST', '/v1/payment_methods', key, cardData(view, session, params))
  return body.error ? inWords({ error: body.error }, view.texts) : { paymentMethod: body }
}

async function createConfirmationToken({ params }) {
  const error = await findProblem()
  if (error) return { error }
  const named = await nameChosen(params)
  if (named.error) return named
  const body = await callApi('POST', '/v1/confirmation_tokens', key, named.params)
  return body.error ? { error: body.error } : { confirmationToken: body }
}

/** Names the method that is chosen, making one of a new card. */
async function chooseMethod({ params }) {
  const error = await findProblem()
  return error ? { error } : nameChosen(params)
}

async function nameChosen(params) {
  return inWords(await nameMethod(key, methodParams(view, session, params)), view.texts)
}

serveHostWindow({
  load(input) {
    loading = load(input)
    return loading
  },
  async setGroup({ group: next, changed }) {
    group = next
    await loading
    if (changed.includes('appearance')) applyAppearance(group.appearance)
    const kept = changed.includes('customerSessionClientSecret') ? undefined : view?.keep()
    if (changed.some((name) => reloadingOptions.includes(name)) && !(await fetchSession())) return
    if (!session) return
    draw(kept)
    reportChange()
  },
  setOptions(input) {
    options = input.options
    if (!view) return
    draw(view.keep())
  },
  async fetchUpdates() {
    const answer = await loadSession(key, group)
    if (answer.error) return { error: { message: answer.error.message } }
    session = answer
    draw(view?.keep())
    return {}
  },
  async submit() {
    const error = await findProblem()
    return error ? { error } : { selectedPaymentMethod: 'card' }
  },
  async confirm({ clientSecret, confirmParams }) {
    const error = (await findProblem()) ?? (await refuseOtherIntent(key, group, clientSecret))
    if (error) return { error }
    const answer = await confirmIntent(key, clientSecret, methodParams(view, session, confirmParams))
    return inWords(answer, view.texts)
  },
  chooseMethod,
  createPaymentMethod,
  createConfirmationToken,
  focus: () => view?.focus(),
  blur: () => document.activeElement?.blur(),
  clear() {
    view?.form.clear()
    if (view) reportChange()
  },
  collapse: () => view?.collapse(),
})

reportFocus()
