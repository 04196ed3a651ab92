import type { Resource } from './kernel/resource.ts'
import { account } from './resources/account.ts'
import { customers } from './resources/customers.ts'
import { events } from './resources/events.ts'
import { prices } from './resources/prices.ts'
import { products } from './resources/products.ts'

/** Everything that the twin plays; a new resource adds its line here. */
export const allResources: Resource[] = [account, customers, events, prices, products]
