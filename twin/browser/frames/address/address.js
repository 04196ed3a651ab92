import { applyAppearance } from '../appearance.js'
import { makeMarker } from '../dom.js'
import { emit, reportFocus, reportHeight, serveHostWindow } from '../host-window.js'
import { textsFor } from '../texts.js'
import { createAddressForm } from './address-form.js'

let group
let options
let browserLocale
let form

function load(input) {
  ;({ group, options, browserLocale } = input)
  applyAppearance(group.appearance)
  emit('loaderstart')
  reportHeight()
  draw()
  emit('ready')
  reportChange()
}

function draw() {
  const texts = textsFor(group.locale, browserLocale)
  document.documentElement.lang = texts.locale
  form = createAddressForm({ texts, options, browserLocale, kept: form?.keep(), onChange: reportChange })
  document.body.replaceChildren(form.node, makeMarker(texts))
}

const describeValue = () => ({ complete: form.isComplete(), isNewAddress: true, value: form.value() })

const reportChange = () => emit('change', { elementMode: options.mode, empty: form.isEmpty(), ...describeValue() })

serveHostWindow({
  load,
  submit() {
    const error = form.refuse()
    return error ? { error: { type: 'validation_error', ...error } } : {}
  },
  getValue() {
    form.refuse()
    return describeValue()
  },
  setGroup(input) {
    group = input.group
    if (input.changed.includes('appearance')) applyAppearance(group.appearance)
    if (input.changed.includes('locale')) draw()
  },
  setOptions(input) {
    options = input.options
    draw()
    reportChange()
  },
  focus: () => form.focus(),
  blur: () => document.activeElement?.blur(),
  clear() {
    form.clear()
    reportChange()
  },
})

reportFocus()
