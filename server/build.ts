// `npm run build`: Next's build of the pages, for a machine or an image that will run `npm run serve`.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PlainFailure } from './plain-failure.ts'
import { buildPages } from './start/build-pages.ts'
import { throwEnding } from './start/start-child.ts'

try {
  const log = join(mkdtempSync(join(tmpdir(), 'portico-build-')), 'build.log')
  const isNew = await buildPages(log, async (build) => {
    console.log(`Building the pages; what the build says is in ${log}`)
    const ending = await build.ended
    if (ending.code !== 0) throwEnding(ending)
  })
  console.log(isNew ? 'The pages are built.' : 'The pages were built before, from the very same sources.')
} catch (error) {
  console.error(error instanceof PlainFailure ? error.message : error)
  process.exit(1)
}
