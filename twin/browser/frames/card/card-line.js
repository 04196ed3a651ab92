import { brandOf, cvcProblem, expiryProblem, numberProblem } from '../card-rules.js'
import { make } from '../dom.js'
import { rewriteTyped } from '../rewrite-typed.js'

const fieldsOfType = {
  card: ['number', 'expiry', 'cvc', 'postal'],
  cardNumber: ['number'],
  cardExpiry: ['expiry'],
  cardCvc: ['cvc'],
}
const cvcLengthUnknown = ''

/** The fields of a Card Element in one line, or the one field of its split kinds, named and labelled as Stripe's are. */
export function createCardLine({ type, texts, options, onChange }) {
  const names = fieldsOfType[type].filter((name) => name !== 'postal' || !options.hidePostalCode)
  const controls = createControls(type, texts, options)
  const left = new Set()
  const checks = {
    number: () => numberProblem(controls.number.value),
    expiry: () => expiryProblem(controls.expiry.value, new Date()),
    cvc: () => cvcProblem(controls.cvc.value, names.includes('number') ? controls.number.value : cvcLengthUnknown),
    postal: () => undefined,
  }
  const used = names.map((name) => ({ name, control: controls[name], check: checks[name] }))
  for (const { name, control } of used) {
    control.disabled = Boolean(options.disabled)
    control.addEventListener('input', (event) => {
      rewriteTyped(event, controls)
      left.delete(name)
      goOn(event, name)
      onChange()
    })
    control.addEventListener('blur', () => {
      if (control.value) left.add(name)
      onChange()
    })
  }

  /** A complete field hands the focus to the next, as in Stripe's. */
  function goOn({ target, inputType }, name) {
    const next = used[names.indexOf(name) + 1]?.control
    const isAtEnd = target.selectionStart === target.value.length
    if (!next || name === 'postal' || inputType?.startsWith('delete') || !isAtEnd) return
    if (!checks[name]() && !next.value && document.activeElement === target) next.focus()
  }

  /** What is wrong now: half a value only once the customer has left it. */
  const visibleProblems = () =>
    used
      .map(({ name, control, check }) => ({ name, control, code: check() }))
      .filter(({ name, control, code }) => code && control.value && (left.has(name) || code.startsWith('invalid_')))

  return {
    node: make('div', { class: 'CardLine' }, ...used.map(({ control }) => control)),
    controls: used.map(({ control }) => control),
    focus: () => used[0].control.focus(),
    clear() {
      for (const { control } of used) control.value = ''
      left.clear()
    },
    isEmpty: () => used.every(({ control }) => control.value === ''),
    isComplete: () => used.every(({ check }) => !check()),
    brand: () => brandOf(controls.number.value).name,
    postalCode: () => controls.postal.value,
    shownProblem() {
      const found = visibleProblems()
      for (const { control } of used) {
        control.toggleAttribute('aria-invalid', false)
        if (found.some((problem) => problem.control === control)) control.setAttribute('aria-invalid', 'true')
      }
      return found[0]?.code
    },
    /** The first thing that keeps the card from being used, shown from now on. */
    findProblem() {
      for (const { name } of used) left.add(name)
      return used.map(({ check }) => check()).find(Boolean)
    },
    values: () => Object.fromEntries(used.map(({ name, control }) => [name, control.value])),
  }
}

function createControls(type, texts, { placeholder, value }) {
  const input = (name, stableName, label, autocomplete, text) =>
    make('input', {
      type: 'text',
      name,
      'data-elements-stable-field-name': stableName,
      inputmode: 'numeric',
      autocomplete,
      'aria-label': label,
      placeholder: placeholder ?? text,
      class: 'InputElement',
    })
  // In one line there is no room for a whole number.
  const numberText = type === 'card' ? texts.number : '1234 1234 1234 1234'
  const controls = {
    number: input('cardnumber', 'cardNumber', texts.cardNumberLabel, 'cc-number', numberText),
    expiry: input('exp-date', 'cardExpiry', texts.cardExpiryLabel, 'cc-exp', texts.expiryPlaceholder),
    cvc: input('cvc', 'cardCvc', texts.cardCvcLabel, 'cc-csc', texts.cvcPlaceholder),
    postal: input('postal', 'postalCode', texts.zip, 'postal-code', texts.zipPlaceholder),
  }
  controls.postal.inputMode = 'text'
  controls.postal.value = value?.postalCode ?? ''
  return controls
}
