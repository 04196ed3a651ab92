// `npm run bench`: everything beside a bare call or a peer, in one run on one machine. See README.md for the method.
import setUp from '#e2e/setup/global-setup.ts'
import { startPortico } from '#e2e/setup/instance.ts'
import { openShop } from '#e2e/setup/shop.ts'
import { measureFlood } from './measure-flood.ts'
import { measureMints } from './measure-mints.ts'
import { measurePages } from './measure-pages.ts'
import { measureTwin } from './measure-twin.ts'

const rounds = 240

const tearDown = await setUp()
const portico = await startPortico('bench')
try {
  await openShop(portico)
  for (const line of await measureMints(portico, rounds)) console.log(line)
  for (const line of await measureFlood(portico)) console.log(line)
  for (const line of await measurePages(portico)) console.log(line)
  for (const line of await measureTwin()) console.log(line)
} finally {
  await portico.stop()
  await tearDown()
}
