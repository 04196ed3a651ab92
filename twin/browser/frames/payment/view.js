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

  let selected = firstChoice(savedMethods, kept, hasRows && layout.defaultCollapsed)
  const form = createCardForm({
    texts,
    options,
    collectsAddress: !group.collectsBillingAddress,
    browserLocale,
    now: new Date(session.now * 1000),
    kept: kept?.card,
    onChange,
  })
  const save = features.payment_method_save === 'enabled' ? makeSaveBox(texts, kept, options, onChange) : undefined
  const terms =
    wantsTerms(options.terms?.card, session.intent) &&
    make('p', { class: 'TermsText' }, fill(texts.terms, { business: options.business?.name ?? session.business_name }))
  const card = make('div', { class: 'NewCard' }, form.node, save?.node, terms)
  card.hidden = selected !== 'card'
  const list = hasRows
    ? createMethodList({
        texts,
        savedMethods,
        selected,
        canRemove: features.payment_method_remove === 'enabled',
        isReadOnly: options.readOnly,
        onRemove: (method, name) => onRemove(method, name, texts),
        onSelect: select,
      })
    : undefined

  function select(value) {
    selected = value
    card.hidden = selected !== 'card'
    onChange()
  }

  return {
    texts,
    node: make('div', { class: 'Payment' }, list?.node, card, makeMarker(texts)),
    form,
    savedMethod: () => savedMethods.find(({ id }) => id === selected),
    isNewCard: () => selected === 'card',
    isSaving: () => save?.box.checked,
    focus: () => (selected === 'card' || !list ? form.focus() : list.focus()),
    collapse() {
      if (!list) return
      list.unselect()
      select(undefined)
    },
    keep: () => ({ selected, card: form.keep(), isSaving: save?.box.checked }),
  }
}

/** What was chosen before if it is still there, else the newest saved card, else a new one. */
function firstChoice(savedMethods, kept, isCollapsed) {
  const isThere = kept && (!kept.selected?.startsWith('pm_') || savedMethods.some(({ id }) => id === kept.selected))
  if (isThere) return kept.selected
  if (savedMethods[0]) return savedMethods[0].id
  return isCollapsed && !kept ? undefined : 'card'
}

function makeSaveBox(texts, kept, { readOnly }, onchange) {
  const box = make('input', { type: 'checkbox', id: 'payment-saveCheckbox', class: 'CheckboxInput', onchange })
  box.checked = kept?.isSaving ?? false
  box.disabled = Boolean(readOnly)
  const label = make('label', { class: 'CheckboxLabel', for: box.id }, texts.save)
  return { box, node: make('div', { class: 'Checkbox' }, box, label) }
}

function wantsTerms(option = 'auto', intent) {
  if (option !== 'auto') return option === 'always'
  return intent.mode !== 'payment' || Boolean(intent.setup_future_usage)
}
