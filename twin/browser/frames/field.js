import { make } from './dom.js'

/**
 * A labelled control with a place for its error, which a screen reader hears.
 * @param hint read out after the label, as Stripe does with the form of a date
 */
export function createField({ form = 'payment', name, label, hint, control, isWide }) {
  const id = `${form}-${name}Input`
  const errorId = `${form}-${name}Error`
  const error = make('p', { class: 'Error', id: errorId, role: 'alert', hidden: true })
  control.id = id
  control.name = name
  control.classList.add('Input')
  const labelText = make('span', {}, label)
  const hintText = hint && make('span', { class: 'VisuallyHidden' }, ` ${hint}`)
  const labelNode = make('label', { class: 'Label', for: id }, labelText, hintText)

  return {
    name,
    control,
    node: make('div', { class: isWide ? 'Field Field--wide' : 'Field' }, labelNode, control, error),
    setLabel(text) {
      labelText.textContent = text
    },
    showError(text) {
      error.textContent = text ?? ''
      error.hidden = !text
      control.classList.toggle('Input--invalid', Boolean(text))
      if (text) {
        control.setAttribute('aria-invalid', 'true')
        control.setAttribute('aria-describedby', errorId)
      } else {
        control.removeAttribute('aria-invalid')
        control.removeAttribute('aria-describedby')
      }
    },
  }
}
