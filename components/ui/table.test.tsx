import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Table } from './table.tsx'

describe('Table', () => {
  it('keeps a value of several parts together, also where a phone shows it beside its label', () => {
    const value = (
      <>
        Ada, <time>today</time>
      </>
    )
    const html = renderToStaticMarkup(
      <Table
        caption="Changes"
        columns={[
          { key: 'what', label: 'What' },
          { key: 'by', label: 'By' },
        ]}
        rows={[{ id: '1', cells: { what: 'Plan', by: value } }]}
      />,
    )
    expect(html).toMatch(/<td[^>]*data-label="By"[^>]*><div[^>]*>Ada, <time>today<\/time><\/div><\/td>/)
  })
})
