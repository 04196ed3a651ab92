import { formatExpiry, formatNumber, onlyDigits } from './card-rules.js'

/** Gives what was just typed in a field of a card the form that it has on one. */
export function rewriteTyped(event, { number, expiry, cvc }) {
  const { target } = event
  const isDeleting = Boolean(event.inputType?.startsWith('delete'))
  if (target === number) rewrite(target, formatNumber(target.value))
  if (target === expiry) rewrite(target, formatExpiry(target.value, isDeleting))
  if (target === cvc) rewrite(target, onlyDigits(target.value).slice(0, 4))
}

/** Rewrites what is typed without throwing the caret to the end. */
function rewrite(control, text) {
  if (control.value === text) return
  const digitsBefore = onlyDigits(control.value.slice(0, control.selectionStart)).length
  const isAtEnd = control.selectionStart === control.value.length
  control.value = text
  if (isAtEnd) return
  let position = 0
  for (let digits = 0; position < text.length && digits < digitsBefore; position++) {
    if (/\d/.test(text[position])) digits++
  }
  control.setSelectionRange(position, position)
}
