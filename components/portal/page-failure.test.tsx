import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { FailureTextsProvider } from './failure-texts.tsx'
import { PageFailure } from './page-failure.tsx'

const texts = {
  title: 'Da ging etwas schief',
  text: 'Nichts wurde abgebucht.',
  retry: 'Noch einmal',
  home: 'Zur Übersicht',
  reference: 'Nummer',
}

describe('PageFailure', () => {
  it('speaks the language of its document, and gives the reference number', () => {
    const html = renderToStaticMarkup(
      <FailureTextsProvider texts={texts}>
        <PageFailure error={Object.assign(new Error(), { digest: '4711' })} />
      </FailureTextsProvider>,
    )
    for (const text of [...Object.values(texts), '4711']) expect(html).toContain(text)
  })
})
