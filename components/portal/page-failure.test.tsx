import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { FailureTextsProvider } from '#components/portal/failure-texts.tsx'
import PortalError from './error.tsx'

const texts = {
  title: 'Da ging etwas schief',
  text: 'Nichts wurde abgebucht.',
  retry: 'Noch einmal',
  home: 'Zur Übersicht',
  reference: 'Nummer',
}

describe('PortalError', () => {
  it('speaks the language of its document, and gives the reference number', () => {
    const html = renderToStaticMarkup(
      <FailureTextsProvider texts={texts}>
        <PortalError error={Object.assign(new Error(), { digest: '4711' })} retry={() => {}} />
      </FailureTextsProvider>,
    )
    for (const text of [...Object.values(texts), '4711']) expect(html).toContain(text)
  })
})
