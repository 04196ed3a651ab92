import { emit, reportHeight, serveHostWindow } from './host-window.js'

// No wallet is ever at hand, so the element shows nothing and says that there is none.
function load() {
  reportHeight()
  emit('ready', { availablePaymentMethods: undefined })
  emit('availablepaymentmethodschange', { paymentMethods: undefined })
}

serveHostWindow({ load, setGroup() {}, setOptions() {}, focus() {}, blur() {}, clear() {} })
