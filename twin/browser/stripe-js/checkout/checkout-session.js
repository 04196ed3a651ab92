import { integrationError, quote } from '../integration-error.js'

const secretShape = /^cs_(?:test|live)_\w+_secret_\w+$/

/** Keeps what the server last said of a Checkout Session, and asks it for changes. */
export function openCheckoutSession(stripe, group, { clientSecret: given, defaultValues, listeners }) {
  let clientSecret
  let page

  async function load() {
    clientSecret = await given
    if (typeof clientSecret !== 'string' || !secretShape.test(clientSecret)) {
      throw integrationError(
        `Invalid value for stripe.initCheckoutElementsSdk(): clientSecret should be a client secret of a Checkout Session with ui_mode elements. You specified: ${quote(clientSecret)}.`,
      )
    }
    await ask('init')
    const collected = readDefaults(page.session, defaultValues)
    if (page.session.status.type === 'open' && Object.keys(collected).length > 0) await ask(undefined, { collected })
    const { mode, amount, session } = page
    const { currency } = session
    group.options = { ...group.options, mode, amount, currency, checkoutClientSecret: clientSecret }
  }

  /** Throws the server's error. */
  async function ask(step, params) {
    const answer = await stripe.controller.call('callCheckout', { clientSecret, step, params })
    if (answer.error) throw answer.error
    page = answer
    return answer
  }

  function current() {
    return { ...page.session, canConfirm: canConfirm() }
  }

  function canConfirm() {
    const { status, email } = page.session
    const contact = group.members.get('ContactDetails')?.lastChange()
    const isPaymentComplete = Boolean(group.members.get('Payment')?.lastChange()?.complete)
    return status.type === 'open' && Boolean(email || contact?.complete) && isPaymentComplete
  }

  function tell() {
    if (page) listeners.emit('change', current())
  }

  return {
    loading: load(),
    ask,
    current,
    tell,
    returnUrl: () => page.return_url,
    /** Changes something at the server and tells the page of the session that comes of it. */
    async change(params) {
      await ask(undefined, params)
      if (params.line_item || params.promotion_code !== undefined) updateAmount()
      tell()
      return { type: 'success', session: current() }
    },
    async refresh() {
      await ask('init')
      updateAmount()
      tell()
      return { type: 'success', session: current() }
    },
  }

  function updateAmount() {
    group.options = { ...group.options, amount: page.amount }
  }
}

/** What the page gives to begin with stands back behind what is known already. */
function readDefaults(session, { email, phoneNumber, billingAddress, shippingAddress }) {
  const wanted = { email, phoneNumber, billingAddress, shippingAddress }
  return Object.fromEntries(Object.entries(wanted).filter(([name, value]) => value && !session[name]))
}
