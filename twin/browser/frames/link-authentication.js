import { applyAppearance } from './appearance.js'
import { make, makeMarker } from './dom.js'
import { createField } from './field.js'
import { emit, reportFocus, reportHeight, serveHostWindow } from './host-window.js'
import { textsFor } from './texts.js'

let group
let browserLocale
let texts
let field

function load(input) {
  ;({ group, browserLocale } = input)
  applyAppearance(group.appearance)
  emit('loaderstart')
  reportHeight()
  draw(input.options.defaultValues?.email ?? '')
  emit('ready')
  reportChange()
}

function draw(email) {
  texts = textsFor(group.locale, browserLocale)
  document.documentElement.lang = texts.locale
  const control = make('input', { type: 'email', autocomplete: 'email', value: email, oninput, onblur })
  field = createField({ form: 'linkAuthentication', name: 'email', label: texts.email, isWide: true, control })
  document.body.replaceChildren(field.node, makeMarker(texts))
}

function oninput() {
  field.showError()
  reportChange()
}

function onblur() {
  const code = field.control.value ? findProblem() : undefined
  if (code) field.showError(texts[code])
}

function findProblem() {
  const email = field.control.value.trim()
  if (!/@[^@]+\.[^@.]+$/.test(email)) return 'incomplete_email'
  return /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email) ? undefined : 'invalid_email'
}

function reportChange() {
  const email = field.control.value.trim()
  emit('change', { empty: email === '', complete: !findProblem(), value: { email } })
}

serveHostWindow({
  load,
  submit() {
    const code = findProblem()
    if (!code) return {}
    field.showError(texts[code])
    field.control.focus()
    return { error: { type: 'validation_error', code, message: texts[code] } }
  },
  setGroup(input) {
    group = input.group
    if (input.changed.includes('appearance')) applyAppearance(group.appearance)
    if (input.changed.includes('locale')) draw(field.control.value)
  },
  // Its only option is the value that it began with.
  setOptions() {},
  focus: () => field.control.focus(),
  blur: () => document.activeElement?.blur(),
  clear() {
    field.control.value = ''
    reportChange()
  },
})

reportFocus()
