const defaults = {
  base: 'StripeElement',
  complete: 'StripeElement--complete',
  empty: 'StripeElement--empty',
  focus: 'StripeElement--focus',
  invalid: 'StripeElement--invalid',
}

/** The class names by which a page styles the place of an element, under the names that it chose. */
export function createStateClasses(place, given = {}) {
  const names = { ...defaults, ...given }

  function toggle(state, isOn) {
    for (const name of names[state].split(' ').filter(Boolean)) place.classList.toggle(name, isOn)
  }

  toggle('base', true)
  toggle('empty', true)
  return {
    /** Follows what the frame tells. */
    show(event, detail) {
      if (event === 'focus') toggle('focus', true)
      if (event === 'blur') toggle('focus', false)
      if (event !== 'change') return
      toggle('empty', detail.empty)
      toggle('complete', detail.complete)
      toggle('invalid', Boolean(detail.error))
    },
    clear() {
      for (const state of Object.keys(defaults)) toggle(state, false)
    },
  }
}
