import { make } from './dom.js'

/** A labelled control with a place for its error, which a screen reader hears. */
export function createField({ form = 'payment', name, label, control, isWide }) {
  const id = `${form}-${name}Input`
  const errorId = `${form}-${name}Error`
  const error = make('p', { class: 'Error', id: errorId, role: 'alert', hidden: true })
  control.id = id
  control.name = name
  control.classList.add('Input')
  const labelNode = make('label', { class: 'Label', for: id }, label)

  return {
    name,
    control,
    node: make('div', { class: isWide ? 'Field Field--wide' : 'Field' }, labelNode, control, error),
    setLabel(text) {
      labelNode.textContent = text
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
