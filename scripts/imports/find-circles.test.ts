import { describe, expect, it } from 'vitest'
import { findCircles } from './find-circles.ts'

const find = (sources: Record<string, string>) => findCircles(new Map(Object.entries(sources)))

describe('findCircles', () => {
  it('names the files along a circle, across folders too', () => {
    const circles = find({
      'server/start.ts': "import { mint } from '#lib/mints/mint.ts'",
      'lib/mints/mint.ts': "import { read } from './read.ts'",
      'lib/mints/read.ts': "import { log } from '#lib/web/log.ts'",
      'lib/web/log.ts': "import { mint } from '#lib/mints/mint.ts'",
    })
    expect(circles).toEqual([['lib/mints/mint.ts', 'lib/mints/read.ts', 'lib/web/log.ts', 'lib/mints/mint.ts']])
  })

  it('lets two files share one that neither of them is needed by', () => {
    const shared = "import { fault } from './fault.ts'"
    expect(find({ 'twin/a.ts': `${shared}; import './b.ts'`, 'twin/b.ts': shared, 'twin/fault.ts': '' })).toEqual([])
  })

  it('does not count types', () => {
    const sources = { 'twin/a.ts': "import type { B } from './b.ts'", 'twin/b.ts': "import { a } from './a.ts'" }
    expect(find(sources)).toEqual([])
  })
})
