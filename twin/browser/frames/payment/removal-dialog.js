import { make } from '../dom.js'
import { fill } from '../texts.js'

/** Asks before a card is removed; the safe button has the focus. */
export function askForRemoval(texts, card) {
  return new Promise((resolve) => {
    const answer = (isConfirmed) => () => {
      dialog.remove()
      document.body.style.minHeight = ''
      resolve(isConfirmed)
    }
    const dialog = make(
      'dialog',
      { class: 'Dialog', 'aria-labelledby': 'removal-title', oncancel: answer(false) },
      make('h2', { id: 'removal-title' }, texts.removeTitle),
      make('p', {}, fill(texts.removeBody, { card })),
      make(
        'div',
        { class: 'DialogActions' },
        make('button', { type: 'button', class: 'Button', onclick: answer(false) }, texts.cancel),
        make('button', { type: 'button', class: 'Button Button--danger', onclick: answer(true) }, texts.remove),
      ),
    )
    document.body.append(dialog)
    dialog.showModal()
    // The frame is only as high as its page, so the page makes room.
    document.body.style.minHeight = `${dialog.offsetHeight + 32}px`
  })
}
