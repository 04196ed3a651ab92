// `npm run docs`: writes the pages that are made from code.
import { writeFileSync } from 'node:fs'
import { cataloguePage, describeCatalogue } from './describe-catalogue.ts'

writeFileSync(cataloguePage, describeCatalogue())
console.log(`Wrote ${cataloguePage}`)
