import { make, makeMarker } from '../dom.js'
import { fill, textsFor } from '../texts.js'
import { createCardForm } from './card-form.js'
import { createMethodList } from './method-list.js'

/** Draws the Payment Element for a loaded session, and knows what of it is chosen and filled in. */
export function createView({ session, group, options, browserLocale, kept, onChange, onRemove }) {
  const texts = textsFor(group.locale, browserLocale)
  const features = session.customer?.features ?? {}
  const savedMethods = session.customer?.payment_methods ?? []
  const layout = typeof options.layout === 'object' ? options.layout : { type: options.layout ?? 'tabs' }
  const hasRows = savedMethods.length > 0 || layout.type === 'accordion'

  let selected = kept
    ? kept.selected
    : (savedMethods[0]?.id ?? (hasRows && layout.defaultCollapsed ? undefined : 'card'))
  if (selected?.startsWith('pm_') && !savedMethods.some(({ id }) => id === selected))
    selected = savedMethods[0]?.id ?? 'card'

  const form = createCardForm({
    texts,
    options,
    browserLocale,
    now: new Date(session.now * 1000),
    kept: kept?.card,
    onChange,
  })
  const saveBox = make('input', {
    type: 'checkbox',
    id: 'payment-saveCheckbox',
    name: 'savePaymentMethod',
    class: 'CheckboxInput',
    onchange: onChange,
  })
  saveBox.checked = kept?.isSaving ?? false
  saveBox.disabled = Boolean(options.readOnly)
  const save =
    features.payment_method_save === 'enabled' &&
    make('div', { class: 'Checkbox' }, saveBox, make('label', { class: 'CheckboxLabel', for: saveBox.id }, texts.save))
  const terms =
    wantsTerms(options.terms?.card, session.intent) &&
    make('p', { class: 'TermsText' }, fill(texts.terms, { business: options.business?.name ?? session.business_name }))
  const card = make('div', { class: 'NewCard' }, form.node, save, terms)
  const rows = make('div', {})

  function draw() {
    card.hidden = selected !== 'card'
    if (!hasRows) return
    const list = createMethodList({
      texts,
      savedMethods,
      selected,
      canRemove: features.payment_method_remove === 'enabled',
      isReadOnly: options.readOnly,
      onRemove: (method, name) => onRemove(method, name, texts),
      onSelect(value) {
        selected = value
        draw()
        rows.querySelector(`#method-${value}`)?.focus()
        onChange()
      },
    })
    rows.replaceChildren(list)
  }
  draw()

  return {
    texts,
    node: make('div', { class: 'Payment' }, rows, card, makeMarker(texts)),
    form,
    savedMethod: () => savedMethods.find(({ id }) => id === selected),
    isNewCard: () => selected === 'card',
    isSaving: () => (save ? saveBox.checked : undefined),
    focus: () => (selected === 'card' ? form.focus() : rows.querySelector('input:checked')?.focus()),
    collapse() {
      if (!hasRows) return
      selected = undefined
      draw()
      onChange()
    },
    keep: () => ({ selected, card: form.keep(), isSaving: saveBox.checked }),
  }
}

function wantsTerms(option = 'auto', intent) {
  if (option !== 'auto') return option === 'always'
  return intent.mode !== 'payment' || Boolean(intent.setup_future_usage)
}
