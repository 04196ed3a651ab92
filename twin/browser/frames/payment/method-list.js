import { brandLabel } from '../card-rules.js'
import { make } from '../dom.js'
import { fill } from '../texts.js'

/** The rows to choose from: each saved card, then a new one. */
export function createMethodList({ texts, savedMethods, canRemove, selected, isReadOnly, onSelect, onRemove }) {
  const rows = savedMethods.map((method) => savedRow(method))
  rows.push(row('card', savedMethods.length > 0 ? texts.newCard : texts.card))
  const node = make(
    'fieldset',
    { class: 'Methods', disabled: Boolean(isReadOnly) },
    make('legend', { class: 'VisuallyHidden' }, texts.paymentMethods),
    ...rows,
  )
  return {
    node,
    focus: () => (node.querySelector('input:checked') ?? node.querySelector('input'))?.focus(),
    unselect() {
      for (const radio of node.querySelectorAll('input')) radio.checked = false
      mark(undefined)
    },
  }

  function savedRow(method) {
    const { brand, display_brand, last4, exp_month, exp_year } = method.card
    const label = brandLabel(display_brand ?? brand)
    const name = fill(texts.endingIn, { brand: label, last4 })
    const remove =
      canRemove &&
      make(
        'button',
        {
          type: 'button',
          class: 'RemoveButton',
          'aria-label': fill(texts.removeCard, { card: name }),
          onclick: () => onRemove(method, name),
        },
        texts.remove,
      )
    const date = `${String(exp_month).padStart(2, '0')}/${exp_year}`
    return row(
      method.id,
      make('span', { class: 'MethodName' }, `${label} `, make('span', {}, `•••• ${last4}`)),
      make('span', { class: 'MethodDetail' }, ` ${fill(texts.expires, { date })}`),
      remove,
    )
  }

  function mark(radio) {
    for (const each of rows)
      each.classList.toggle('AccordionItem--selected', radio !== undefined && each.contains(radio))
  }

  function row(value, name, detail, action) {
    const id = `method-${value}`
    const radio = make('input', {
      type: 'radio',
      name: 'payment_method',
      id,
      value,
      checked: selected === value,
      onchange: ({ target }) => {
        mark(target)
        onSelect(value)
      },
    })
    return make(
      'div',
      { class: `AccordionItem${selected === value ? ' AccordionItem--selected' : ''}` },
      radio,
      make('label', { for: id }, name, detail),
      action,
    )
  }
}
